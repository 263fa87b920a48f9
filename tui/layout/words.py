"""Words, sentences and paragraphs: the motions and the text objects of visual mode.

Every motion takes and gives a place. Where a speech ends the next begins; at the ends of the debate a motion stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from store.model import Position, Span
from tui.layout.cells import clusters
from tui.layout.page import Page

Motion = Callable[[Page, Position], Position]

_WORD = re.compile(r"\w+(?:[’'\-.,]\w+)*|[^\w\s]+")
_SENTENCE = re.compile(r"[.!?…]+[”’\"')\]]*\s+(?=[“‘\"'(\[]?[^\W_a-zà-ÿ])")
_ABBREVIATED = re.compile(r"\b(?:hon|[Rr]t|Mr|Mrs|Ms|Dr|St|No|Nos|Lt|Col|Gen|Prof|Rev|cols?|vols?|p|pp|[A-Z])\.\s+$")


def _text(page: Page, position: Position) -> str:
    return page.speeches[page.places[position.speech]].text


def _neighbour(page: Page, position: Position, step: int) -> int | None:
    place = page.places[position.speech] + step
    while 0 <= place < len(page.speeches):
        if page.speeches[place].text:
            return place
        place += step
    return None


def _starts(text: str) -> list[int]:
    return [start for start, _, _ in clusters(text)]


def right(page: Page, position: Position) -> Position:
    """The next character of the same speech."""
    text = _text(page, position)
    line_end = text.find("\n", position.offset)
    stop = len(text) if line_end < 0 else line_end + 1
    ends = [position.offset + end for _, end, _ in clusters(text[position.offset : stop])]
    after = ends[0] if ends else position.offset
    return Position(position.speech, after) if after < len(text) else position


def left(page: Page, position: Position) -> Position:
    """The character before in the same speech."""
    text = _text(page, position)
    if not position.offset:
        return position
    line = text.rfind("\n", 0, position.offset - 1) + 1
    before = [line + start for start in _starts(text[line : position.offset])]
    return Position(position.speech, before[-1])


def word(page: Page, position: Position) -> Position:
    """The beginning of the next word."""
    found = _WORD.search(_text(page, position), position.offset)
    while found is not None and found.start() <= position.offset:
        found = _WORD.search(_text(page, position), found.end())
    if found is not None:
        return Position(position.speech, found.start())
    return _enter(page, position, 1, first=True)


def word_end(page: Page, position: Position) -> Position:
    """The end of this word, or of the next."""
    found = _WORD.search(_text(page, position), position.offset + 1)
    if found is not None:
        return Position(position.speech, found.end() - 1)
    place = _neighbour(page, position, 1)
    if place is None:
        return position
    speech = page.speeches[place]
    found = _WORD.search(speech.text)
    return Position(speech.id, found.end() - 1 if found is not None else 0)


def word_back(page: Page, position: Position) -> Position:
    """The beginning of this word, or of the one before."""
    last = None
    for found in _WORD.finditer(_text(page, position), 0, position.offset):
        last = found.start()
    if last is not None:
        return Position(position.speech, last)
    return _enter(page, position, -1, first=False)


def _enter(page: Page, position: Position, step: int, *, first: bool) -> Position:
    """The first or the last word of the nearest speech in a direction."""
    place = _neighbour(page, position, step)
    if place is None:
        return position
    speech = page.speeches[place]
    found = [match.start() for match in _WORD.finditer(speech.text)] or [0]
    return Position(speech.id, found[0] if first else found[-1])


def line_start(page: Page, position: Position) -> Position:
    """The first character of the line on the screen."""
    return page.position_at(page.row_of(position), 0)


def line_end(page: Page, position: Position) -> Position:
    """The last character of the line on the screen that is not a space."""
    line = page.line(page.row_of(position))
    shown = _text(page, position)[line.start : line.end].rstrip()
    return Position(position.speech, line.start + (_starts(shown)[-1] if shown else 0))


def paragraph_next(page: Page, position: Position) -> Position:
    """The beginning of the next paragraph; of the next speech after the last."""
    text = _text(page, position)
    feed = text.find("\n", position.offset)
    if 0 <= feed < len(text) - 1:
        return Position(position.speech, feed + 1)
    place = _neighbour(page, position, 1)
    return position if place is None else Position(page.speeches[place].id, 0)


def paragraph_back(page: Page, position: Position) -> Position:
    """The beginning of this paragraph; from there, of the one before."""
    if position.offset:
        return Position(position.speech, _text(page, position).rfind("\n", 0, position.offset - 1) + 1)
    place = _neighbour(page, position, -1)
    if place is None:
        return position
    speech = page.speeches[place]
    return Position(speech.id, speech.text.rfind("\n", 0, len(speech.text) - 1) + 1)


def word_at(page: Page, position: Position) -> Span:
    """The word at a place, or the space."""
    text = _text(page, position)
    for found in _WORD.finditer(text):
        if found.end() > position.offset:
            if found.start() <= position.offset:
                return Span(position.speech, found.start(), found.end())
            break
    return Span(position.speech, position.offset, min(position.offset + 1, len(text)))


def paragraph_at(page: Page, position: Position) -> Span:
    """The paragraph at a place, without its line feed."""
    text = _text(page, position)
    stop = text.find("\n", position.offset)
    return Span(position.speech, text.rfind("\n", 0, position.offset) + 1, len(text) if stop < 0 else stop)


def sentence_at(page: Page, position: Position) -> Span:
    """The sentence at a place, with the marks that close it and without the space after."""
    around = paragraph_at(page, position)
    text = _text(page, position)[: around.end]
    start = around.start
    for found in _SENTENCE.finditer(text, around.start):
        if _ABBREVIATED.search(text, start, found.end()):
            continue
        if found.end() > position.offset:
            return Span(position.speech, start, start + len(text[start : found.end()].rstrip()))
        start = found.end()
    return Span(position.speech, start, start + len(text[start:].rstrip()) or around.end)


def contribution_at(page: Page, position: Position) -> Span:
    """The whole contribution at a place."""
    return Span(position.speech, 0, len(_text(page, position)))


def exchange_at(page: Page, position: Position) -> tuple[Span, Span]:
    """The first and the last contribution with words of the exchange at a place."""
    thread, place = page.thread, page.places[position.speech]
    turns = thread.exchanges[thread.exchange_of[place]].turns
    spoken = [page.speeches[turn] for turn in turns if page.speeches[turn].text] or [page.speeches[place]]
    first, last = spoken[0], spoken[-1]
    return Span(first.id, 0, len(first.text)), Span(last.id, 0, len(last.text))
