"""What stands on printed sheets, as text: the letters of a PDF as Chromium writes it, for comparing numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

NUMBER = re.compile(r"[+-]?\d[\d.,]*\d|\d")
PAIR = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
TRIPLE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)


def numbers_in(text: str) -> set[str]:
    """Every number of a text as it is written, with one form of the minus sign."""
    return set(NUMBER.findall(text.replace("−", "-").replace("\u00a0", " ")))


def text_of(sheet: Path) -> tuple[int, str]:
    """How many pages a PDF has, and its letters; each piece of text on a line of its own."""
    with pikepdf.open(sheet) as document:
        return len(document.pages), "\n".join(piece for page in document.pages for piece in _pieces(page.obj, page.obj))


def _pieces(drawn: Any, page: Any) -> Iterator[str]:
    """The pieces of text of a page, or of a drawing within it, in the order in which they are drawn."""
    resources = drawn.get("/Resources", page.get("/Resources", pikepdf.Dictionary()))
    fonts = {str(name): _letters(font) for name, font in resources.get("/Font", {}).items()}
    piece, letters, width = "", dict[int, str](), 2
    for instruction in pikepdf.parse_content_stream(drawn):
        operands, name = instruction.operands, str(instruction.operator)
        if name == "Tf":
            letters, width = fonts[str(operands[0])]
        elif name in ("Tj", "TJ"):
            parts = operands[0] if name == "TJ" else operands
            codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            piece += "".join(
                letters.get(int.from_bytes(codes[at : at + width], "big"), "") for at in range(0, len(codes), width)
            )
        elif name == "ET":
            yield piece
            piece = ""
        elif name == "Do":
            inner = resources["/XObject"][str(operands[0])]
            if inner.get("/Subtype") == "/Form":
                yield from _pieces(inner, page)


def _letters(font: Any) -> tuple[dict[int, str], int]:
    """Which letters the codes of a font stand for, and how many bytes a code has."""
    found: dict[int, str] = {}
    for kind, block in BLOCK.findall(font["/ToUnicode"].read_bytes() if "/ToUnicode" in font else b""):
        if kind == b"bfchar":
            found |= {
                int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in PAIR.findall(block)
            }
            continue
        for first, last, text in TRIPLE.findall(block):
            start = int(text, 16)
            found |= {code: chr(start + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)}
    return found, 2 if font.get("/Subtype") == "/Type0" else 1
