"""A debate of an invented parliament, for tests of the library."""

from __future__ import annotations

import datetime as dt

from store.model import Source, Speaker
from store.parsed import ParsedDebate, Remark

NOW = "2031-05-06T10:00:00Z"
SOURCE = Source("day.xml", "TheyWorkForYou XML", "ab" * 32, "2031-05-05", "Invented")
ASKER = Speaker("Ffion Prydderch", "Lab", "Aberllyn", None, "person/1")
ANSWERER = Speaker("Osric Vane", "Con", "Tarnmouth", "The Secretary of State for Tides", "person/2")


def debate(title: str = "Harbour dues", day: int = 5, key: str = "debate/1", **facts: object) -> ParsedDebate:
    remarks = (
        Remark(f"{key}.1", "What he is doing about “harbour dues”.", ASKER, "Ffion Prydderch (Aberllyn)", number="1"),
        Remark(f"{key}.2", "We are lowering them.\nI will write to the hon. Lady.", ANSWERER, "Osric Vane", url="u"),
    )
    given = {"title": title, "date": dt.date(2031, 5, day), "house": "commons", "remarks": remarks, "key": key} | facts
    return ParsedDebate(**given)  # type: ignore[arg-type]
