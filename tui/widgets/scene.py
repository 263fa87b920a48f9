"""All that the reading pane shows at one moment, and the painter that makes its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.segment import Segment
from textual.cache import LRUCache
from textual.strip import Strip

from store.model import NoteId, Span, SpeechId
from store.readings import Thread
from store.records import Code
from tui.layout.asides import NOTHING, Asides
from tui.layout.cells import clusters
from tui.layout.frame import Frame, Panel
from tui.layout.marks import Mark, Marks, flatten
from tui.layout.motions import View, seen
from tui.layout.outline import Outline
from tui.layout.page import Line, LineKind, Page
from tui.widgets import paint_bar, paint_notes, paint_outline, paint_status
from tui.widgets.ink import Ink, strip
from tui.widgets.paint_text import Extra, text_row

STRIPS = 1024
"""Painted rows of text that are kept: several screens of any terminal."""
HINT_ROWS = 6
DOT, MANY, MARKED = "●", "◉", "*"
"""In the gutter: a note begins here, several do, the speech is marked."""
BARE = (LineKind.BLANK, LineKind.HEADING, LineKind.GAP, LineKind.GLOSS)
"""Rows beside which no mark stands."""
EMPTY = "No debate is open. Esc or q goes back to the shelf."


@dataclass(frozen=True, slots=True)
class Scene:
    """What is to be painted."""

    frame: Frame
    view: View | None
    thread: Thread | None
    outline: Outline
    outline_top: int
    marks: Marks
    codes: Mapping[str, Code]
    hits: Mapping[SpeechId, Sequence[Span]]
    selection: Mapping[SpeechId, Sequence[Span]]
    here: Span | None
    """The hit at which the reader stands."""
    marked: frozenset[SpeechId]
    note: NoteId | None
    choosing: str
    hits_marked: bool
    words: tuple[str, str]
    """Whether all is saved, and what was said last."""
    hint: Sequence[tuple[str, str]]
    asides: Asides = NOTHING


class Painter:
    """Makes the rows of scenes with one ink, and keeps what it made until it is told to forget."""

    def __init__(self, ink: Ink) -> None:
        self.ink = ink
        self._strips: LRUCache[tuple[object, ...], Strip] = LRUCache(STRIPS)
        self._bar: tuple[tuple[object, ...], tuple[paint_bar.Cell, ...]] | None = None
        self._noted: tuple[Page | None, dict[SpeechId, tuple[Sequence[Mark], tuple[int, ...]]]] = (None, {})
        self._cards: tuple[Scene, list[paint_notes.CardRow | None]] | None = None
        self._foot: tuple[Scene, list[Strip]] | None = None

    def row(self, scene: Scene, y: int) -> Strip:
        """The row of the pane at `y`, as wide as the pane."""
        frame = scene.frame
        foot = self.foot(scene)
        if y >= frame.height - len(foot):
            return foot[y - frame.height + len(foot)]
        if scene.view is None or scene.thread is None or not scene.view.page.speeches:
            return self._empty(scene, y)
        if y < frame.head:
            page, top = scene.view.page, scene.view.top
            if top < len(page.heading):
                return self._blank(frame.width)
            return paint_status.head(scene.thread.debate_at(page.place_at(top)), frame.width, self.ink)
        return self._body(scene, scene.view, y - frame.head)

    def _empty(self, scene: Scene, y: int) -> Strip:
        words = EMPTY if scene.thread is None else "Nothing was said under this heading."
        if scene.thread is not None and scene.frame.head <= y < scene.frame.head + 1:
            return paint_status.head(scene.thread.debate, scene.frame.width, self.ink)
        pieces = [("  " + words, self.ink.of("dim"))] if y == scene.frame.height // 2 else []
        return strip(pieces, scene.frame.width, self.ink.base)

    def _blank(self, cells: int) -> Strip:
        return strip((), cells, self.ink.base)

    def foot(self, scene: Scene) -> list[Strip]:
        """The status line, or the hint that takes its place."""
        if self._foot is None or self._foot[0] is not scene:
            self._foot = scene, self._make_foot(scene)
        return self._foot[1]

    def _make_foot(self, scene: Scene) -> list[Strip]:
        frame, view = scene.frame, scene.view
        if not frame.foot:
            return []
        if scene.hint:
            return paint_status.hint(scene.hint, frame.width, min(HINT_ROWS, frame.height - 1), self.ink)
        place: list[str] = []
        if view is not None and scene.thread is not None and view.page.speeches:
            questions = scene.outline.questions
            place = paint_status.place_words(scene.thread, questions, view.place, view.caret, seen(view))
            chosen = chosen_words(scene) if scene.choosing else ""
            marked = marked_words(scene) if (scene.marked or scene.hits_marked) and not chosen else ""
            for told in filter(None, (scene.asides.told(view.caret.speech), chosen, marked)):
                place = paint_status.with_words(told, place)
        return paint_status.foot(place, *scene.words, frame.width, min(HINT_ROWS, frame.height // 2), self.ink)

    # The body: outline, text, bar, notes

    def _body(self, scene: Scene, view: View, y: int) -> Strip:
        frame = scene.frame
        parts: list[tuple[int, Strip]] = []
        over: list[tuple[int, Strip]] = []
        for panel, paint in ((frame.outline, self._outline), (frame.notes, self._notes)):
            if panel is not None:
                (over if panel.over else parts).append((panel.left, paint(scene, view, panel, y)))
        parts.append((frame.gutter.left, self._text(scene, view, view.top + y)))
        if frame.bar.width:
            parts.append((frame.bar.left, self._bar_cell(scene, view, y)))
        whole = self._set(sorted(parts, key=lambda part: part[0]), frame.width)
        for left, top in over:
            right = left + top.cell_length
            edge = self._blank(1)  # one cell of the page's own ground, so that no cut word touches the panel
            before, after = whole.crop(0, max(0, left - 1)), whole.crop(right + 1, frame.width)
            whole = Strip.join([before, edge if left else None, top, edge if right < frame.width else None, after])
        return whole

    def _set(self, parts: list[tuple[int, Strip]], cells: int) -> Strip:
        """Strips at their columns, blanks between."""
        segments: list[Segment] = []
        base, at, blank = self.ink.base, 0, 0
        for left, part in parts:
            blank += left - at
            for segment in part:
                if segment.style is base and segment.text.isspace():
                    blank += len(segment.text)
                    continue
                if blank:
                    segments.append(Segment(" " * blank, base))
                    blank = 0
                segments.append(segment)
            at = left + part.cell_length
        blank += max(0, cells - at)
        if blank:
            segments.append(Segment(" " * blank, base))
        made = Strip(segments, max(at, cells))
        return made if at <= cells else made.crop(0, cells)

    def _text(self, scene: Scene, view: View, row: int) -> Strip:
        extra = self._extra(scene, view, row)
        key = (row, extra)
        made = self._strips.get(key)
        if made is None:
            made = self._strips[key] = text_row(view.page, row, scene.frame, extra, self.ink)
        return made

    def _extra(self, scene: Scene, view: View, row: int) -> Extra:
        page = view.page
        place = page.place_at(row)
        if place < 0 or row >= len(page):
            return PLAIN
        speech = page.speeches[place].id
        current = place == view.place and row in page.rows_of(place)
        over, hits = scene.marks.of.get(speech, ()), scene.hits.get(speech, ())
        chosen = scene.selection.get(speech, ())
        marked = speech in scene.marked
        judged = scene.asides.letter(speech)
        if not (over or hits or chosen or marked or current or judged != " "):
            return PLAIN
        line = page.line(row)
        runs = flatten(line.start, line.end, over, hits, chosen, scene.here) if line.kind is LineKind.TEXT else ()
        mark, dot = self._gutter(scene, line, over)
        if marked and row == page.rows_of(place).start:
            dot = MARKED
        return Extra(runs, caret_in(scene, view, line) if current else None, current, mark, dot, judged)

    def _gutter(self, scene: Scene, line: Line, over: Sequence[Mark]) -> tuple[str, str]:
        """The letter of a code whose words are in a line, and a dot where notes begin."""
        if not over or line.kind in BARE or (line.kind is LineKind.NAME and line.part):
            return " ", " "
        if line.kind is LineKind.TEXT:
            inside = [mark for mark in over if mark.start < line.end and mark.end > line.start]
            begun = [mark for mark in inside if mark.start >= line.start]
        else:
            inside = []
            begun = [mark for mark in over if mark.start == mark.end or line.kind is LineKind.FOLD]
        coded = [mark.look.partition(":")[2] for mark in inside if mark.look.startswith("code:")]
        letter = scene.codes[coded[0]].letter[:1] if coded and coded[0] in scene.codes else " "
        return letter, (MANY if begun[1:] else DOT if begun else " ")

    def _bar_cell(self, scene: Scene, view: View, y: int) -> Strip:
        page, height = view.page, scene.frame.body
        key = (page, height, scene.marks, scene.hits, scene.asides)
        if self._bar is None or any(a is not b and a != height for a, b in zip(key, self._bar[0], strict=True)):
            noted = self._noted_rows(page, scene.marks)
            found = (page.row_near(speech, span.start) for speech, own in scene.hits.items() for span in own)
            self._bar = key, paint_bar.bar(page, height, noted, found, judged_rows(page, scene.asides))
        shows = paint_bar.thumb(len(page), height, view.top)
        return paint_bar.bar_row(self._bar[1], y, shows, self.ink, scene.frame.bar.width)

    def _noted_rows(self, page: Page, marks: Marks) -> Iterator[int]:
        """The rows of the page where notes begin; those of a speech whose marks are the same are not made again."""
        if self._noted[0] is not page:
            self._noted = page, {}
        known = self._noted[1]
        for speech, own in marks.of.items():
            kept = known.get(speech)
            if kept is None or kept[0] is not own:
                kept = known[speech] = own, tuple({page.row_near(speech, mark.start) for mark in own})
            yield from kept[1]

    def _outline(self, scene: Scene, view: View, panel: Panel, y: int) -> Strip:
        index = scene.outline_top + y
        entries = scene.outline.entries
        entry = entries[index] if index < len(entries) else None
        current = entry is not None and index == scene.outline.row_of(view.place)
        noted = False
        if entry is not None and not entry.under and scene.marks.of:
            turns = scene.thread.exchanges[entry.exchange].turns if scene.thread is not None else ()
            noted = any(view.page.speeches[turn].id in scene.marks.of for turn in turns)
        key = ("outline", index, current, noted, panel)
        made = self._strips.get(key)
        if made is None:
            made = paint_outline.outline_row(view.page, entry, panel.width, current, noted, self._ground(panel))
            self._strips[key] = made
        return made

    def _notes(self, scene: Scene, view: View, panel: Panel, y: int) -> Strip:
        return paint_notes.notes_row(self.cards(scene)[y], panel.width, scene.note, self._ground(panel))

    def cards(self, scene: Scene) -> list[paint_notes.CardRow | None]:
        """What stands beside each row that shows."""
        if self._cards is None or self._cards[0] is not scene:
            found: list[paint_notes.CardRow | None] = [None] * scene.frame.body
            if scene.view is not None and scene.frame.notes is not None:
                rows = range(scene.view.top, scene.view.top + scene.frame.body)
                found = paint_notes.cards(
                    scene.view.page, scene.marks, scene.codes, rows, scene.frame.notes.width, scene.asides
                )
            self._cards = scene, found
        return self._cards[1]

    def _ground(self, panel: Panel) -> Ink:
        """The ink of a panel: one that lies over the text has a ground of its own."""
        return self.ink.on_panel if panel.over else self.ink


PLAIN = Extra()


def judged_rows(page: Page, asides: Asides) -> dict[int, str]:
    """The letters of verdicts by the rows at which the answers begin."""
    return {page.row_near(speech, 0): asides.letter(speech) for speech in asides.verdicts if speech in page.places}


def caret_in(scene: Scene, view: View, line: Line) -> tuple[int, int] | None:
    """The code points of the caret where it shows in a line: while words are chosen, and past a speech's beginning."""
    at = view.caret.offset
    if line.kind is not LineKind.TEXT or not (scene.choosing or at) or not line.start <= at < line.end:
        return None
    text = view.page.speeches[line.place].text[line.start : line.end]
    start, end = next((a, b) for a, b, _ in clusters(text) if b > at - line.start)
    return line.start + start, line.start + end


def chosen_words(scene: Scene) -> str:
    """How much is chosen, in words."""
    if scene.view is None:
        return ""
    page = scene.view.page
    count = sum(
        len(page.speeches[page.places[speech]].text[span.start : span.end].split())
        for speech, spans in scene.selection.items()
        for span in spans
    )
    return f"{count:,} word{'s' if count != 1 else ''} chosen"


def marked_words(scene: Scene) -> str:
    """How many places are marked for what is done to several."""
    hits = sum(map(len, scene.hits.values())) if scene.hits_marked else 0
    count = hits or len(scene.marked)
    one, many = ("hit", "hits") if hits else ("speech", "speeches")
    return f"{count:,} {one if count == 1 else many} marked"
