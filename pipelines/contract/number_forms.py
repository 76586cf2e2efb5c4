"""Number and date forms: 12,5 % and 1.234.567 in Indonesian, 12.5% and 1,234,567 in English. No sentences live here."""

from __future__ import annotations

import math
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import get_decimal_symbol, get_group_symbol

LOCALES = {"id": "id_ID", "en": "en_GB"}
ZONE_NAMES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
DASH = "–"
MINUS = "−"
HARD_SPACE = "\u00a0"


class Forms:
    """How one language writes figures."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = LOCALES[language]
        symbols = {",": get_group_symbol(self.locale), ".": get_decimal_symbol(self.locale)}
        self._signs = str.maketrans(symbols)

    @property
    def separators(self) -> str:
        """Decimal and thousands sign, in the order plotly wants them."""
        return ",." if self.language == "id" else ".,"

    def number(self, figure: float | None, places: int = 0, *, signed: bool = False) -> str:
        """A figure with fixed decimals, a true minus sign, and a dash where there is none."""
        if figure is None or not math.isfinite(figure):
            return DASH
        text = f"{abs(round(figure, places)):,.{places}f}".translate(self._signs)
        is_zero = round(figure, places) == 0
        sign = MINUS if figure < 0 and not is_zero else "+" if signed and not is_zero else ""
        return f"{sign}{text}"

    def share(self, share: float | None, places: int = 0) -> str:
        """A share of one as per cent: 0.976 -> 97,6 %."""
        return DASH if share is None else self.percent(100 * share, places)

    def percent(self, figure: float | None, places: int = 1) -> str:
        if figure is None or not math.isfinite(figure):
            return DASH
        return f"{self.number(figure, places)}{HARD_SPACE if self.language == 'id' else ''}%"

    def day(self, day: date | datetime | None) -> str:
        return DASH if day is None else str(format_date(day, "d MMMM y", locale=self.locale))

    def short_day(self, day: date | datetime | None) -> str:
        return DASH if day is None else str(format_date(day, "d MMM y", locale=self.locale))

    def day_and_month(self, day: date | datetime) -> str:
        return str(format_date(day, "d MMM", locale=self.locale))

    def instant(self, instant: datetime | None, zone: str = "Asia/Jakarta") -> str:
        """A moment with its zone: 10 Februari 2025 pukul 23.59 WIB."""
        if instant is None:
            return DASH
        here = instant.astimezone(ZoneInfo(zone))
        clock = "HH.mm" if self.language == "id" else "HH:mm"
        day = format_datetime(here, "d MMM y", locale=self.locale)
        return f"{day} {format_datetime(here, clock, locale=self.locale)} {ZONE_NAMES.get(zone, here.tzname() or '')}"

    def month(self, number: int) -> str:
        """The name of a month by its number."""
        return str(format_date(date(2000, number, 1), "MMMM", locale=self.locale))

    def period(self, period: str | None) -> str:
        """A published period: 2025 stays 2025, 2025-03 becomes Maret 2025."""
        if not period:
            return DASH
        year, _, month = str(period).partition("-")
        return str(format_date(date(int(year), int(month), 1), "MMMM y", locale=self.locale)) if month else year
