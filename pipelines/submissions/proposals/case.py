"""One outcome or one indicator while it is judged: its cells, its words, and where findings about it go."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.submissions.model.finding import Fact
from pipelines.submissions.model.reading import BLANK, Cell, OfferedProposal, OfferedRow
from pipelines.submissions.proposals.phrases import Words, words_of
from pipelines.submissions.rules.case.candidates import CandidateRow
from pipelines.submissions.rules.case.judging_case import Docket
from pipelines.submissions.rules.cells.free_text import kept_text, text_findings


@dataclass
class ProposalCase:
    """What the rules ask of: `title` is the statement of an outcome or the name of an indicator."""

    offered: OfferedProposal
    docket: Docket
    title_field: str
    row: CandidateRow

    @classmethod
    def of(cls, offered: OfferedProposal, docket: Docket, title_field: str) -> ProposalCase:
        """A row of its own for the docket: what refuses an outcome does not refuse the indicator beside it."""
        row = CandidateRow(
            OfferedRow(
                sheet=offered.sheet,
                row_number=offered.row_number,
                indicator_code=BLANK,
                indicator_name=BLANK,
                region_code=BLANK,
                region_name=BLANK,
                targets=(),
                justification=offered.cell("justification"),
            )
        )
        row.justification = kept_text(offered.cell("justification"))
        return cls(offered, docket, title_field, row)

    @property
    def title(self) -> Cell:
        return self.offered.cell(self.title_field)

    @property
    def words(self) -> Words:
        return words_of(self.title.text)

    @property
    def is_refused(self) -> bool:
        return self.row.is_refused

    def cell(self, name: str) -> Cell:
        """A field's cell; where the sheet has no such column, the title's, so that the sentence has a place."""
        found = self.offered.cell(name)
        return found if found.address else self.title._replace(text="")

    def text(self, name: str) -> str:
        """A field as typed, without outer blanks; "" for nothing or a sign for nothing."""
        return kept_text(self.offered.cell(name))

    def say(self, rule_id: str, cell: Cell, /, **facts: Fact) -> None:
        """Record a finding; a reject refuses this outcome or indicator."""
        self.docket.about_row(rule_id, self.row, cell, **facts)

    def note_texts(self, names: tuple[str, ...]) -> None:
        """Note what a program might run or render in the texts of some fields."""
        for name in names:
            for rule_id in text_findings(self.offered.cell(name)):
                self.say(rule_id, self.offered.cell(name))
