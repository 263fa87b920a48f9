"""The Parliaments of the United Kingdom since 1918: number, days of the election, of the first meeting
and of the dissolution.

Source: the dates of general elections and dissolutions that the House of Commons Library prints; facts, not text.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

_TERMS = """
31 1918-12-14 1919-02-04 1922-10-26
32 1922-11-15 1922-11-20 1923-11-16
33 1923-12-06 1924-01-08 1924-10-09
34 1924-10-29 1924-12-02 1929-05-10
35 1929-05-30 1929-06-25 1931-10-08
36 1931-10-27 1931-11-03 1935-10-25
37 1935-11-14 1935-11-26 1945-06-15
38 1945-07-05 1945-08-01 1950-02-03
39 1950-02-23 1950-03-01 1951-10-05
40 1951-10-25 1951-10-31 1955-05-06
41 1955-05-26 1955-06-07 1959-09-18
42 1959-10-08 1959-10-20 1964-09-25
43 1964-10-15 1964-10-27 1966-03-10
44 1966-03-31 1966-04-18 1970-05-29
45 1970-06-18 1970-06-29 1974-02-08
46 1974-02-28 1974-03-06 1974-09-20
47 1974-10-10 1974-10-22 1979-04-07
48 1979-05-03 1979-05-09 1983-05-13
49 1983-06-09 1983-06-15 1987-05-18
50 1987-06-11 1987-06-17 1992-03-16
51 1992-04-09 1992-04-27 1997-04-08
52 1997-05-01 1997-05-07 2001-05-14
53 2001-06-07 2001-06-13 2005-04-11
54 2005-05-05 2005-05-11 2010-04-12
55 2010-05-06 2010-05-18 2015-03-30
56 2015-05-07 2015-05-18 2017-05-03
57 2017-06-08 2017-06-13 2019-11-06
58 2019-12-12 2019-12-17 2024-05-30
59 2024-07-04 2024-07-09
"""


@dataclass(frozen=True, slots=True)
class Parliament:
    """From its election to its dissolution; the last one has no end yet."""

    number: int
    elected: dt.date
    met: dt.date
    dissolved: dt.date | None

    @property
    def name(self) -> str:
        """`58th, 2019 to 2024`."""
        last = self.dissolved.year if self.dissolved else "today"
        return f"{ordinal(self.number)}, {self.elected.year} to {last}"

    @property
    def title(self) -> str:
        """`2019 Parliament`; of the two of 1974 `February 1974 Parliament`."""
        month = f"{self.elected:%B} " if self.elected.year == 1974 else ""
        return f"{month}{self.elected.year} Parliament"

    @property
    def dates(self) -> str:
        """`17 December 2019 to 30 May 2024`: from its first meeting to its dissolution."""
        return f"{_long(self.met)} to {_long(self.dissolved) if self.dissolved else 'today'}"


def ordinal(number: int) -> str:
    """`51st`, `52nd`, `53rd`, `54th`."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _long(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def _parse(line: str) -> Parliament:
    number, *days = line.split()
    elected, met, *dissolved = map(dt.date.fromisoformat, days)
    return Parliament(int(number), elected, met, dissolved[0] if dissolved else None)


PARLIAMENTS = tuple(map(_parse, _TERMS.strip().splitlines()))
"""The oldest first."""


def parliament_of(day: dt.date) -> Parliament | None:
    """The Parliament of a day; between two the one before, None before 1918."""
    return next((term for term in reversed(PARLIAMENTS) if term.elected <= day), None)


def parliament_named(named: str) -> Parliament | None:
    """By number (`58`, `58th`) or by the year of its election, `2019`; of two in one year the later unless the month
    is named, `February 1974`."""
    digits = "".join(filter(str.isdecimal, named))
    if not digits.isascii() or not digits:
        return None
    number = int(digits)
    found = [term for term in reversed(PARLIAMENTS) if number in {term.number, term.elected.year}]
    return next((term for term in found if f"{term.elected:%b}".casefold() in named.casefold()), (*found, None)[0])
