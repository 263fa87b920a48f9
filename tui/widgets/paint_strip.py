"""The calendar strip: how many debates each week or month of a year has, as one line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

STEPS = "▁▂▃▄▅▆▇█"
NONE = "·"
WEEKS, MONTHS = 53, 12
YEAR_CELLS = 5


def strip(days: Iterable[tuple[str, int]], here: str, width: int) -> tuple[str, int]:
    """The bars of the year of a day, and the place of that day's own; by week where there is room, else by month.

    Nothing where there is no room for the months.

    >>> strip([("2025-01-14", 3), ("2025-01-15", 3), ("2025-03-11", 1)], "2025-03-11", 20)
    ('█·▂·········', 2)
    """
    wide = width >= WEEKS + YEAR_CELLS
    if width < MONTHS + YEAR_CELLS:
        return "", 0
    counts = [0] * (WEEKS if wide else MONTHS)
    for day, count in days:
        if day[:4] == here[:4]:
            counts[_place(day, wide=wide)] += count
    most = max(counts)
    return "".join(_bar(count, most) for count in counts), _place(here, wide=wide)


def _place(day: str, *, wide: bool) -> int:
    """The week of the year, counted from the Monday on or before 1 January; or the month."""
    if not wide:
        return int(day[5:7]) - 1
    date = dt.date.fromisoformat(day)
    first = date.replace(month=1, day=1)
    return min(WEEKS - 1, (date.timetuple().tm_yday - 1 + first.weekday()) // 7)


def _bar(count: int, most: int) -> str:
    return STEPS[max(0, round(count / most * len(STEPS)) - 1)] if count else NONE
