"""A small invented debate, for tests of what is built on debates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from store.model import ColumnMark, Debate, DebateId, Excerpt, Kind, Section, Source, Speaker, Speech, SpeechId

DAY = dt.date(2025, 3, 11)
MARCHBANK = Speaker("Ann Marchbank", None, None, "The Secretary of State for Ferries")
QUILL = Speaker("Owen Quill", "Lab", "Tresgwyn and Môr", None)
FERN = Speaker("Sir Idris Fern", "Con", "Kirkholm", None)


def speech(
    n: int,
    kind: Kind,
    speaker: Speaker | None,
    text: str,
    *,
    replies_to: Sequence[int] = (),
    column: str | None = None,
    columns: tuple[ColumnMark, ...] = (),
) -> Speech:
    """The `n`th speech of the day, from 1."""
    return Speech(
        SpeechId(20250311_000000 + n),
        f"invented/{n}",
        kind,
        speaker,
        speaker.name if speaker else "",
        column,
        None,
        text,
        tuple(SpeechId(20250311_000000 + reply) for reply in replies_to),
        "invented",
        columns,
    )


FERRIES = Debate(
    DebateId(20250311_0001),
    "invented/ferries",
    "Ferry Services [Winter]",
    DAY,
    "commons",
    Section.CHAMBER,
    ("Oral Answers to Questions", "Ferries"),
    "763",
    "https://example.org/ferries",
    Source("ferries.xml", "TheyWorkForYou XML"),
    (
        speech(1, Kind.QUESTION, QUILL, "What steps she is taking to keep the winter ferry.", column="801"),
        speech(2, Kind.QUESTION, FERN, "Whether the ferry will run in March.", column="801"),
        speech(
            3,
            Kind.ANSWER,
            MARCHBANK,
            "The “winter boat”, as islanders call it, stays. [Interruption.]\nI shall write to my hon. Friend.",
            replies_to=(1, 2),
            column="801",
            columns=(ColumnMark(40, "802"),),
        ),
        speech(4, Kind.QUESTION, QUILL, "Will it run on Sundays?", replies_to=(1,), column="802"),
        speech(5, Kind.ANSWER, MARCHBANK, "It will.", replies_to=(4,), column="802"),
        speech(6, Kind.CHAIR, None, "Order.", column="803"),
    ),
)
EXCERPT = replace(FERRIES, id=DebateId(20250311_0002), excerpt=Excerpt.PAIR, speeches=FERRIES.speeches[2:5])
