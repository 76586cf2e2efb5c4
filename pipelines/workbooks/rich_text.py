"""Text in runs of different looks: what the whole says, and whether it may be one number at all. A superscript is a
footnote, a struck figure is withdrawn, and digits that look different were not typed as one number. Nothing is judged
here: such a cell carries the flag `rich_text`, and only what reads a number or a code minds it."""

from __future__ import annotations

import re

from lxml import etree

RICH_TEXT = ("rich_text",)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TYPEFACE = frozenset(("rFont", "family", "charset", "scheme"))  # a program's own choice, often differing unseen
_NUMBER_SIGNS = ",.-−–+"
_OFF = ("0", "false", "none", "baseline")
_RAISED = ("superscript", "subscript")


def string_text(entry: etree._Element) -> str:
    """Join the text of a string entry: its own or that of its runs; reading aids are left out."""
    texts = [
        node.text or "" for node in entry.iter("{*}t") if etree.QName(node.getparent()).localname in ("si", "is", "r")
    ]
    return unescape("".join(texts))


def is_rich(entry: etree._Element) -> bool:
    """Tell whether an entry has a run that is struck through or raised, digits in runs that look different, or text in
    places that programs join differently: beside runs, twice in one run, or with something inside it."""
    if _is_odd(entry):
        return True
    looks_of_digits: set[frozenset[tuple[str, ...]]] = set()
    for run in entry.iterfind("{*}r"):
        text = "".join(node.text or "" for node in run.iterfind("{*}t"))
        if not text.strip():
            continue
        properties = run.find("{*}rPr")
        if properties is not None and is_crossed(properties):
            return True
        if any(sign.isdigit() or sign in _NUMBER_SIGNS for sign in text):
            looks_of_digits.add(_look(properties))
    return len(looks_of_digits) > 1


def _is_odd(entry: etree._Element) -> bool:
    own, runs = entry.findall("{*}t"), entry.findall("{*}r")
    texts = [own, *(run.findall("{*}t") for run in runs)]
    return len(own) + bool(runs) > 1 or any(len(found) > 1 or any(len(text) for text in found) for found in texts)


def is_crossed(font: etree._Element) -> bool:
    """Tell whether a run's properties, or a cell style's font, strike text through, raise or lower it."""
    strike, place = font.find("{*}strike"), font.find("{*}vertAlign")
    is_struck = strike is not None and strike.get("val", "1").lower() not in _OFF
    return is_struck or (place is not None and place.get("val", "") in _RAISED)


def crossed_styles(styles: etree._Element | None) -> frozenset[int]:
    """Give the numbers of the cell styles whose font is struck through, raised or lowered."""
    if styles is None:
        return frozenset()
    crossed = {str(number) for number, font in enumerate(styles.iterfind("{*}fonts/{*}font")) if is_crossed(font)}
    if not crossed:
        return frozenset()
    used = enumerate(styles.iterfind("{*}cellXfs/{*}xf"))
    return frozenset(number for number, style in used if style.get("fontId", "0") in crossed)


def _look(properties: etree._Element | None) -> frozenset[tuple[str, ...]]:
    """What of a run's properties can be seen, the typeface aside; no properties are the cell's own look."""
    seen: set[tuple[str, ...]] = set()
    for child in properties if properties is not None else ():
        name, value = etree.QName(child).localname, child.get("val", "")
        if name not in _TYPEFACE and value not in _OFF:
            seen.add((name, *(f"{key}={text}" for key, text in sorted(child.items()))))
    return frozenset(seen)


def unescape(text: str) -> str:
    """Turn `_x000D_` back into the sign it stands for (ECMA-376 part 1, 22.4.2.4)."""
    return _ESCAPED.sub(_sign, text) if "_x" in text else text


def _sign(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    is_text = code in (9, 10, 13) or (code >= 32 and not 0xD800 <= code <= 0xDFFF)
    return chr(code) if is_text else match[0]
