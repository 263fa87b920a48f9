"""What a user makes: notes, tags, codes and corrections, and the changes that make, alter and undo them.

Everything here is kept in the library by `Library.apply(change)` in one transaction with its journal entry.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum

from store.model import DebateId, Kind, NoteId, Position, Section, Span, Speaker, SpeechId


class Scope(StrEnum):
    """What a note is about."""

    DEBATE = "debate"
    EXCHANGE = "exchange"
    """Anchored to the first question of the exchange."""
    SPEECH = "speech"
    SPAN = "span"


class Placing(StrEnum):
    """How sure the place of a quotation is, after its text changed."""

    SURE = "sure"
    MOVED = "moved"
    """Found again, but the reader must confirm it."""
    LOST = "lost"
    """Not found: kept in the tray with its quotation."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words chosen in one speech, with enough around them to find them again."""

    span: Span
    text: str
    """The exact words; empty where the whole speech is meant (then `span` is 0 to 0)."""
    before: str = ""
    """Up to 48 characters in front of them."""
    after: str = ""
    placing: Placing = Placing.SURE


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation: words, tags and a code on a debate, an exchange, a speech or chosen words.

    Any of body, tags and code may be empty, not all three: `annotations` removes a note that says nothing.
    """

    id: NoteId
    debate: DebateId
    scope: Scope
    quotes: tuple[Quote, ...]
    """One a speech, in document order; empty for a note on the debate."""
    body: str = ""
    """Markdown."""
    tags: tuple[str, ...] = ()
    code: str | None = None
    """Name of a code of the codebook."""
    created: str = ""
    modified: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag with a meaning of its own; `/` in a name parts a tree. A tag in use needs no record."""

    name: str
    definition: str = ""
    key: int | None = None
    """1 to 9: the number key that toggles it."""


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the codebook: what a highlight means."""

    name: str
    letter: str
    """The key after `H`, and what the gutter shows."""
    colour: str
    """A name of the sixteen terminal colours, or `#rrggbb`."""
    shape: str = "underline"
    """How it shows without colour: `underline bold italic reverse strike`."""
    definition: str = ""


@dataclass(frozen=True, slots=True)
class DebateFacts:
    """What a reader may correct about a debate, and whether it has been taken out of the library."""

    debate: DebateId
    title: str
    date: dt.date
    house: str
    section: Section
    volume: str | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Correction:
    """A kind, links, speaker or column set by hand, above the rules and the source. None leaves a thing as it is."""

    speech: SpeechId
    kind: Kind | None = None
    replies_to: tuple[SpeechId, ...] | None = None
    speaker: Speaker | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Shaping:
    """One thing that a copier did to the words between two code points of a quotation."""

    start: int
    end: int
    put: str | None = None
    """What stands there now in square brackets; None for a cut that shows as ` … `, `…` for one that shows as `[…]`."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """A quotation in the basket."""

    id: str
    """A UUID in hexadecimal."""
    position: int
    """By which the basket is in order."""
    quotes: tuple[Quote, ...]
    """One a speech, in document order; whole speeches keep their words too."""
    shapings: tuple[Shaping, ...] = ()
    """What was done to the words of the first, counted from its first code point."""
    note: str = ""
    """What the reader says of it."""
    added: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reader judges an answer to be. Private: it goes into no copy and no citation."""

    speech: SpeechId
    verdict: str
    """Name of a grade of the reader's set: `evaded`."""
    note: str = ""
    author: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class PromiseMark:
    """What a reader says of a promise that was found: that it is none, or what closed it."""

    key: str
    """By its speech and its words: `store.promises.key_of`."""
    speech: SpeechId
    state: str
    """`dismissed` or `closed`."""
    closed_by: SpeechId | None = None
    """The contribution that kept it."""
    at: str = ""


@dataclass(frozen=True, slots=True)
class SmartList:
    """A query kept under a name."""

    name: str
    query: str


Record = Note | Tag | Code | DebateFacts | Correction | Gathered | Verdict | PromiseMark | SmartList


@dataclass(frozen=True, slots=True)
class Edit:
    """One record before and after: None before makes it, None after removes it."""

    before: Record | None
    after: Record | None


@dataclass(frozen=True, slots=True)
class Change:
    """What one act of the user did, as one transaction: it is kept, undone and redone as a whole."""

    words: str
    """What it did, in the past tense: `noted Harpreet Uppal, 16 January 2025`."""
    edits: tuple[Edit, ...]
    debate: DebateId | None = None
    place: Position | None = None
    """Where the reader is taken when it is undone or redone."""
    id: int = 0
    """Number in the journal; 0 before it is applied."""
    at: str = ""
    undone: bool = False

    @property
    def outcome(self) -> tuple[tuple[Record, Record | None], ...]:
        """What it has made of each record, once it is carried out or taken back: the record as it was, and as it is."""
        turned = ((edit.after, edit.before) if self.undone else (edit.before, edit.after) for edit in self.edits)
        return tuple((before or after, after) for before, after in turned if before or after)  # type: ignore[misc]

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return replace(self, edits=tuple(Edit(edit.after, edit.before) for edit in reversed(self.edits)))


@dataclass(frozen=True, slots=True)
class Past:
    """An entry of the journal, without what it changed."""

    id: int
    at: str
    words: str
    debate: DebateId | None
    place: Position | None
    state: str
    """`done`; `undone`, to be done again; `ended`, undone and then left behind."""
