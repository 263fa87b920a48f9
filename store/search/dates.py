"""Days as people write them: `2025-01..2025-03`, `last month`, `since March`, `16 January 2025`."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from store.search.model import Dates

_MONTHS = {name.casefold(): number for number, name in enumerate(calendar.month_name) if name} | {
    name.casefold(): number for number, name in enumerate(calendar.month_abbr) if name
}
_ISO = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?")
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_WRITTEN = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]+)(?: (\d{4}))?")
_LAST = re.compile(r"(?:the )?last (\d{1,3}) (day|week|month|year)s?")
_YEARS = re.compile(r"^(\d{4})-(\d{4})$")
_LINKS = re.compile(r"\s*(?:\.\.+|…| to | until | till |\bto\b)\s*")
EXAMPLES = "2025-01..2025-03, 16 January 2025, last month, since March"


def dates(text: str, today: dt.date) -> Dates | None:
    """The days that a text means, None where it means none.

    >>> day = dt.date(2025, 6, 17)
    >>> dates("since March", day)
    Dates(first=datetime.date(2025, 3, 1), last=None)
    >>> dates("2025-01..2025-02", day)
    Dates(first=datetime.date(2025, 1, 1), last=datetime.date(2025, 2, 28))
    >>> dates("2025-13", day) is None
    True
    """
    asked = _YEARS.sub(r"\1..\2", " ".join(text.casefold().replace(",", " ").split()))
    if not asked.isascii() and "…" not in asked:
        return None
    for opening, after in (("since ", False), ("from ", False), ("after ", True)):
        if asked.startswith(opening) and (found := _span(asked.removeprefix(opening), today)):
            return Dates(_next(found[1]) if after else found[0], None)
    for opening, before in (("before ", True), ("until ", False), ("till ", False), ("up to ", False)):
        if asked.startswith(opening) and (found := _span(asked.removeprefix(opening), today)):
            return Dates(None, _previous(found[0]) if before else found[1])
    return _range(asked, today)


def _range(asked: str, today: dt.date) -> Dates | None:
    alone = _span(asked, today)
    if alone:
        return Dates(*alone)
    ends = _LINKS.split(asked)
    if len(ends) != 2 or not any(ends):
        return None
    spans = [_span(end, today) if end else None for end in ends]
    if any(end and span is None for end, span in zip(ends, spans, strict=True)):
        return None
    first, last = spans
    if first and last and first[0] > last[1]:
        first, last = last, first
    return Dates(first[0] if first else None, last[1] if last else None)


def _span(text: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """First and last day of a day, a month, a year or a stretch counted from today."""
    try:
        return _relative(text, today) or _iso(text) or _written(text, today)
    except (ValueError, OverflowError):
        return None  # the 31st of February, the year 0


def _iso(text: str) -> tuple[dt.date, dt.date] | None:
    slashed = _SLASHED.fullmatch(text)  # as Britain writes it: the day first
    found = _ISO.fullmatch("-".join(slashed.groups()[::-1]) if slashed else text.replace("/", "-"))
    if not found:
        return None
    year, month, day = found.groups()
    if day:
        the_day = dt.date(int(year), int(month), int(day))
        return the_day, the_day
    return _month(int(year), int(month)) if month else (dt.date(int(year), 1, 1), dt.date(int(year), 12, 31))


def _written(text: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    found = _WRITTEN.fullmatch(text)
    if not found or found[2] not in _MONTHS:
        return None
    month = _MONTHS[found[2]]
    year = int(found[3]) if found[3] else today.year - (month > today.month)
    if found[1]:
        day = dt.date(year, month, int(found[1]))
        if not found[3] and day > today:
            day = day.replace(year=year - 1)
        return day, day
    return _month(year, month)


def _month(year: int, month: int) -> tuple[dt.date, dt.date]:
    first = dt.date(year, month, 1)
    return first, first.replace(day=calendar.monthrange(year, month)[1])


def _relative(text: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    monday = today - dt.timedelta(today.weekday())
    month = today.replace(day=1)
    match text:
        case "today":
            return today, today
        case "yesterday":
            return _previous(today), _previous(today)
        case "this week":
            return monday, monday + dt.timedelta(6)
        case "last week":
            return monday - dt.timedelta(7), monday - dt.timedelta(1)
        case "this month":
            return _month(today.year, today.month)
        case "last month":
            before = _previous(month)
            return _month(before.year, before.month)
        case "this year":
            return today.replace(month=1, day=1), today.replace(month=12, day=31)
        case "last year":
            return dt.date(today.year - 1, 1, 1), dt.date(today.year - 1, 12, 31)
    found = _LAST.fullmatch(text)
    return (_back(today, int(found[1]), found[2]), today) if found else None


def _back(today: dt.date, number: int, unit: str) -> dt.date:
    if unit in {"day", "week"}:
        return today - dt.timedelta(number * (7 if unit == "week" else 1))
    months = today.year * 12 + today.month - 1 - number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return dt.date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _previous(day: dt.date) -> dt.date:
    return day - dt.timedelta(1)


def _next(day: dt.date) -> dt.date:
    return day + dt.timedelta(1)
