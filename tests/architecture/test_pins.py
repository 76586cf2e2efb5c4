"""Every version is pinned, and what is installed is what the pins say; no download address is recorded."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata

from pipelines.contract.paths import CHECKOUT

PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
LOCK = (CHECKOUT / "requirements.lock").read_text(encoding="utf-8")


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, str]:
    lines = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["project"]["optional-dependencies"]["spark"],
        *PROJECT["dependency-groups"]["dev"],
        *PROJECT["tool"]["uv"]["constraint-dependencies"],
    ]
    found = {}
    for line in lines:
        match = re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([^ ;]+)", line)
        assert match, f"{line} is not pinned exactly"
        found[plain(match[1])] = match[2]
    return found


def installed() -> dict[str, str]:
    return {plain(dist.metadata["Name"]): dist.version for dist in metadata.distributions()}


def test_every_installed_package_has_the_pinned_version() -> None:
    pinned = pins()
    differing = {
        name: (version, pinned.get(name))
        for name, version in installed().items()
        if name not in ("selaras", "pip", "setuptools", "uv") and pinned.get(name) != version
    }
    assert differing == {}


def test_the_lock_holds_the_pinned_versions_with_hashes() -> None:
    locked = {plain(name): version for name, version in re.findall(r"^([A-Za-z0-9._-]+)==([^ ]+)", LOCK, re.MULTILINE)}
    here = set(installed())
    differing = {name: version for name, version in pins().items() if name in here and locked.get(name) != version}
    assert differing == {}
    assert LOCK.count("--hash=sha256:") > len(locked)


def test_no_download_address_is_recorded() -> None:
    for name in ("pyproject.toml", "requirements.lock"):
        assert "://" not in (CHECKOUT / name).read_text(encoding="utf-8"), name
    assert "uv.lock" in (CHECKOUT / ".gitignore").read_text(encoding="utf-8")
