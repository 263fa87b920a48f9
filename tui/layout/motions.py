"""Moving through a debate: each motion takes a view and gives the view after it.

A view is what the reader sees: a page, the caret, and the row at the top of so many rows. The caret is always on a
row that shows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace

from store.model import Kind, NoteId, Position, Span, SpeechId
from tui.layout.marks import Stop
from tui.layout.page import Page

OVERLAP = 2
"""Rows of one screen that the next shows again."""


CONTEXT = 2
"""Rows that show above a place to which the reader is taken."""


@dataclass(frozen=True, slots=True)
class View:
    """A page, a place on it, and the rows that show."""

    page: Page
    caret: Position
    top: int
    height: int

    @property
    def place(self) -> int:
        """Place of the speech in which the caret stands."""
        return self.page.places[self.caret.speech]

    @property
    def row(self) -> int:
        """The caret's row on the page: where the speech begins while the caret is at its beginning."""
        if self.caret.offset == 0:
            return self.page.rows_of(self.place).start
        return self.page.row_of(self.caret)

    @property
    def last_top(self) -> int:
        return max(0, len(self.page) - self.height)


def at_top(view: View, top: int) -> View:
    """Another row at the top, as far as the page goes."""
    return replace(view, top=min(max(top, 0), view.last_top))


def reveal(view: View, caret: Position) -> View:
    """The caret at a place, and the page moved as little as shows it; at the beginning of a speech as much of the
    speech as there is room for."""
    view = replace(view, caret=caret)
    rows = view.page.rows_of(view.place)
    first = last = view.page.row_of(caret)
    if caret.offset == 0:
        first, last = _lead_of(view), rows.stop - 1
    top = view.top
    if last >= top + view.height:
        top = last - view.height + 1
    return at_top(view, min(top, first))


def reveal_line(view: View, caret: Position) -> View:
    """The caret at a place, and the page moved as little as shows its row."""
    row = view.page.row_of(caret)
    return at_top(replace(view, caret=caret), min(max(view.top, row - view.height + 1), row))


def taken_to(view: View, caret: Position) -> View:
    """The caret at a place; where that does not show, it comes to stand a little below the top."""
    there = replace(view, caret=caret)
    shows = there.top <= there.row and there.page.row_of(caret) < there.top + there.height
    return there if shows else align(there, caret, min(CONTEXT, there.height // 3))


def put(view: View, caret: Position) -> View:
    """The caret at a place that shows; nothing else moves."""
    return replace(view, caret=caret)


def align(view: View, caret: Position, row: int = 0) -> View:
    """The caret at a place, and its row so many rows below the top."""
    view = replace(view, caret=caret)
    return at_top(view, _lead_of(view) if caret.offset == 0 and row == 0 else view.row - row)


def _lead_of(view: View) -> int:
    """The first row of what leads to the speech, or of as much of it as leaves the speech in sight."""
    first = view.page.led_rows_of(view.place).start if view.place else 0
    return max(first, view.page.rows_of(view.place).start - view.height + 1)


def scroll(view: View, rows: int) -> View:
    """The page moved by rows; the caret goes with it only where it would be lost from sight."""
    view = at_top(view, view.top + rows)
    row = view.row
    if row < view.top:
        return replace(view, caret=_nearest(view.page, view.top, 1, view.top + view.height))
    if row >= view.top + view.height:
        return replace(view, caret=_nearest(view.page, view.top + view.height - 1, -1, view.top - 1))
    return view


def _nearest(page: Page, row: int, step: int, stop: int) -> Position:
    """The first place of the nearest row that is the row of its own place, in a direction."""
    for at in range(row, stop, step):
        caret = page.position_at(at)
        if 0 <= at < len(page) and caret.offset and page.row_of(caret) == at:
            return caret
        if caret.offset == 0 and at == page.rows_of(page.places[caret.speech]).start:
            return caret
    return page.position_at(row)


def speech_next(view: View) -> View:
    """The next speech; first to the end of a long one, a screen at a time."""
    rows = view.page.rows_of(view.place)
    hidden = rows.stop - (view.top + view.height)
    if hidden > 0:
        return scroll(view, min(hidden, view.height - OVERLAP) if view.height > OVERLAP else 1)
    return _to(view, view.place + 1)


def speech_previous(view: View) -> View:
    """The beginning of this speech, or the speech before; first to the beginning of a long one."""
    start = view.page.rows_of(view.place).start
    hidden = view.top - start
    if hidden > 0:
        step = min(hidden, view.height - OVERLAP) if view.height > OVERLAP else 1
        moved = scroll(view, -step)
        return reveal(moved, _start(moved, view.place)) if step == hidden else moved
    return _to(view, view.place - 1 if view.caret.offset == 0 else view.place)


def _start(view: View, place: int) -> Position:
    return Position(view.page.speeches[place].id, 0)


def _to(view: View, place: int) -> View:
    """To the beginning of a speech; beyond the ends of the debate nowhere."""
    return reveal(view, _start(view, place)) if 0 <= place < len(view.page.speeches) else view


def _exchange(view: View, step: int) -> int | None:
    """The first turn of an exchange: the next, or of this one and then the one before."""
    thread = view.page.thread
    index = thread.exchange_of[view.place]
    start = thread.exchanges[index].turns[0]
    if step < 0 and (view.place > start or view.caret.offset):
        return start
    index += step
    return thread.exchanges[index].turns[0] if 0 <= index < len(thread.exchanges) else None


def exchange_next(view: View) -> View:
    """The next exchange, at the top."""
    place = _exchange(view, 1)
    return view if place is None else align(view, _start(view, place))


def exchange_previous(view: View) -> View:
    """The beginning of this exchange, or the exchange before, at the top."""
    place = _exchange(view, -1)
    return view if place is None else align(view, _start(view, place))


def read_on(view: View) -> View:
    """A screen down; once the end of the exchange shows, the next exchange at the top."""
    thread = view.page.thread
    last = thread.exchanges[thread.exchange_of[view.place]].turns[-1]
    hidden = view.page.rows_of(last).stop - (view.top + view.height)
    if hidden <= 0:
        return exchange_next(view)
    return scroll(view, min(hidden, max(1, view.height - OVERLAP)))


def top(view: View) -> View:
    return at_top(replace(view, caret=_start(view, 0)), 0)


def bottom(view: View) -> View:
    """The last speech, at its end."""
    return at_top(replace(view, caret=_start(view, len(view.page.speeches) - 1)), len(view.page))


def match(view: View) -> View:
    """From a question to its answer and back: to the first turn that replies here, else to what this replies to."""
    speeches, thread = view.page.speeches, view.page.thread
    here = speeches[view.place]
    if here.kind is not Kind.ANSWER:
        for turn in thread.exchanges[thread.exchange_of[view.place]].turns:
            other = speeches[turn]
            if here.id in other.replies_to and (other.kind is Kind.ANSWER or here.kind is not Kind.QUESTION):
                return _to(view, turn)
    return _to(view, view.page.places.get(here.replies_to[0], view.place)) if here.replies_to else view


def chain_start(view: View) -> View:
    """The turn that began this chain of replies, or else this exchange."""
    page, place = view.page, view.place
    while page.speeches[place].replies_to:
        target = page.places.get(page.speeches[place].replies_to[0], place)
        if target >= place:
            break
        place = target
    if place == view.place:
        place = page.thread.exchanges[page.thread.exchange_of[place]].opener
    return _to(view, place)


def same_speaker(view: View, step: int) -> View:
    """The next (1) or previous (-1) speech by whoever speaks here; without one the view stays."""
    speeches = view.page.speeches
    here = speeches[view.place]
    place = view.place + step
    while 0 <= place < len(speeches):
        other = speeches[place]
        if here.speaker is not None and other.speaker is not None:
            known = here.speaker.ref and other.speaker.ref
            same = here.speaker.ref == other.speaker.ref if known else here.speaker.name == other.speaker.name
        else:
            same = other.speaker is here.speaker and other.attribution == here.attribution
        if same:
            return _to(view, place)
        place += step
    return view


def hit(view: View, hits: Sequence[Span], step: int) -> Span | None:
    """The next or previous hit from the caret, round the ends. Hits are in the order of the debate."""
    if not hits:
        return None
    places = view.page.places
    here, side = (view.place, view.caret.offset), bisect_right if step > 0 else bisect_left
    index = side(hits, here, key=lambda span: (places[span.speech], span.start)) - (step < 0)
    return hits[index % len(hits)]


def hit_from(page: Page, hits: Sequence[Span], position: Position) -> Span | None:
    """The first hit from a place on, round the end."""
    here = (page.places.get(position.speech, 0), position.offset)
    after = (span for span in hits if (page.places[span.speech], span.start) >= here)
    return next(after, hits[0] if hits else None)


def judged(view: View, speeches: Container[SpeechId], step: int) -> View:
    """The next or previous of those speeches, round the ends; without one the view stays."""
    count = len(view.page.speeches)
    for away in range(1, count + 1):
        place = (view.place + step * away) % count
        if view.page.speeches[place].id in speeches:
            return taken_to(view, _start(view, place))
    return view


def stop(view: View, stops_in: Callable[[int], Sequence[Stop]], at: NoteId | None, step: int) -> Stop | None:
    """The next or previous annotation, round the ends; `at` is the one on which the reader stands, so that several at
    one word are passed one by one. `stops_in` tells the annotations that begin in the speech at a place, in order."""
    here, count = (view.place, view.caret.offset), len(view.page.speeches)
    stops = stops_in(view.place)
    first = bisect_left(stops, here, key=lambda stop: stop[:2])
    index = first if step > 0 else first - 1
    same = (place for place in range(first, len(stops)) if stops[place][:2] == here and stops[place][2] == at)
    if (found := next(same, None)) is not None:
        index = found + step
    if 0 <= index < len(stops):
        return stops[index]
    for away in range(1, count + 1):
        if stops := stops_in((view.place + step * away) % count):
            return stops[0 if step > 0 else -1]
    return None


def seen(view: View) -> float:
    """The share of the text that has been passed once the last row that shows has been read."""
    page = view.page
    bottom_row = min(view.top + view.height, len(page)) - 1
    return 1.0 if bottom_row == len(page) - 1 else page.share(page.position_at(bottom_row, page.width))


def folded(speeches: Sequence[SpeechId], folds: frozenset[SpeechId], close: bool | None) -> frozenset[SpeechId]:
    """Folds after closing (True), opening (False) or toggling (None) those speeches."""
    if close is None:
        return folds.symmetric_difference(speeches)
    return folds.union(speeches) if close else folds.difference(speeches)
