"""Colours, signs and hatches: text and marks stand out in both themes, and no two marks look alike."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from dashboards.charts.changes import KINDS, kind_colour
from dashboards.charts.elements.looks import look_of
from dashboards.charts.elements.style import (
    DARK,
    LIGHT,
    RANGE_OPACITY,
    SIGNS,
    STANDINGS,
    Palette,
    Pen,
    colour_of,
    ink_on,
    ink_upon,
    text_colour,
)
from dashboards.charts.filling import PARTS, part_colour
from dashboards.components import table
from dashboards.i18n import wording


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def blended(colour: str, ground: str, opacity: float) -> str:
    parts = ((int(colour[place : place + 2], 16), int(ground[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(over * opacity + under * (1 - opacity)):02x}" for over, under in parts)


def second_ground(palette: Palette) -> str:
    """The ground of hovered and chosen rows, as the theme gives it."""
    theme = tomllib.loads((Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text())["theme"]
    return str(theme["dark" if palette is DARK else "light"]["secondaryBackgroundColor"])


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_and_marks_stand_out_from_both_grounds(palette: Palette) -> None:
    pen = Pen(wording("id"), is_dark=palette is DARK)
    texts = {text_colour(standing, pen) for standing in SIGNS}
    marks = {palette.green, palette.blue, palette.orange, palette.vermilion, palette.purple, palette.grey}
    for ground in (palette.ground, second_ground(palette)):
        for text in (palette.ink, palette.soft, palette.orange_ink, palette.blue, palette.purple, *texts):
            assert contrast(text, ground) >= 4.5
        for mark in marks:
            assert contrast(mark, ground) >= 3
    for standing in SIGNS:
        assert contrast(ink_on(standing, pen), colour_of(standing, pen)) >= 4.5
    for colour in (*(kind_colour(kind, pen) for kind in KINDS), *(part_colour(part, pen) for part in PARTS)):
        assert contrast(colour, palette.ground) >= 3
        assert contrast(ink_upon(colour, pen), colour) >= 4.5
    for standing in STANDINGS:
        assert contrast(blended(text_colour(standing, pen), palette.ground, RANGE_OPACITY), palette.ground) >= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_the_signs_in_a_table_have_the_colours_of_the_palette(palette: Palette) -> None:
    pen, css = Pen(wording("id"), is_dark=palette is DARK), table.STATIC.joinpath("table.css").read_text()
    rules = [(place, rule) for place, rule in re.findall(r"([^{}\n]+)\{ color: (#[0-9a-f]{6}); \}", css)]
    for standing in ("met", "on_trend", "below_trend", "stretch", "beyond_precedent", "missed", "late", "rejected"):
        name = f".dark .{standing}" if pen.is_dark else f".{standing}"
        (colour,) = (rule for places, rule in rules if name in [each.strip() for each in places.split(",")])
        assert colour == text_colour(standing, pen).lower()


def test_every_standing_has_a_sign_of_its_own() -> None:
    assert len(set(SIGNS.values())) == len(SIGNS)
    for five in ("not_available", "not_submitted", "late", "rejected", "zero"):
        assert five in SIGNS


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_the_five_marks_that_are_no_standing_differ_by_sign_and_by_look(is_dark: bool) -> None:
    pen, five = Pen(wording("id"), is_dark), ("not_available", "not_submitted", "late", "rejected", "zero")
    looks = {(look.fill, look.hatch, look.border) for look in (look_of(each, pen) for each in five)}
    assert len(looks) == len({SIGNS[each] for each in five}) == 5
    for each in (*STANDINGS, *five):
        look = look_of(each, pen)
        assert max(contrast(look.fill, pen.colours.ground), contrast(look.border, pen.colours.ground)) >= 3
        assert contrast(look.ink, look.fill) >= 4.5
