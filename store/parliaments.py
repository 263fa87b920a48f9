"""The Parliaments of the United Kingdom since 1945: number, day of the election, day of the dissolution.

Source: the dates of general elections and dissolutions that the House of Commons Library prints; facts, not text.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

_TERMS = """
38 1945-07-05 1950-02-03
39 1950-02-23 1951-10-05
40 1951-10-25 1955-05-06
41 1955-05-26 1959-09-18
42 1959-10-08 1964-09-25
43 1964-10-15 1966-03-10
44 1966-03-31 1970-05-29
45 1970-06-18 1974-02-08
46 1974-02-28 1974-09-20
47 1974-10-10 1979-04-07
48 1979-05-03 1983-05-13
49 1983-06-09 1987-05-18
50 1987-06-11 1992-03-16
51 1992-04-09 1997-04-08
52 1997-05-01 2001-05-14
53 2001-06-07 2005-04-11
54 2005-05-05 2010-04-12
55 2010-05-06 2015-03-30
56 2015-05-07 2017-05-03
57 2017-06-08 2019-11-06
58 2019-12-12 2024-05-30
59 2024-07-04
"""


@dataclass(frozen=True, slots=True)
class Parliament:
    """From its election to its dissolution; the last one has no end yet."""

    number: int
    elected: dt.date
    dissolved: dt.date | None

    @property
    def name(self) -> str:
        """`58th, 2019 to 2024`."""
        last = self.dissolved.year if self.dissolved else "today"
        return f"{ordinal(self.number)}, {self.elected.year} to {last}"


def ordinal(number: int) -> str:
    """`51st`, `52nd`, `53rd`, `54th`."""
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _parse(line: str) -> Parliament:
    number, elected, *dissolved = line.split()
    end = dt.date.fromisoformat(dissolved[0]) if dissolved else None
    return Parliament(int(number), dt.date.fromisoformat(elected), end)


PARLIAMENTS = tuple(map(_parse, _TERMS.strip().splitlines()))
"""The oldest first."""


def parliament_of(day: dt.date) -> Parliament | None:
    """The Parliament of a day; between two the one before, None before 1945."""
    return next((term for term in reversed(PARLIAMENTS) if term.elected <= day), None)


def parliament_named(named: str) -> Parliament | None:
    """By number (`58`, `58th`) or by the year of its election (`2019`; of two in one year the later)."""
    digits = "".join(filter(str.isdecimal, named))
    if not digits.isascii() or not digits:
        return None
    number = int(digits)
    return next((term for term in reversed(PARLIAMENTS) if number in {term.number, term.elected.year}), None)
