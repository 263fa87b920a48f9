"""Libraries to measure on, made through the library's own verbs."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from store.library import Library
from store.model import Kind, Source
from store.parsed import Parsed, ParsedDebate, Remark
from tests.invented import large

LONGEST = "The longest sitting"
OPENING = "Opening words of the longest sitting"
NEWEST = "The newest business"
NOW = "2031-05-06T10:00:00Z"


def longest(speeches: int = 10_000) -> ParsedDebate:
    """1.5 million words in 10,000 speeches."""
    remarks = tuple(
        Remark(
            key=speech.key,
            text=speech.text if place else f"{OPENING}. {speech.text}",
            speaker=speech.speaker,
            attribution=speech.attribution,
            label=Kind(speech.kind),
            number=str(place) if place % 4 == 0 else "",
            column=speech.column,
        )
        for place, speech in enumerate(large(speeches).debate.speeches)
    )
    return ParsedDebate(LONGEST, dt.date(2031, 3, 4), "commons", remarks, key="invented/longest")


def short(number: int, title: str) -> ParsedDebate:
    """One question and its answer."""
    asked, answered = large(2, 60, number).debate.speeches
    remarks = tuple(
        Remark(f"invented/{number}.{place}", speech.text, speech.speaker, speech.attribution, Kind(speech.kind))
        for place, speech in enumerate((asked, answered))
    )
    day = dt.date(2028, 1, 3) + dt.timedelta(days=number // 2)
    return ParsedDebate(title, day, "commons", remarks, key=f"invented/{number}")


def make(path: Path, debates: int = 1_000, speeches: int = 10_000) -> int:
    """A library with the longest sitting and short debates beside it; gives the bytes of the longest text."""
    debate = longest(speeches)
    others = [short(number, f"Short business {number}") for number in range(debates - 2)]
    others.append(short(100_000, NEWEST))
    with Library.open(path) as library:
        library.add(Parsed((debate, *others)), Source("invented", "TheyWorkForYou XML", "00"), now=NOW)
    return sum(len(remark.text.encode()) for remark in debate.remarks)
