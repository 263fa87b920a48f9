"""The reading pane: a debate that is moved through, folded and marked by keys and mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType

from store.model import Position, Span
from tui.layout import motions, words
from tui.layout.marks import Stop
from tui.layout.motions import View
from tui.layout.page import Page
from tui.widgets.hit_walk import HitWalk
from tui.widgets.reading_gaps import ReadingGaps
from tui.widgets.reading_keys import CHOOSING, LOOKING, MOVING
from tui.widgets.reading_mouse import ReadingMouse

WAYS: dict[str, Callable[[View], View]] = {
    way.__name__: way
    for way in (
        motions.speech_next,
        motions.speech_previous,
        motions.exchange_next,
        motions.exchange_previous,
        motions.read_on,
        motions.top,
        motions.bottom,
        motions.match,
        motions.chain_start,
    )
}
TEXT: dict[str, words.Motion] = {
    motion.__name__: motion
    for motion in (
        words.left,
        words.right,
        words.word,
        words.word_end,
        words.word_back,
        words.line_start,
        words.line_end,
        words.paragraph_next,
        words.paragraph_back,
    )
}
WORDS_AROUND = (words.word_at, words.sentence_at, words.paragraph_at, words.contribution_at)
AROUND = {around.__name__: around for around in WORDS_AROUND}


class ReadingPane(HitWalk, ReadingGaps, ReadingMouse):
    """A `ReadingView` with keys and mouse. Posts `Moved`, `SelectionChanged` and `NoteOpened`."""

    BINDINGS: ClassVar[list[BindingType]] = [*MOVING, *LOOKING, *CHOOSING]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Without a debate no key does anything; some only while words are chosen, so that the screen has them else."""
        if action in {"choose_text", "choose_around"}:
            return bool(self.choosing)
        if action == "cancel":
            return bool(self.choosing or self.hits or self.marked or self.hits_marked or self._overlays())
        return action not in ACTIONS or (self.view is not None and bool(self.view.page.speeches))

    # Moving

    def set_view(self, view: View, *, moved: bool = True) -> None:
        """Whoever moves on stands no more on the annotation to which he went."""
        before = self.caret
        super().set_view(view, moved=moved)
        if self.caret != before:
            self.note = None

    def _go(self, way: Callable[[View], View]) -> None:
        if self.view is not None:
            self.set_view(way(self.view))

    def action_go(self, way: str) -> None:
        self._go(self._read_on if way == "read_on" else WAYS[way])

    def _read_on(self, view: View) -> View:
        """On from what was to be seen: rows that a message covers have not been read."""
        covered = max(0, len(self.painter.foot(self.scene)) - self.frame.foot)
        gone = replace(motions.read_on(replace(view, height=max(1, view.height - covered))), height=view.height)
        return motions.at_top(gone, gone.top)

    def action_scroll_rows(self, rows: int) -> None:
        self._go(lambda view: motions.scroll(view, rows))

    def action_scroll_screens(self, screens: float) -> None:
        overlap = motions.OVERLAP if abs(screens) == 1 else 0
        rows = max(1, int(abs(screens) * self.frame.body) - overlap)
        self.action_scroll_rows(rows if screens > 0 else -rows)

    def action_back(self) -> None:
        if self.choosing:
            self.action_text("word_back")
        else:
            self.action_scroll_screens(-1)

    def action_text(self, motion: str) -> None:
        self._go(lambda view: motions.reveal_line(view, TEXT[motion](view.page, view.caret)))

    action_choose_text = action_text

    def action_speaker(self, step: int) -> None:
        self._go(lambda view: motions.same_speaker(view, step))

    def action_note(self, step: int) -> None:
        """The next annotation; several at one word are passed one by one."""
        if self.view is None:
            return
        page = self.view.page
        stop = motions.stop(self.view, lambda place: self._stops(page, place), self.note, step)
        if stop is not None:
            place, offset, note = stop
            self.caret = Position(page.speeches[place].id, offset)
            self.note = note
            self.repaint()

    def action_verdict(self, step: int) -> None:
        """The next answer that the reader judged, round the ends."""
        verdicts = self.asides.verdicts
        self._go(lambda view: motions.judged(view, verdicts, step))

    def _stops(self, page: Page, place: int) -> list[Stop]:
        """The annotations that begin in a speech; those on the debate itself come before its first one."""
        marks, thread = self.marks, page.thread
        own = marks.stops_in(place, page.speeches[place].id, page.places)
        if not marks.general or place not in thread.starts:
            return own
        debate = thread.debate_at(place).id
        return [*((place, 0, note) for note in marks.general if marks.notes[note].debate == debate), *own]

    def action_seat(self, where: str) -> None:
        rows = {"top": 0, "middle": self.frame.body // 2, "bottom": self.frame.body - 1}[where]
        self._go(lambda view: motions.align(view, view.caret, rows))

    # Folding and opening

    def action_fold(self, how: str) -> None:
        if how == "open" and self.caret.speech not in self.folds and self.open_gap():
            return
        if how == "close" and self.close_gap():
            return
        close = {"close": True, "open": False, "toggle": None}[how]
        self.refold(motions.folded((self.caret.speech,), self.folds, close))
        self._go(lambda view: motions.reveal(view, view.caret))

    def action_fold_all(self, close: bool) -> None:
        if self.thread is not None:
            self.refold(frozenset(speech.id for speech in self.thread.speeches) if close else frozenset())

    def action_open(self) -> None:
        """Unfold; or open the note under the caret, the one on which the reader stands before all others; or the turns
        left out beside the speech."""
        if self.caret.speech in self.folds:
            self.action_fold("open")
            return
        here = self.marks.at(self.caret)
        if self.note in self.marks.general:
            here = (*here, self.note)
        if here:
            self.post_message(self.NoteOpened(self.note if self.note in here else here[0]))
        else:
            self.open_gap()

    def action_outline(self) -> None:
        self.turn(0)

    def action_notes(self) -> None:
        self.turn(1)

    # Choosing and marking

    def action_choose(self, how: str) -> None:
        if self.choosing == how:
            self.clear_selection()
        else:
            self.choose(how, self._anchor if self.choosing and self._anchor is not None else self.caret)

    def action_choose_around(self, what: str) -> None:
        """The word, sentence, paragraph, contribution or exchange at the caret, and the caret at its last character."""
        if self.view is None:
            return
        if what == "exchange_at":
            first, last = words.exchange_at(self.view.page, self.caret)
        else:
            first = last = AROUND[what](self.view.page, self.caret)
        self._choose_from(first, last)

    def action_choose_hit(self) -> None:
        """The hit at which the reader stands, else the one at the caret, else the next."""
        if self.view is None:
            return
        found = self._here or motions.hit_from(self.view.page, self.hits, self.caret)
        if found is not None:
            self._choose_from(found, found)

    def _choose_from(self, first: Span, last: Span) -> None:
        """The words from the beginning of one span to the end of another."""
        self.choose("v", Position(first.speech, first.start))
        self._go(lambda view: motions.reveal_line(view, Position(last.speech, max(last.start, last.end - 1))))

    def action_mark(self) -> None:
        self.marked = self.marked.symmetric_difference({self.caret.speech})
        self._go(motions.speech_next)

    def action_mark_hits(self) -> None:
        """The speeches with a hit, then the hits themselves, then none."""
        with_hits = frozenset(span.speech for span in self.hits)
        if self.hits_marked or not with_hits:
            self.hits_marked, self.marked = False, frozenset()
        elif with_hits <= self.marked:
            self.hits_marked, self.marked = True, frozenset()
        else:
            self.marked |= with_hits

    def _overlays(self) -> bool:
        parts = self.frame
        return any(panel is not None and panel.over for panel in (parts.outline, parts.notes))

    def action_cancel(self) -> None:
        """Leave what was begun last: choosing, an overlay, hits, marks."""
        parts = self.frame
        if self.choosing:
            self.clear_selection()
        elif self._overlays():
            self.turn(0 if parts.outline is not None and parts.outline.over else 1)
        elif self.hits:
            self.hits = ()
        else:
            self.marked, self.hits_marked = frozenset(), False


ACTIONS = {binding.action.partition("(")[0] for binding in (*MOVING, *LOOKING, *CHOOSING)}
