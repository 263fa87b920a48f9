"""Hits as they are walked through in the reader, and as they are written to a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import StoreError
from store.model import DebateId, Position, Span, SpeechId
from store.search.found import Found
from tui.layout.motions import View, at_top, taken_to

if TYPE_CHECKING:
    from tui.app import Dispatchbox
    from tui.screens.reader import ReaderScreen


class HitTrail:
    """Hits in the order in which `n` goes through them, debate by debate and each from its top; and where one is."""

    def __init__(self, box: Dispatchbox, hits: Sequence[Found]) -> None:
        self._box = box
        debates: dict[DebateId, list[Found]] = {}
        for found in [found for found in hits if found.spans] or hits:
            debates.setdefault(found.debate, []).append(found)
        self._hits = [found for own in debates.values() for found in sorted(own, key=lambda each: each.speech)]
        self._at = 0

    async def go(self, found: Found, span: Span | None = None) -> None:
        """Open a hit on its exchange."""
        self._at = next((place for place, each in enumerate(self._hits) if each.speech == found.speech), 0)
        reader = await self._box.open_debate(found.debate, found.speech)
        self._land(reader, found, span)

    async def beyond(self, step: int) -> bool:
        """The first hit of the next debate with any, or the last of the one before; whether there is one."""
        here = self._hits[self._at].debate
        places = range(self._at, len(self._hits)) if step > 0 else range(self._at, -1, -1)
        place = next((place for place in places if self._hits[place].debate != here), None)
        if place is None:
            return False
        found = self._hits[place]
        own = [each for each in self._hits if each.debate == found.debate]
        first = own[0] if step > 0 else own[-1]
        await self.go(first, first.spans[0 if step > 0 else -1] if first.spans else None)
        return True

    def _land(self, reader: ReaderScreen, found: Found, span: Span | None) -> None:
        pane = reader.pane
        if pane.view is None or found.speech not in pane.view.page.places:
            return
        places = pane.view.page.places
        spans = [s for each in self._hits for s in each.spans or (Span(each.speech, 0, 0),) if each.speech in places]
        pane.hits_go_on = True
        pane.hits = tuple(sorted(spans, key=lambda each: (places[each.speech], each.start)))
        place = span or Span(found.speech, 0, 0)
        if span is not None and span.end:
            pane.stand_on(span)
        pane.set_view(with_question(pane.view, Position(place.speech, place.start)))
        reader.say(self.told)

    @property
    def told(self) -> str:
        """Where the reader is."""
        return f"hit {self._at + 1} of {len(self._hits)}; n and N go on"

    def stand_on(self, speech: SpeechId) -> None:
        """The reader went to a hit of the debate that is open."""
        self._at = next((place for place, each in enumerate(self._hits) if each.speech == speech), self._at)


def with_question(view: View, position: Position) -> View:
    """The caret at a place, and what its exchange begins with at the top, where both go on one screen."""
    there = taken_to(view, position)
    page = there.page
    thread = page.thread
    place = page.places[position.speech]
    opener = thread.exchanges[thread.exchange_of[place]].opener
    first = page.rows_of(opener).start
    return at_top(there, first) if 0 <= there.row - first < there.height - 1 else there


def export(path: str, hits: Sequence[Found], said: str) -> str:
    """Write the hits in the form that the name tells, over no other file; what was done, in words."""
    from store.hits import EXPORTS, as_markdown
    from tui.files import replace_file

    file = Path(path).expanduser()
    if file.exists():
        raise StoreError(f"{file} is there already; choose another name")
    form = {".csv": "csv", ".jsonl": "jsonl"}.get(file.suffix.casefold(), "")
    if not form and file.suffix.casefold() not in {".md", ".markdown"}:
        raise StoreError("the name must end in .csv, .jsonl or .md")
    text = EXPORTS[form](hits) if form else as_markdown(hits, said)
    try:
        replace_file(file, text, over=False)
    except OSError as error:
        raise StoreError(f"{file} could not be written: {error.strerror}") from None
    return f"{len(hits):,} hits written to {file}"
