"""The pages there are: their files, addresses and order. Words for them stand in the catalogues under `page.<name>`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

FOLDER = Path(__file__).parents[1] / "pages"
ADDRESSES = {
    "overview": "ringkasan",
    "alignment": "keselarasan",
    "explorer": "jelajah-target",
    "region": "wilayah",
    "compose": "susun-target",
    "round": "putaran",
    "findings": "temuan",
    "reference": "acuan",
    "methods": "indikator-metode",
    "submit": "kirim-berkas",
    "desk": "meja-telaah",
    "audit": "jejak-audit",
}


# The round's own order: compose, hand in, check, look, agree, look up.
GROUPS = (
    ("compose",),
    ("submit",),
    ("round", "findings"),
    ("overview", "alignment", "explorer", "region"),
    ("desk", "reference"),
    ("methods",),
)


AT_THE_FOOT = ("audit",)  # for a few: linked at the foot of each page


def groups() -> list[list[str]]:
    """The pages of the head there are, in groups; one that no group names stands in the last."""
    names = [name for name in there_are() if name not in AT_THE_FOOT]
    grouped = {name for group in GROUPS for name in group}
    found = [[name for name in group if name in names] for group in GROUPS]
    found[-1] += [name for name in names if name not in grouped]
    return [group for group in found if group]


def there_are() -> list[str]:
    """Names of the pages whose file exists."""
    return [name for name in ADDRESSES if (FOLDER / name / "page.py").is_file()]


def page_file(name: str) -> str:
    return f"pages/{name}/page.py"


def pages(title: dict[str, str]) -> list[st.Page]:
    return [
        st.Page(page_file(name), title=title[name], url_path=ADDRESSES[name], default=name == "overview")
        for name in there_are()
    ]
