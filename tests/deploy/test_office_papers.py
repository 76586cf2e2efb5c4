"""docs/operations.md names every setting and every test it promises, and the files of deploy/ fit together."""

from __future__ import annotations

import re

import pytest
import yaml

from pipelines.contract.paths import CHECKOUT

PAGE = CHECKOUT / "docs" / "operations.md"
DEPLOY = CHECKOUT / "deploy"


def sources(folder: str, pattern: str = "*.py") -> str:
    return "\n".join(file.read_text(encoding="utf-8") for file in sorted((CHECKOUT / folder).rglob(pattern)))


def settings_in_code() -> set[str]:
    named = set(re.findall(r"SELARAS_[A-Z]+(?:_[A-Z]+)*\b", sources("pipelines") + sources("dashboards")))
    return named - {"SELARAS_"}


def test_every_setting_stands_once_in_the_table_with_its_default() -> None:
    rows = re.findall(
        r"^\| `(SELARAS_[A-Z_]+)` \| ([^|]+) \| ([^|]+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    names = [name for name, _, _ in rows]
    assert len(names) == len(set(names))
    assert settings_in_code() - set(names) == set()
    assert set(names) - settings_in_code() == set()


def test_each_asvs_item_the_page_names_has_a_test_that_names_it() -> None:
    promised = {
        item.replace(".", "_") for item in re.findall(r"^\| (\d+\.\d+\.\d+) \|", PAGE.read_text(), re.MULTILINE)
    }
    assert len(promised) == 18
    tested = set(re.findall(r"asvs_(\d+_\d+_\d+)", sources("tests"))) | set(
        re.findall(r"_and_(\d+_\d+_\d+)", " ".join(re.findall(r"def test_asvs\w+", sources("tests"))))
    )
    assert promised - tested == set()


@pytest.mark.parametrize("file", sorted(DEPLOY.rglob("*.service")), ids=lambda file: file.name)
def test_a_unit_runs_a_command_that_exists_and_says_where_it_may_write(file) -> None:
    from pipelines.cli import app

    text = file.read_text(encoding="utf-8")
    (verb,) = re.findall(r"bin/selaras ([a-z]+)", text)
    assert verb in {
        command.name or command.callback.__name__ for command in app.registered_commands if command.callback
    }
    assert "ReadWritePaths=/srv/selaras" in text
    assert "NoNewPrivileges=yes" in text


def test_the_compose_file_serves_dagster_to_nobody_but_itself_and_the_dashboard_with_a_login() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    assert set(services) == {"book", "dagster", "dashboard", "proxy"}
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    assert "--host" not in services["dagster"]["command"]
    settings = dict(
        line.split("=", 1) for line in (DEPLOY / "selaras.env").read_text().splitlines() if line and line[0] != "#"
    )
    assert settings["SELARAS_LOGIN"] == "oidc"
    assert [settings[name] for name in ("SELARAS_OIDC_SECRET", "SELARAS_COOKIE_SECRET")] == ["", ""]
    assert set(settings) <= settings_in_code()
