"""What an export holds: every note with the words it is on, and what a reader needs to understand and cite them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from store.citations import Reference, cite
from store.citing import fields
from store.errors import NotFoundError, StoreError
from store.model import Debate, DebateId, Kind, NoteId, Source, Speech, SpeechId
from store.plain import HOUSES, long_date, who
from store.records import Code, Note, Quote, Tag

if TYPE_CHECKING:
    from store.library import Library

_SENTENCE_END = re.compile(r"[.!?…]+[”’\"')\]]*\s+(?=[“‘\"'(\[]?[^\W_a-zà-ÿ])|\n")
_ABBREVIATED = re.compile(r"\b(?:hon|[Rr]t|Mr|Mrs|Ms|Dr|St|No|Nos|Lt|Col|Gen|Prof|Rev|cols?|vols?|p|pp|[A-Z])\.\s+$")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that a note is on, and what stands around them."""

    quote: Quote
    speech: Speech | None
    """None where no debate holds the speech any more."""
    words: str
    """The words chosen, or the whole speech."""
    sentence: str = ""
    """The sentence or sentences that the words are in."""
    question: tuple[Speech, ...] = ()
    """What the speech answers."""
    citation: str = ""

    @property
    def speaker(self) -> str:
        """`Ann Lee (Kirkholm, Lab)`."""
        return who(self.speech) if self.speech else ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A note with what it is on."""

    note: Note
    debate: Debate
    passages: tuple[Passage, ...]
    revisions: tuple[str, ...] = ()
    """When its earlier wordings were made."""


@dataclass(frozen=True, slots=True)
class Export:
    """Everything that is written out."""

    items: tuple[Annotated, ...]
    made: str
    """When, ISO 8601."""
    tags: tuple[Tag, ...] = ()
    """Those in use or defined that have a meaning of their own."""
    codes: tuple[Code, ...] = ()
    debates: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    """The source's keys of the debates and of the speeches, as the note journal keeps them."""
    speeches: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    def by_debate(self) -> Iterator[tuple[Debate, tuple[Annotated, ...]]]:
        """The items of each debate, in the order of the debates."""
        for number in dict.fromkeys(item.debate.id for item in self.items):
            found = tuple(item for item in self.items if item.debate.id == number)
            yield found[0].debate, found


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which notes: all of these must hold; empty ones hold for every note, as None does for ids."""

    debates: tuple[DebateId, ...] = ()
    tags: frozenset[str] = frozenset()
    """Folded; a note with any of them, or with one below it in the tree."""
    codes: frozenset[str] = frozenset()
    author: str = ""
    ids: frozenset[NoteId] | None = None

    def holds(self, note: Note) -> bool:
        names = [tag.casefold() for tag in note.tags]
        return (
            (not self.tags or any(name == tag or name.startswith(f"{tag}/") for name in names for tag in self.tags))
            and (not self.codes or (note.code or "").casefold() in self.codes)
            and (not self.author or note.author.casefold() == self.author.casefold())
            and (self.ids is None or note.id in self.ids)
        )


def gather(library: Library, wanted: Wanted, *, made: str, accessed: dt.date, style: str = "parliament") -> Export:
    """The notes that are wanted, by debate, newest sitting first, in document order. Raises StoreError."""
    numbers = wanted.debates or library.noted_debates()
    past = library.revisions()
    items: list[Annotated] = []
    seen: set[NoteId] = set()
    for number in numbers:
        found = [note for note in library.notes(number) if wanted.holds(note) and note.id not in seen]
        if found:
            seen.update(note.id for note in found)
            items += _with_context(library, library.debate(number), found, past, accessed, style)
    used = {name.casefold() for item in items for name in item.note.tags}
    tags = tuple(tag for tag, _ in library.tags() if (tag.definition or tag.key) and tag.name.casefold() in used)
    codes = tuple(code for code in library.codes() if any(item.note.code == code.name for item in items))
    debates, speeches = library.keys_of([item.note for item in items])
    return Export(tuple(items), made, tags, codes, debates, speeches)


def _with_context(
    library: Library,
    debate: Debate,
    notes: Iterable[Note],
    past: Mapping[str, Sequence[str]],
    accessed: dt.date,
    style: str,
) -> Iterator[Annotated]:
    said = {speech.id: speech for speech in debate.speeches}
    for note in notes:
        passages = []
        for quote in note.quotes:
            home, speech = debate, said.get(quote.span.speech)
            if speech is None:
                home, speech = _elsewhere(library, quote.span.speech, debate)
            passages.append(passage(home, speech, quote, accessed, style))
        earlier = tuple(moment for moment in past.get(note.id, ()) if moment != note.modified)
        yield Annotated(note, debate, tuple(passages), earlier)


def _elsewhere(library: Library, number: SpeechId, debate: Debate) -> tuple[Debate, Speech | None]:
    """A speech that another debate holds now."""
    try:
        home, speech = library.speech(number)
        return library.debate(home), speech
    except NotFoundError:
        return debate, None


def passage(debate: Debate, speech: Speech | None, quote: Quote, accessed: dt.date, style: str) -> Passage:
    """A quotation with its sentence, the question that its speech answers, and its citation."""
    if speech is None:
        return Passage(quote, None, quote.text)
    start, end = quote.span.start, quote.span.end
    sure = speech.text[start:end] == quote.text
    whole = not quote.text
    by_id = {other.id: other for other in debate.speeches}
    question = tuple(by_id[number] for number in speech.replies_to if number in by_id)
    return Passage(
        quote,
        speech,
        speech.text if whole else quote.text,
        speech.text[slice(*sentence(speech.text, start, end))] if sure and not whole else "",
        question if speech.kind is Kind.ANSWER else (),
        _citation(debate, speech, quote, accessed, style),
    )


def _citation(debate: Debate, speech: Speech, quote: Quote, accessed: dt.date, style: str) -> str:
    span = quote.span if quote.text else None
    try:
        return cite(Reference.from_fields(fields(debate, speech, accessed=accessed, span=span)), style)
    except StoreError:
        return ""  # the source says too little for this style


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentences begin and end in which these characters are."""
    bounds = [0]
    bounds += [
        found.end() for found in _SENTENCE_END.finditer(text) if not _ABBREVIATED.search(text[: found.end()][-24:])
    ]
    begin = max(bound for bound in bounds if bound <= start)
    after = [bound for bound in bounds if bound >= max(end, start + 1)]
    stop = min(after) if after else len(text)
    return begin, begin + len(text[begin:stop].rstrip())


def heading(debate: Debate) -> str:
    """`House of Commons, Thursday 16 January 2025`."""
    return f"{HOUSES.get(debate.house, debate.house)}, {long_date(debate.date)}"


def provenance(debates: Collection[Debate]) -> list[str]:
    """Where the debates came from and their licences, one line each."""
    return list(dict.fromkeys(_told(debate.title, debate.source) for debate in debates))


def _told(title: str, source: Source) -> str:
    captured = f", captured {source.captured}" if source.captured else ""
    licence = f"; {source.licence}" if source.licence else ""
    digest = f"; SHA-256 {source.digest}" if source.digest else ""
    return f"{title}: {source.name} ({source.format}{captured}){licence}{digest}"
