"""The nouns of Dispatchbox. Every value that crosses a line between modules is one of these, and frozen.

Offsets count code points of the stored text, in which a line feed parts paragraphs. A place is a speech and an
offset, never a row. Dates are `datetime.date`; moments are ISO 8601 text in UTC, given by the caller.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

SpeechId = NewType("SpeechId", int)
"""`yyyymmdd * 10**6 + n`: below 2**53, sorts by sitting day, and stays for good once given."""
DebateId = NewType("DebateId", int)
"""`yyyymmdd * 10**4 + n`, in the same manner."""
NoteId = NewType("NoteId", str)
"""A UUID in hexadecimal, made by whoever makes the note."""


class Kind(StrEnum):
    """What a contribution is. A supplementary is a question that replies to its first question."""

    QUESTION = "question"
    ANSWER = "answer"
    STATEMENT = "statement"
    SPEECH = "speech"
    INTERVENTION = "intervention"
    CONTINUATION = "continuation"
    POINT_OF_ORDER = "point_of_order"
    CHAIR = "chair"
    PROCEDURAL = "procedural"
    DIVISION = "division"


class Section(StrEnum):
    """Where in the proceedings a debate stood; decides the form of a citation (../docs/citations.md)."""

    CHAMBER = "chamber"
    WESTMINSTER_HALL = "westminster_hall"
    GRAND_COMMITTEE = "grand_committee"
    PUBLIC_BILL_COMMITTEE = "public_bill_committee"
    STANDING_COMMITTEE = "standing_committee"
    COMMITTEE = "committee"
    WRITTEN_ANSWER = "written_answer"
    WRITTEN_QUESTION = "written_question"
    WRITTEN_STATEMENT = "written_statement"
    WRITTEN_STATEMENT_ONLINE = "written_statement_online"
    PETITION = "petition"
    CORRECTION = "correction"

    @property
    def words(self) -> str:
        """As it stands in a sentence: `Westminster Hall`, a name, but `written answer`."""
        words = self.value.replace("_", " ")
        return words.title() if self in {Section.WESTMINSTER_HALL, Section.GRAND_COMMITTEE} else words


class Excerpt(StrEnum):
    """How much of a debate its source gives."""

    FULL = "full"
    PAIR = "pair"
    """The turns of two people, each question with the answers around it."""
    MEMBER = "member"
    """The turns of one member and of whoever spoke beside them."""
    EXTRACTS = "extracts"
    """Ministers' turns and those they answer; other speeches are left out."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who spoke, as far as the source says; nothing here is guessed."""

    name: str
    """The person's name: `Yvette Cooper`."""
    party: str | None = None
    """As printed or in its usual letters: `Lab`."""
    seat: str | None = None
    office: str | None = None
    """`The Secretary of State for the Home Department`, where the attribution printed it."""
    ref: str | None = None
    """The source's own id for the person (or, in 2009, the membership)."""


@dataclass(frozen=True, slots=True)
class ColumnMark:
    """A column of the Official Report begins inside a text, before the code point at `offset`."""

    offset: int
    column: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a debate came from: its provenance."""

    name: str
    """File name or address."""
    format: str
    """A name of `store.importers.FORMATS`."""
    digest: str = ""
    """SHA-256 of the bytes, hexadecimal."""
    captured: str = ""
    """When the copy was taken: a date, or empty where unknown."""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """What a contribution is and what it replies to. Places count from the debate's first contribution, 0."""

    kind: Kind
    replies_to: tuple[int, ...] = ()
    reason: str = ""
    """For the reader: "answers Q1 and Q2, asked together"."""


@dataclass(frozen=True, slots=True)
class Speech:
    """One contribution in the library."""

    id: SpeechId
    key: str
    kind: Kind
    speaker: Speaker | None
    attribution: str
    column: str | None
    time: str | None
    text: str
    replies_to: tuple[SpeechId, ...] = ()
    reason: str = ""
    columns: tuple[ColumnMark, ...] = ()
    url: str = ""
    number: str = ""
    """Of a question that was tabled, as its source prints it: `9`, `T8`, `225322`, `HL5986`."""


@dataclass(frozen=True, slots=True)
class Debate:
    """A debate and its contributions in order."""

    id: DebateId
    key: str
    title: str
    date: dt.date
    house: str
    section: Section
    parents: tuple[str, ...]
    volume: str | None
    url: str
    source: Source
    speeches: tuple[Speech, ...]
    excerpt: Excerpt = Excerpt.FULL
    warning: str = ""
    committee: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """An older wording of a contribution."""

    text: str
    attribution: str
    replaced: str
    """When the newer wording came in."""
    source: Source


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a debate."""

    speech: SpeechId
    offset: int = 0


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Words of one speech: code points from `start` up to `end`."""

    speech: SpeechId
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Shelved:
    """A debate as the shelf lists it."""

    id: DebateId
    title: str
    date: dt.date
    house: str
    section: Section
    parents: tuple[str, ...]
    time: str | None
    people: tuple[str, ...]
    """Names of the first few who speak, in order; `speakers` counts them all."""
    speakers: int
    speeches: int
    exchanges: int
    notes: int
    read: float
    """Share of the text that the reader has passed, 0 to 1."""
    excerpt: Excerpt = Excerpt.FULL


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader stopped: the caret, and the row of the pane on which it stood."""

    position: Position
    row: int = 0
    read: float = 0.0
    """The furthest share of the text passed, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A speech that a search found, with the words found in it."""

    debate: DebateId
    speech: SpeechId
    spans: tuple[Span, ...] = ()
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A speech as it is looked for by its words: with its day and speaker, without its debate."""

    speech: SpeechId
    debate: DebateId
    text: str
    date: dt.date
    house: str
    title: str
    names: str
    """The speaker's name, printed attribution and office."""
