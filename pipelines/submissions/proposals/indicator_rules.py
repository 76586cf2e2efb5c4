"""Questions about a proposed indicator: one quantity in a fitting unit, a direction, a denominator, a source, a sum."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.submissions.model.finding import Words
from pipelines.submissions.proposals.case import ProposalCase
from pipelines.submissions.proposals.phrases import counted_product, joined_pair, quantity_of, unit_of
from pipelines.submissions.rules.cells.units import is_same_unit, unit_words
from pipelines.submissions.rules.cells.years import read_year

PART_OF_A_WHOLE = "percent"
NEEDS_WEIGHT = ("ratio_of_sums", "weighted", "share_of_regions")
NO_AGGREGATION = Words("cara menjumlahkannya belum dinyatakan", "how it adds up is not stated")
ONLY_OFFICIAL = Words(
    "hanya angka resmi nasional yang berlaku, tanpa bobot per daerah",
    "only the official national figure counts, without weights by region",
)
NO_WEIGHT = Words(
    "penyebut yang menjadi bobotnya tidak disebut", "the denominator that would be its weight is not named"
)


def ask_quantity(case: ProposalCase) -> None:
    """Ask about two numbers in one indicator, and about counting what is done or made."""
    lists = case.docket.catalogue.outcome_words
    heads = [word for quantity in lists.quantities for word in quantity.words]
    joiner = joined_pair(case.words, lists.joining_words, heads) or _both_counted(case, heads)
    if joiner:
        case.say("indicator.two_quantities", case.title, word=joiner)
    product = counted_product(case.words, lists)
    if product:
        case.say("indicator.counts_products", case.title, word=product)


def _both_counted(case: ProposalCase, heads: list[str]) -> str:
    """The joining word of a name such as `jumlah dan persentase anak …`."""
    words, joiners = case.words, case.docket.catalogue.outcome_words.joining_words
    is_pair = len(words) > 2 and words[0] in heads and words[1] in (*joiners, "/") and words[2] in heads
    return words[1] if is_pair else ""


def read_unit(case: ProposalCase) -> str | None:
    """The unit of measure; asks about one that is unknown or contradicts the name."""
    cell, written = case.cell("unit_of_measure"), case.text("unit_of_measure")
    unit = unit_of(written) if written else None
    promised = quantity_of(case.words, case.docket.catalogue.outcome_words)
    if promised is not None and written:
        word, quantity = promised
        fitting = [each for each in quantity.units if is_same_unit(written, each)]
        unit = fitting[0] if fitting else unit
        if unit is not None and unit not in quantity.units:
            choices = [unit_words(each) for each in quantity.units[:4]]
            listed = Words(", ".join(each.id for each in choices), ", ".join(each.en for each in choices))
            case.say("indicator.unit_contradicts", cell, word=word, choices=listed)
            return unit
    if unit is None:
        case.say("indicator.unit_unknown", cell)
    return unit


def read_direction(case: ProposalCase) -> str:
    """The direction, "" when it is refused: it is declared, never guessed."""
    written = " ".join(case.text("direction").casefold().split())
    direction = case.docket.catalogue.outcome_words.directions.get(written, "")
    if not direction:
        case.say("indicator.direction_missing", case.cell("direction"))
    return direction


def read_aggregation(case: ProposalCase, unit: str | None) -> str | None:
    """How regional figures add up; refuses a part of a whole without its denominator, asks where nothing adds up."""
    lists = case.docket.catalogue.outcome_words
    cell, written = case.cell("aggregation"), " ".join(case.text("aggregation").casefold().split())
    aggregation = lists.aggregations.get(written)
    is_unknown = bool(written) and aggregation is None
    if is_unknown:
        choices = ", ".join(_first_spellings(lists.aggregations))
        case.say("indicator.aggregation_unknown", cell, choices=choices)
    promised = quantity_of(case.words, lists)
    is_part = unit == PART_OF_A_WHOLE or (promised is not None and promised[1].needs_denominator)
    is_divided = bool(case.text("denominator"))
    if (is_part or aggregation == "ratio_of_sums") and not is_divided:
        case.say("indicator.no_denominator", case.cell("denominator"), indicator=case.title.text)
    elif (reason := _reason(aggregation, is_divided)) and not is_unknown:
        case.say("indicator.cannot_add_up", cell, indicator=case.title.text, reason=reason)
    return aggregation


def _first_spellings(spellings: Mapping[str, str]) -> list[str]:
    """One spelling of each word of the code, the first that the list gives."""
    found: dict[str, str] = {}
    for spelling, code in spellings.items():
        found.setdefault(code, spelling)
    return list(found.values())


def _reason(aggregation: str | None, is_divided: bool) -> Words | None:
    if aggregation is None:
        return NO_AGGREGATION
    if aggregation == "official_only":
        return ONLY_OFFICIAL
    return NO_WEIGHT if aggregation in NEEDS_WEIGHT and not is_divided else None


def read_first_year(case: ProposalCase) -> int | None:
    """The first year with data; None where none is named, asked about where it is no year."""
    if not case.text("first_year"):
        return None
    year = read_year(case.offered.cell("first_year"))
    if isinstance(year, int):
        return year
    case.say("indicator.first_year", case.cell("first_year"))
    return None


def ask_source(case: ProposalCase) -> None:
    if not case.text("source"):
        case.say("indicator.no_source", case.cell("source"), indicator=case.title.text)
