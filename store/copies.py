"""What each way of copying gives: finished texts from speeches of a debate, by the rules of `store.citations`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.citations import CUT, STYLES, Gloss, Reference, Turn, cite, missing, quote, quote_exchange
from store.citations.exports import key
from store.citations.quoting import BRITISH, block, inline, join_pieces, paragraphs, unnested
from store.citations.reference import clean_prose
from store.citing import exchange_fields, fields, pair, places
from store.errors import StoreError
from store.model import Debate, Span, Speech, SpeechId
from store.records import Note

if TYPE_CHECKING:
    from store.templates import Template

FORMS = ("text", "markdown", "html")
"""The formats of `store.citations` that a quotation has."""
WHATS = ("quote", "block", "footnote", "exchange", "citation", "words")
"""What may be copied: the quotation in the line or as a block by its length; always as a block; with a footnote; the
whole exchange; the citation alone; the words alone."""
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
class Recipe:
    """How a reader wants it copied."""

    style: str | Template = "parliament"
    """A style of ours by its name, or a template of the reader's own."""
    form: str = "text"
    what: str = "quote"

    @property
    def name(self) -> str:
        return self.style if isinstance(self.style, str) else self.style.name


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be copied: words of one debate, one span a speech in document order."""

    debate: Debate
    spans: tuple[Span, ...]
    accessed: dt.date
    parts: tuple[str | Gloss, ...] = ()
    """Where the copier shaped the quotation: what is left of the words of the one span, and what was put in."""

    def speech(self, span: Span) -> Speech:
        return self.debate.speeches[places(self.debate)[span.speech]]

    def words(self, span: Span) -> str:
        """The stored text of a span, without white space at its ends."""
        return self.speech(span).text[span.start : span.end].strip()

    @property
    def pieces(self) -> tuple[str | Gloss, ...]:
        """Of the one span what is quoted."""
        return self.parts or (self.words(self.spans[0]),)

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


def made(choice: Choice, recipe: Recipe) -> Copy:
    """What a recipe makes of a choice; the exchange around is for whoever knows the thread to choose."""
    if recipe.what == "words":
        return words(choice)
    style, form = recipe.style, recipe.form
    forms = STYLES[style].forms if isinstance(style, str) and style in STYLES else FORMS
    composed = _composed(choice, style, form) if isinstance(style, str) and recipe.what == "quote" else None
    if composed:
        return composed
    if recipe.what == "citation" or forms[0] not in FORMS:
        return citation(choice, style, form if form in forms else forms[0])
    if recipe.what == "footnote":
        return footnoted(choice, style, form)
    return quoted(choice, style, form, block=True if recipe.what == "block" else None)


def joined(copies: Sequence[Copy]) -> Copy:
    """Several as one, each with a citation of its own."""
    lacks = tuple(dict.fromkeys(part for copy in copies for part in copy.lacks))
    of = f" of {len(copies)} debates" if copies[1:] else ""
    return Copy("\n\n".join(copy.text for copy in copies), copies[0].what + of, lacks)


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


def exchange_choice(choice: Choice, speeches: Sequence[SpeechId]) -> Choice:
    """The speeches of a whole exchange."""
    wanted = frozenset(speeches)
    spans = tuple(whole(speech) for speech in choice.debate.speeches if speech.id in wanted)
    return Choice(choice.debate, spans, choice.accessed)


def quoted(choice: Choice, style: str | Template, form: str = "text", *, block: bool | None = None) -> Copy:
    """The words with their citation; several speeches are one block, each after its name, under one citation."""
    _require(choice)
    reference = choice.reference
    if not isinstance(style, str):
        return _by_template(choice, reference, style, block)
    if block is None and (whole := _composed(choice, style, form)):
        return whole
    forms = STYLES[style].forms if style in STYLES else FORMS
    form = form if form in forms or forms[0] not in FORMS else forms[0]
    if len(choice.spans) == 1:
        text = quote(choice.pieces, reference, style, form, block)
    else:
        text = quote_exchange(turns(choice), reference, style, form)
    lacks = tuple(part for part in missing(reference, style) if part != "quote")
    return Copy(text, f"quote + {style}{'' if form == 'text' else f' as {form}'}", lacks)


def _composed(choice: Choice, style: str, form: str) -> Copy | None:
    """Of a style that is a whole of words and citation (a `blockquote`, a link to the words) that whole; else None.

    Several speeches are an exchange; only a link leads to the words of each.
    """
    entry = STYLES.get(style)
    linking = style == "text_fragment"
    if entry is None or "quote" not in entry.parts or not (len(choice.spans) == 1 or linking or "json" in entry.forms):
        return None
    reference = choice.reference
    if linking or len(choice.spans) == 1:
        parts = choice.pieces if len(choice.spans) == 1 else tuple(choice.words(span) for span in choice.spans)
        reference = replace(reference, quote_parts=parts)
    else:
        reference = replace(reference, quote=words(choice).text)
    text = cite(reference, style, form if form in entry.forms else "text")
    return Copy(text, f"quote + {style}", missing(reference, style))


def _by_template(choice: Choice, reference: Reference, template: Template, as_block: bool | None) -> Copy:
    """A template that prints the words gives the whole; else its citation stands behind them."""
    said = join_pieces(choice.pieces) if len(choice.spans) == 1 else words(choice).text
    text = template.write(replace(reference, quote=said))
    if not template.quotes:
        if BRITISH.is_block(said) if as_block is None else as_block:
            body = block(paragraphs(unnested(said, BRITISH)), "", "", "", template.form)
            text = f"{body}\n\n— {text}"
        else:
            text = f"{inline(said, '', BRITISH, template.form)} ({text.removesuffix('.')})"
    return Copy(clean_prose(text), f"quote + {template.name}", _lacks(reference, template))


def _lacks(reference: Reference, style: str | Template) -> tuple[str, ...]:
    if isinstance(style, str):
        return missing(reference, style)
    known = {"column": bool(reference.col_start or reference.page)}
    return tuple(part for part in sorted(style.wants) if not known.get(part, bool(getattr(reference, part, True))))


def footnoted(choice: Choice, style: str | Template, form: str = "text") -> Copy:
    """The words with a reference, and the citation as a footnote under them."""
    _require(choice)
    reference = choice.reference
    marks = STYLES[style].marks if isinstance(style, str) else BRITISH
    said = join_pieces(choice.pieces) if len(choice.spans) == 1 else words(choice).text
    parts = paragraphs(said)
    note = citation(choice, style, form).text
    note = note if note.endswith((".", ".]")) or not isinstance(style, str) else f"{note}."
    label = key(reference)
    sign = {"markdown": f"[^{label}]", "html": f'<sup><a href="#fn-{label}">1</a></sup>'}.get(form, "[1]")
    foot = {"markdown": f"[^{label}]: {note}", "html": f'<p id="fn-{label}">1 {note}</p>'}.get(form, f"[1] {note}")
    if marks.is_block(said):
        body = block(paragraphs(unnested(said, marks)), "", "", "", form)
        closing = "</p></blockquote>"
        body = f"{body.removesuffix(closing)}{sign}{closing}" if form == "html" else f"{body}{sign}"
    else:
        body = inline(" ".join(parts), "", marks, form) + sign
        body = f"<p>{body}</p>" if form == "html" else body
    name = style if isinstance(style, str) else style.name
    return Copy(clean_prose(f"{body}\n\n{foot}"), f"quote + {name} footnote", _lacks(reference, style))


def turns(choice: Choice) -> list[Turn | Gloss]:
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
        return Copy(clean_prose(join_pieces(choice.pieces)), "quote")
    parts = [f"{turn.name}: {turn.text}" if isinstance(turn, Turn) else f"[{turn.text}]" for turn in turns(choice)]
    return Copy(clean_prose("\n\n".join(parts)), f"{len(choice.spans)} quotes")


def citation(choice: Choice, style: str | Template, format_: str = "text") -> Copy:
    """The citation alone."""
    _require(choice)
    reference = choice.reference
    if not isinstance(style, str):
        said = join_pieces(choice.pieces) if style.quotes and len(choice.spans) == 1 else ""
        return Copy(style.write(replace(reference, quote=said)), f"citation ({style.name})", _lacks(reference, style))
    if style in STYLES and STYLES[style].compose and len(choice.spans) == 1:
        reference = replace(reference, quote=join_pieces(choice.pieces))
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
