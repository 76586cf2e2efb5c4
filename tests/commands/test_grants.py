"""`selaras grant` and `selaras revoke`: a role from the command line, an event in the book, a sentence when not."""

from __future__ import annotations

import pytest

from pipelines.contract import decisions
from pipelines.contract.paths import Paths
from tests.command_here import selaras_here

PERSON = ("grant", "u-1", "--issuer", "https://sso.example", "--name", "Sari")


def test_a_role_is_given_listed_and_ended_from_the_command_line(data: Paths) -> None:
    given = selaras_here(data, *PERSON, "--role", "administrator")
    assert given.returncode == 0, given.stderr
    grant_id = given.stdout.split()[1].rstrip(":")
    assert "Sari is administrator now" in given.stdout
    listed = selaras_here(data, "grant", "--list").stdout
    assert grant_id in listed and "active" in listed
    assert selaras_here(data, "revoke", grant_id, "--reason", "pindah tugas ke unit lain").returncode == 0
    book = decisions.open_book(data.data)
    assert [(event.action, event.door) for event in book.events()] == [("grant", "cli"), ("revoke", "cli")]
    assert decisions.live_grants(book, "https://sso.example", "u-1") == []
    book.close()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*PERSON, "--role", "king"), "The role king is not known"),
        ((*PERSON, "--role", "reviewer", "--unit", "nowhere"), "Unit nowhere is not in organisation_units.csv"),
        ((*PERSON, "--role", "reviewer", "--region", "99"), "Region 99 is not in regions.csv"),
        ((*PERSON, "--role", "reviewer", "--to", "besok"), "besok is no day"),
        (("revoke", "none", "--reason", "alasan yang cukup"), "The grant none is not known"),
    ],
)
def test_a_grant_nobody_could_mean_is_one_sentence(data: Paths, arguments: tuple[str, ...], said: str) -> None:
    done = selaras_here(data, *arguments)
    assert done.returncode == 1
    assert said in done.stderr and done.stderr.count("\n") == 1
