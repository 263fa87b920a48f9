"""The only clock: the rules of `store` are given the time."""

from __future__ import annotations

import datetime as dt


def now() -> str:
    """This moment, ISO 8601 in UTC to the millisecond."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")


def today() -> dt.date:
    """Today where the reader is."""
    return dt.datetime.now().astimezone().date()


def ago(day: dt.date, reference: dt.date) -> str:
    """How long before `reference` a day lies, as one says it: `3 weeks ago`."""
    days = (reference - day).days
    if days == 0:
        return "today"
    if days < 0:
        return f"in {_counted(-days)}"
    return "yesterday" if days == 1 else f"{_counted(days)} ago"


def _counted(days: int) -> str:
    for size, unit in ((365.2425, "year"), (30.44, "month"), (7, "week"), (1, "day")):
        if days >= size * (2 if unit == "week" else 1):
            number = int(days / size)
            return f"{number} {unit}{'s' if number > 1 else ''}"
    raise AssertionError("a count of days is at least one")
