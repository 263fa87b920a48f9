"""The lines of a Parallel Parliament page, each with what it is: words of record, or the furniture around them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from enum import Enum, auto
from io import StringIO
from typing import Final

from store.importers.text import collapse, heading

_MONTHS: Final = {
    "January": 1,
    "February": 2,
    "March": 3,
    "April": 4,
    "May": 5,
    "June": 6,
    "July": 7,
    "August": 8,
    "September": 9,
    "October": 10,
    "November": 11,
    "December": 12,
}
_DATE: Final = re.compile(
    rf"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?(\d{{1,2}})(?:st|nd|rd|th)? ({'|'.join(_MONTHS)}),? (\d{{4}})"
)
_CLOCK: Final = re.compile(r"(\d{1,2})[.:](\d\d) ?([apAP])\.?[mM]\.?")
_UNITS: Final = {"year": 365.25, "month": 30.44, "week": 7.0, "day": 1.0, "hour": 1 / 24, "minute": 1 / 1440}
_SPAN: Final = re.compile(rf"(\d{{1,5}}|an?) ({'|'.join(_UNITS)})")
_NEAR: Final = {"(today)": 0.0, "(yesterday)": 1.0}
_LINK: Final = "(?:View Speech|Hansard|Excerpts|Link to this speech|Copy link)"
_RULE: Final = r"[\s–—|-]"


class What(Enum):
    """What a line is; only words, and what stands in no heading, are text."""

    DATE = auto()
    AGO = auto()
    PLACE = auto()
    MENU = auto()
    LINKS = auto()
    RULE = auto()
    PAIR = auto()
    MEMBER = auto()
    EXTRACTS = auto()
    NOTICE = auto()
    FOOT = auto()
    CLOCK = auto()
    WORDS = auto()


_FORMS: Final = {
    What.DATE: _DATE.pattern,
    What.CLOCK: _CLOCK.pattern,
    What.AGO: rf"(?i:\((?:(?:{_SPAN.pattern})s?(?:,| and)? ?)+ago\)|\(today\)|\(yesterday\))",
    What.LINKS: rf"(?i:{_RULE}*(?:{_LINK}{_RULE}*)+)",
    What.RULE: f"{_RULE}+",
    What.MENU: r"(?i:(?:Read (?:Full Debate|Hansard Text|Debate Ministerial Extracts)\W*)+)",
    What.EXTRACTS: r"(?i:\(Limited Text ?[–—-] ?Ministerial Extracts only\))",
    What.NOTICE: (
        "This text is a record of ministerial contributions .+|In 1993, the House of Lords Pepper vs.+|This extract "
        "highlights statements made by Government Ministers .+|This information is provided by Parallel Parliament .+"
    ),
    What.FOOT: "(?i:©.+|Contains Parliamentary information licensed under .+|Parallel Parliament|Back to top)",
    What.PAIR: "Debate between .+ and .+",
    What.MEMBER: ".+ Excerpts",
}
_ANY: Final = re.compile("|".join(f"(?P<{what.name}>{form})" for what, form in _FORMS.items()))
"""All the forms at once: the outer group closes last, so it is the one that a match names."""
_ROWS: Final = ("- View Speech - Hansard - - - Excerpts", "- Hansard - - - Excerpts")
"""Rows of links; a copy that was cut short may end in the middle of one."""
_LONGEST: Final = 400
"""Characters; a longer line is no furniture."""


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    """From 1, in the source; 0 where lines mean nothing."""
    text: str
    what: What


def lines_of(text: str, places: frozenset[str], *, numbered: bool = True) -> list[Line]:
    """Every line that is not blank. `places` are the names of chambers, in lower case."""
    found = ((number, collapse(line)) for number, line in enumerate(StringIO(text, newline=None), 1))
    lines = [Line(number if numbered else 0, line, _what(line, places)) for number, line in found if line]
    if lines and any(row.startswith(lines[-1].text) for row in _ROWS):
        lines[-1] = replace(lines[-1], what=What.LINKS)
    return lines


def _what(line: str, places: frozenset[str]) -> What:
    if len(line) > _LONGEST:
        return What.WORDS
    plain = line.replace("\u00a0", " ")
    if plain.lower() in places:
        return What.PLACE
    found = _ANY.fullmatch(plain)
    return What[found.lastgroup] if found and found.lastgroup else What.WORDS


def date_of(line: str) -> dt.date | None:
    """The day that a DATE line prints; None where there is no such day."""
    found = _DATE.fullmatch(heading(line))
    try:
        return dt.date(int(found[3]), _MONTHS[found[2]], int(found[1])) if found else None
    except ValueError:
        return None


def captured_on(sitting: dt.date, ago: str) -> tuple[float, dt.date] | None:
    """When a page said `(2 weeks ago)` of a sitting day, and by how many days that may be wrong; None for a span beyond
    the calendar."""
    line = heading(ago).lower()
    spans = [(1 if count[0] == "a" else int(count), _UNITS[unit]) for count, unit in _SPAN.findall(line)]
    days = _NEAR.get(line, sum(count * unit for count, unit in spans))
    try:
        return min((unit for _, unit in spans), default=1.0), sitting + dt.timedelta(days=round(days))
    except OverflowError:
        return None


def clock_of(line: str) -> str | None:
    """`4.30 pm` as `16:30:00`; None for what is no time of day."""
    found = _CLOCK.fullmatch(heading(line))
    if not found or not 1 <= int(found[1]) <= 12 or int(found[2]) > 59:
        return None
    return f"{int(found[1]) % 12 + (12 if found[3].lower() == 'p' else 0):02}:{found[2]}:00"
