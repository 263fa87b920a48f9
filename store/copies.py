"""What each way of copying gives: finished texts from speeches of a debate, by the rules of `store.citations`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from store.citations import CUT, STYLES, Gloss, Reference, Turn, cite, missing, quote, quote_exchange
from store.citations.reference import clean_prose
from store.citing import exchange_fields, fields, pair, places
from store.errors import StoreError
from store.model import Debate, Span, Speech
from store.records import Note

FORMS = ("text", "markdown", "html")
"""The formats of `store.citations` that a quotation has."""
_FOLDED = str.maketrans("“”‘’–—\xa0\u2011", "\"\"''-- -")


@dataclass(frozen=True, slots=True)
class Copy:
    """A text to be pasted somewhere."""

    text: str
    what: str
    """For the status line: `quote + oscola`."""
    lacks: tuple[str, ...] = ()
    """The parts that its citation would have, were they known: `("volume", "column")`."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be copied: words of one debate, one span a speech in document order."""

    debate: Debate
    spans: tuple[Span, ...]
    accessed: dt.date

    def speech(self, span: Span) -> Speech:
        return self.debate.speeches[places(self.debate)[span.speech]]

    def words(self, span: Span) -> str:
        """The stored text of a span, without white space at its ends."""
        return self.speech(span).text[span.start : span.end].strip()

    @property
    def reference(self) -> Reference:
        if len(self.spans) == 1:
            (span,) = self.spans
            speech = self.speech(span)
            whole = span.start == 0 and span.end == len(speech.text)
            return Reference.from_fields(
                fields(self.debate, speech, accessed=self.accessed, span=None if whole else span)
            )
        speeches = [self.speech(span) for span in self.spans]
        return Reference.from_fields(exchange_fields(self.debate, speeches, accessed=self.accessed))


def whole(speech: Speech) -> Span:
    """The span of all that a speech says."""
    return Span(speech.id, 0, len(speech.text))


def found_words(speech: Speech, wanted: str) -> Span:
    """Where a speech says these words, quotation marks, dashes and spaces taken alike. Raises StoreError."""
    start = speech.text.translate(_FOLDED).find(" ".join(wanted.translate(_FOLDED).split()))
    if not wanted.strip() or start < 0:
        raise StoreError(f"speech {speech.id} does not say “{wanted}”; a quotation must be its very words")
    return Span(speech.id, start, start + len(" ".join(wanted.split())))


def pair_choice(choice: Choice) -> Choice:
    """The question and its answers around the first speech chosen."""
    speeches = pair(choice.debate, choice.speech(choice.spans[0]))
    return Choice(choice.debate, tuple(whole(speech) for speech in speeches), choice.accessed)


def quoted(choice: Choice, style: str, form: str = "text", *, block: bool | None = None) -> Copy:
    """The words with their citation; several speeches are one block, each after its name, under one citation."""
    _require(choice)
    reference = choice.reference
    if len(choice.spans) == 1:
        text = quote([choice.words(choice.spans[0])], reference, style, form, block)
    else:
        text = quote_exchange(_turns(choice), reference, style, form)
    return Copy(text, f"quote + {style}{'' if form == 'text' else f' as {form}'}", missing(reference, style))


def _turns(choice: Choice) -> list[Turn | Gloss]:
    """The speeches chosen, a cut mark between two that did not follow each other."""
    turns: list[Turn | Gloss] = []
    at = places(choice.debate)
    before = -1
    for span in choice.spans:
        speech = choice.speech(span)
        if turns and at[span.speech] != before + 1:
            turns.append(CUT)
        before = at[span.speech]
        name = speech.attribution or (speech.speaker.name if speech.speaker else "")
        turns.append(Turn(name, choice.words(span)))
    return turns


def words(choice: Choice) -> Copy:
    """The words alone; of several speeches each after its speaker's name."""
    _require(choice)
    if len(choice.spans) == 1:
        return Copy(clean_prose(choice.words(choice.spans[0])), "quote")
    parts = [f"{turn.name}: {turn.text}" if isinstance(turn, Turn) else f"[{turn.text}]" for turn in _turns(choice)]
    return Copy(clean_prose("\n\n".join(parts)), f"{len(choice.spans)} quotes")


def citation(choice: Choice, style: str, format_: str = "text") -> Copy:
    """The citation alone."""
    _require(choice)
    reference = choice.reference
    return Copy(cite(reference, style, format_), f"citation ({style})", missing(reference, style))


def link(choice: Choice) -> Copy:
    """The address of the speech, or of its debate. Raises StoreError where the source gave none."""
    _require(choice)
    address = choice.reference.url
    if not address:
        raise StoreError("the source of this debate gave no link; `g i` shows where it came from")
    return Copy(address, "link")


def note_text(choice: Choice, note: Note, style: str) -> Copy:
    """A note as Markdown: the words it is on with their citation, what it says, its tags."""
    parts = []
    if choice.spans:
        parts.append(quoted(choice, style, "markdown", block=True).text)
    parts += [note.body] if note.body else []
    tags = [f"#{tag.replace(' ', '-')}" for tag in note.tags] + ([f"[{note.code}]"] if note.code else [])
    parts += [" ".join(tags)] if tags else []
    return Copy(clean_prose("\n\n".join(parts)), "note")


def _require(choice: Choice) -> None:
    if not choice.spans or not any(choice.words(span) for span in choice.spans):
        raise StoreError("there are no words to copy here")


def style_titles() -> Sequence[tuple[str, str, str]]:
    """(name, group, title) of every style."""
    return [(style.name, style.group, style.title) for style in STYLES.values()]
