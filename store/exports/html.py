"""HTML: one page that needs nothing else, with the transcript, highlights, and the notes in the margin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise

from store.citing import address
from store.exports.gathered import Annotated, Export, heading, provenance
from store.exports.html_style import STYLE, colours
from store.model import Debate, Kind, NoteId, Speech, SpeechId
from store.plain import HEADS, long_date, who
from store.records import Code, Placing, Quote

Mark = tuple[int, Annotated, Quote]
"""Number of the note on the page, the note, its words in one speech."""


def write(export: Export) -> str:
    """The page: each debate with notes, whole."""
    debates = [debate for debate, _ in export.by_debate()]
    title = debates[0].title if len(debates) == 1 else "Notes on parliamentary debates"
    numbers = {item.note.id: number for number, item in enumerate(export.items, 1)}
    used = {code.name: code for code in export.codes}
    parts = [
        "<!doctype html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="generator" content="Dispatchbox">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escape(title)}</title>",
        f"<style>{STYLE}{colours(export.codes)}</style>",
        "</head>",
        "<body>",
        *(
            line
            for place, (debate, items) in enumerate(export.by_debate())
            for line in _debate(debate, items, numbers, used, "" if place else _legend(export.codes))
        ),
        *_sources(debates, export.made),
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _legend(codes: Sequence[Code]) -> str:
    shown = " ".join(
        f'<li><mark class="c-{n}">{escape(code.name)}</mark> {escape(code.definition)}</li>'
        for n, code in enumerate(codes)
    )
    return f'<ul class="legend">{shown}</ul>' if shown else ""


def _debate(
    debate: Debate, items: Sequence[Annotated], numbers: Mapping[NoteId, int], codes: Mapping[str, Code], legend: str
) -> Iterator[str]:
    here = {speech.id for speech in debate.speeches}
    marks: dict[SpeechId, list[Mark]] = {}
    apart: list[Annotated] = []
    for item in items:
        placed = [
            quote for quote in item.note.quotes if quote.span.speech in here and quote.placing is not Placing.LOST
        ]
        for quote in placed:
            marks.setdefault(quote.span.speech, []).append((numbers[item.note.id], item, quote))
        if not placed:
            apart.append(item)
    url = address(debate.url)
    title = f'<a href="{escape(url)}">{escape(debate.title)}</a>' if url else escape(debate.title)
    yield f'<article><header><h1>{title}</h1><p class="sitting">{escape(heading(debate))}</p>'
    if debate.parents:
        yield f'<p class="parents">{escape(" / ".join(debate.parents))}</p>'
    yield f"{legend}</header>"
    if apart:
        notes = "".join(_note(numbers[item.note.id], item, codes) for item in apart)
        yield f'<section class="row"><div></div><aside>{notes}</aside></section>'
    told: set[str] = set()
    column: str | None = None
    for speech in debate.speeches:
        new = speech.column if speech.column != column else None
        column = speech.columns[-1].column if speech.columns else speech.column
        yield from _speech(speech, marks.get(speech.id, ()), codes, told, new)
    yield "</article>"


def _speech(
    speech: Speech, marks: Sequence[Mark], codes: Mapping[str, Code], told: set[str], new_column: str | None
) -> Iterator[str]:
    """A speech and, beside it, the notes that are told here for the first time."""
    kind = HEADS.get(speech.kind, {Kind.QUESTION: "Question", Kind.ANSWER: "Answer"}.get(speech.kind, ""))
    column = f' <span class="column">column {escape(new_column)}</span>' if new_column else ""
    name = who(speech)
    head = f"<h2>{escape(name)} <small>{escape(kind)}</small>{column}</h2>" if name else ""
    whole = [mark for mark in marks if not mark[2].text]
    classes = " ".join(["row", speech.kind.value, *(["whole"] if whole else [])])
    text = _paragraphs(speech.text, [mark for mark in marks if mark[2].text], codes)
    new = [(number, item) for number, item, _ in sorted(marks, key=lambda mark: (mark[2].span, mark[0]))]
    notes = []
    for number, item in dict(new).items():
        if item.note.id not in told:
            told.add(item.note.id)
            notes.append(_note(number, item, codes))
        else:
            notes.append(f'<p class="again"><a href="#note-{number}">see note {number}</a></p>')
    beside = "".join(notes)
    yield f'<section class="{classes}" id="s{speech.id}"><div>{head}{text}</div><aside>{beside}</aside></section>'


def _paragraphs(text: str, marks: Sequence[Mark], codes: Mapping[str, Code]) -> str:
    """The words with every mark around its own; where marks overlap, each piece has them all."""
    order: list[str | None] = [*codes]
    cuts = {0, len(text), *(place for _, _, quote in marks for place in (quote.span.start, quote.span.end))}
    cuts |= {place + step for place, letter in enumerate(text) if letter == "\n" for step in (0, 1)}
    bounds = sorted(cut for cut in cuts if 0 <= cut <= len(text))
    out = ["<p>"]
    for start, end in pairwise(bounds):
        if text[start:end] == "\n":
            out.append("</p><p>")
            continue
        on = [mark for mark in marks if mark[2].span.start <= start and end <= mark[2].span.end]
        piece = escape(text[start:end])
        for number, item, quote in on:
            style = f"c-{order.index(item.note.code)}" if item.note.code in order else "plain"
            unsure = " unsure" if quote.placing is not Placing.SURE else ""
            foot = f'<sup><a href="#note-{number}">{number}</a></sup>' if quote.span.end == end else ""
            piece = f'<mark class="{style}{unsure}">{piece}</mark>{foot}'
        out.append(piece)
    return "".join([*out, "</p>"]).replace("<p></p>", "")


def _note(number: int, item: Annotated, codes: Mapping[str, Code]) -> str:
    note = item.note
    order: list[str | None] = [*codes]
    style = f" c-{order.index(note.code)}" if note.code in order else ""
    code = f'<span class="code{style}">{escape(note.code)}</span> ' if note.code else ""
    tags = " ".join(f'<span class="tag">#{escape(tag)}</span>' for tag in note.tags)
    lost = [quote.text for quote in note.quotes if quote.placing is Placing.LOST and quote.text]
    where = "".join(
        f'<blockquote>{escape(words)}</blockquote><p class="meta">not found in the text</p>' for words in lost
    )
    by = ", ".join(filter(None, (escape(note.author), _day(note.modified))))
    cited = "".join(f'<p class="cite">{escape(c)}</p>' for c in dict.fromkeys(p.citation for p in item.passages) if c)
    body = f'<div class="body">{_markdown(note.body)}</div>' if note.body else ""
    meta = f'<p class="meta">{code}{tags}</p>' if code or tags else ""
    about = f'<p class="by">{by}</p>' if by else ""
    return f'<div class="note" id="note-{number}"><b class="number">{number}</b>{where}{body}{meta}{cited}{about}</div>'


def _day(moment: str) -> str:
    """`24 November 2026` of a moment; as it is where it is none."""
    try:
        return long_date(dt.date.fromisoformat(moment[:10])).partition(" ")[2]
    except ValueError:
        return escape(moment[:10])


def _markdown(text: str) -> str:
    """A note as it is read; HTML in it is words, and links lead to web pages only."""
    from markdown_it import MarkdownIt  # with the first export to HTML

    reader = MarkdownIt("commonmark", {"html": False}).disable(["image"])
    reader.validateLink = lambda url: bool(address(url))  # type: ignore[method-assign]
    rendered: str = reader.render(text)
    return rendered


def _sources(debates: Iterable[Debate], made: str) -> Iterator[str]:
    lines = "".join(f"<li>{escape(line)}</li>" for line in provenance(list(debates)))
    yield f"<footer><p>Sources</p><ul>{lines}</ul><p>Made with Dispatchbox, {_day(made)}.</p></footer>"
