"""What the rules said about the files of a round: counts by rule, and the findings themselves."""

from __future__ import annotations

import polars as pl

from dashboards.queries import Ask

# A finding is kept while its file stands: what was superseded is history, and counting it would count a fault twice.
GRAVEST_FIRST = "case finding.severity when 'reject' then 0 when 'ask' then 1 else 2 end"
STANDING_FILE = "finding.submission_status <> 'superseded'"


def by_rule(ask: Ask, round_id: str, unit_code: str = "") -> pl.DataFrame:
    """How often each rule spoke in a round or about one unit, the gravest first; one row a rule and severity."""
    return ask(
        f"""
        select
            finding.rule_id,
            finding.severity,
            count(*) as finding_count,
            count(*) filter (where finding.is_justified) as justified_count,
            count(distinct finding.unit_code) as unit_count,
        from core.finding as finding
        where finding.round_id = $round_id and {STANDING_FILE} and ($unit_code = '' or finding.unit_code = $unit_code)
        group by finding.rule_id, finding.severity
        order by {GRAVEST_FIRST}, finding_count desc, finding.rule_id
        """,
        round_id=round_id,
        unit_code=unit_code,
    )


def units(ask: Ask, round_id: str) -> pl.DataFrame:
    """Units whose standing files have findings, the most rejecting first; one row a unit."""
    return ask(
        f"""
        select
            finding.unit_code,
            unit.name_id,
            unit.name_en,
            count(*) filter (where finding.severity = 'reject') as reject_count,
            count(*) filter (where finding.severity = 'ask') as ask_count,
            count(*) filter (where finding.severity = 'note') as note_count,
            count(*) as finding_count,
        from core.finding as finding
        left join core.organisation_unit as unit on finding.unit_code = unit.unit_code
        where finding.round_id = $round_id and {STANDING_FILE} and finding.unit_code is not null
        group by finding.unit_code, unit.name_id, unit.name_en
        order by reject_count desc, ask_count desc, finding.unit_code
        """,
        round_id=round_id,
    )


def of_round(ask: Ask, round_id: str, unit_code: str = "", severity: str = "", rule_id: str = "") -> pl.DataFrame:
    """The findings of a round's standing files, narrowed where asked, the gravest first; one row a finding."""
    return ask(
        f"""
        select
            finding.*,
            unit.name_id,
            unit.name_en,
            submission.file_name,
        from core.finding as finding
        left join core.organisation_unit as unit on finding.unit_code = unit.unit_code
        left join core.submission as submission on finding.submission_id = submission.submission_id
        where
            finding.round_id = $round_id and {STANDING_FILE}
            and ($unit_code = '' or finding.unit_code = $unit_code)
            and ($severity = '' or finding.severity = $severity)
            and ($rule_id = '' or finding.rule_id = $rule_id)
        order by
            {GRAVEST_FIRST},
            finding.unit_code,
            finding.submission_id,
            finding.finding_number
        """,
        round_id=round_id,
        unit_code=unit_code,
        severity=severity,
        rule_id=rule_id,
    )


def without_round(ask: Ask) -> pl.DataFrame:
    """Findings of files that do not say which round they belong to; one row a finding."""
    return ask(
        """
        select
            finding.*,
            submission.file_name,
            submission.received_at,
        from core.finding as finding
        inner join core.submission as submission on finding.submission_id = submission.submission_id
        where finding.round_id is null
        order by submission.received_at desc, finding.finding_number
        """
    )


def files(ask: Ask, round_id: str, unit_code: str) -> pl.DataFrame:
    """The files a unit handed in for a round, the newest first; one row a submission."""
    return ask(
        """
        select submission_id, file_name, received_at, status, revision_number
        from core.submission as submission
        where round_id = $round_id and unit_code = $unit_code
        order by received_at desc, received_sequence desc
        """,
        round_id=round_id,
        unit_code=unit_code,
    )


def beside(ask: Ask, round_id: str, unit_code: str) -> pl.DataFrame:
    """What was said about files that offer no targets, desk sheets and work plans; one row a finding.

    A desk sheet belongs to no unit: its refused decisions are left out when one unit is asked for.
    """
    return ask(
        """
        select
            'desk_sheet' as form,
            sheet.received_at,
            sheet.source_cell,
            'reject' as severity,
            sheet.decision as written,
            sheet.message_id,
            sheet.message_en,
        from core.desk_sheet_row as sheet
        where sheet.round_id = $round_id and sheet.outcome = 'rejected' and $unit_code = ''
        union all
        select
            'work_plan' as form,
            file.received_at,
            finding.source_cell,
            finding.severity,
            finding.written,
            finding.message_id,
            finding.message_en,
        from core.take_up_finding as finding
        inner join core.take_up_file as file on finding.submission_id = file.submission_id
        where finding.round_id = $round_id and $unit_code in ('', finding.unit_code)
        order by received_at desc, source_cell
        """,
        round_id=round_id,
        unit_code=unit_code,
    )
