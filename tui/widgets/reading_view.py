"""What the reading pane shows: a debate at a place, with notes, hits and chosen words, drawn line by line.

One widget draws all that changes on a key press, because several, measured, take four times as long.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from store.model import NoteId, Place, Position, Span, SpeechId
from store.readings import Thread
from store.records import Code, Note
from tui.layout.asides import NOTHING
from tui.layout.frame import Frame, frame
from tui.layout.marks import Marks, between, by_speech, marks, whole
from tui.layout.motions import CONTEXT, View, at_top, seen, taken_to
from tui.layout.outline import Outline, outline
from tui.layout.page import Page
from tui.layout.rows import Rows, first_folds
from tui.widgets.ink import CSS, PARTS, Ink, over
from tui.widgets.scene import HINT_ROWS, Painter, Scene

BEGINNING = 1_000_000
"""The row of a place that shows the debate from its heading on."""


class ReadingView(Widget, can_focus=True):
    """Draws a debate. Knows values, never the library; whoever owns it sets them and it paints once."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"reading--{part}" for part in PARTS}
    DEFAULT_CSS = CSS

    class Moved(Message):
        """The caret stands elsewhere, or more has been read: the place is worth keeping."""

    class SelectionChanged(Message):
        """Words were chosen, or are no longer."""

    class NoteOpened(Message):
        """The reader asks to see a note."""

        def __init__(self, note: NoteId) -> None:
            super().__init__()
            self.note = note

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 # Textual's own name for it
        super().__init__(id=id)
        self.thread: Thread | None = None
        self.view: View | None = None
        self.laid: Rows | None = None  # made elsewhere, for the page that they fit
        self.codes: Mapping[str, Code] = {}
        self.marks = Marks()
        self.folds: frozenset[SpeechId] = frozenset()
        self.choosing = ""
        """`v` while words are chosen, `V` while whole speeches are."""
        self.note: NoteId | None = None
        """The annotation on which the reader stands."""
        self.turned = [False, False]
        """Outline and notes, shown or hidden against what the width gives."""
        self._place = Place(Position(SpeechId(0)))
        """Where to stand once the size is known; its row is wanted again after every change of size."""
        self._anchor: Position | None = None
        self._hits: tuple[Span, ...] = ()
        self._hits_of: Mapping[SpeechId, Sequence[Span]] = {}
        self._here: Span | None = None
        self._sought_from = self._place.position
        self._marked: frozenset[SpeechId] = frozenset()
        self.hits_marked = False  # whether the hits are marked for what is done to several
        self._words = ("", "")
        self._hint: Sequence[tuple[str, str]] = ()
        self.asides = NOTHING
        self._outline = Outline(())
        self._outline_top = 0
        self._scene: Scene | None = None
        self._painter: Painter | None = None

    # What is shown

    def show(self, thread: Thread, notes: Sequence[Note], codes: Sequence[Code], place: Place | None = None) -> None:
        """Show a debate at a place, or at its beginning where there is none or it is gone. Divisions are folded."""
        speeches = thread.speeches
        if self.thread is None or self.thread.reading.key != thread.reading.key:
            self.folds = first_folds(speeches)
            self.choosing, self._anchor, self._marked = "", None, frozenset()
            self.hits = ()
        self.thread = thread
        if place is None or all(place.position.speech != speech.id for speech in speeches):
            first = speeches[0].id if speeches else SpeechId(0)
            place = Place(Position(first), BEGINNING, 0.0 if place is None else place.read)
        self._place = place
        self._outline = outline(thread)
        self.view = None
        self.set_notes(notes, codes)
        self._lay_out()

    def set_notes(self, notes: Sequence[Note], codes: Sequence[Code]) -> None:
        """Other notes and codes on the same debate; nothing moves."""
        self.marks = marks(notes)
        self.codes = {code.name: code for code in codes}
        self._forget()

    def change_notes(self, changes: Mapping[NoteId, Note | None]) -> None:
        """Some notes changed, came or went (None); whatever else was painted still holds."""
        self.marks = self.marks.changed(changes)
        self.repaint()

    def place(self) -> Place:
        """The caret and its row on the screen, to be shown again later, and how much has been read."""
        return self._place

    @property
    def caret(self) -> Position:
        return self._place.position

    @caret.setter
    def caret(self, position: Position) -> None:
        """Take the reader to a place; where it does not show already a little below the top."""
        if self.view is None:
            self._place = Place(position, CONTEXT, self._place.read)
        elif position.speech in self.view.page.places:
            self.set_view(taken_to(self.view, position))

    def set_view(self, view: View, *, moved: bool = True) -> None:
        """Show another view of the page. This is the only way in which the place changes."""
        before, chosen = self._place, bool(self.choosing)
        self.view = view
        self._place = Place(view.caret, view.row - view.top, max(before.read, seen(view)))
        self.repaint()
        if moved and self._place != before:
            self.post_message(self.Moved())
        if chosen:
            self.post_message(self.SelectionChanged())

    @property
    def selection(self) -> tuple[Span, ...]:
        """The words chosen, one span a speech; empty while none are."""
        if not self.choosing or self._anchor is None or self.view is None:
            return ()
        page = self.view.page
        spans = whole if self.choosing == "V" else between
        return spans(page.speeches, page.places, self._anchor, self.caret)

    def choose(self, how: str, anchor: Position | None) -> None:
        """Begin to choose words (`v`) or speeches (`V`) from a place, or leave off with an empty `how`."""
        self.choosing, self._anchor = how, anchor
        self.repaint()
        self.post_message(self.SelectionChanged())

    def clear_selection(self) -> None:
        if self.choosing:
            self.choose("", None)

    @property
    def hits(self) -> tuple[Span, ...]:
        """Places found, in the order of the debate."""
        return self._hits

    @hits.setter
    def hits(self, hits: tuple[Span, ...]) -> None:
        self._hits, self._here, self.hits_marked = hits, None, False
        self._hits_of = by_speech(hits)
        self.repaint()

    def stand_on(self, hit: Span) -> None:
        """Go to a place found, and show that it is the one."""
        self._here = hit
        self.caret = Position(hit.speech, hit.start)

    @property
    def marked(self) -> frozenset[SpeechId]:
        """Speeches marked for what is done to several."""
        return self._marked

    @marked.setter
    def marked(self, marked: frozenset[SpeechId]) -> None:
        self._marked = marked
        self.repaint()

    @property
    def status_words(self) -> str:
        """What the status line says beside the place."""
        return "  ·  ".join(filter(None, self._words))

    def tell(self, state: str, said: str = "") -> None:
        """Say in the status line whether all is saved, and what was said last."""
        if self._words != (state, said):
            self._words = state, said
            self.repaint_foot()

    @property
    def hint(self) -> Sequence[tuple[str, str]]:
        """Keys that may follow and what they do, in place of the status line; empty for none."""
        return self._hint

    @hint.setter
    def hint(self, choices: Sequence[tuple[str, str]]) -> None:
        self._hint = choices
        self.repaint_foot()

    # Layout

    @property
    def frame(self) -> Frame:
        return frame(self.size.width, self.size.height, *self.turned)

    def _lay_out(self) -> None:
        """Make the page for this size and these folds, and stand where the place says."""
        if self.thread is None or not self.size.width or not self.size.height:
            return
        parts = self.frame
        page = self.view.page if self.view is not None else None
        wanted = (parts.text.width, self.folds, self.asides.meant)
        if page is None or (page.width, page.folds, page.meant) != wanted:
            page = Page(self.thread, parts.text.width, self.folds, self.laid, self.asides)
        view = View(page, self._place.position, 0, parts.body)
        if page.speeches:
            self.view = at_top(view, view.row - min(self._place.row, parts.body - 1))
            if self._place.row == BEGINNING:
                self._place = replace(self._place, row=self.view.row - self.view.top)
        else:
            self.view = view
        self._forget()

    def refold(self, folds: frozenset[SpeechId]) -> None:
        """Other folds; the caret keeps its row. In a fold it stands at the beginning of its speech."""
        self.folds = folds
        if self.caret.speech in folds:
            self._place = Place(Position(self.caret.speech), self._place.row, self._place.read)
        self._lay_out()

    def turn(self, panel: int) -> None:
        """Show or hide the outline (0) or the notes (1)."""
        self.turned[panel] = not self.turned[panel]
        self._lay_out()

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._forget()

    # Painting

    def repaint(self) -> None:
        """Paint what is to be shown now, once, when this turn of the loop is over."""
        self._scene = None
        self.refresh()

    def repaint_foot(self) -> None:
        self._scene = None
        self.refresh(Region(0, max(0, self.size.height - HINT_ROWS), self.size.width, HINT_ROWS))

    def _forget(self) -> None:
        """Other lines, other styles: nothing that was painted holds any more."""
        self._painter = None
        self.repaint()

    def render_line(self, y: int) -> Strip:
        return self.painter.row(self.scene, y)

    @property
    def painter(self) -> Painter:
        if self._painter is None:
            ground = self.background_colors[1]
            parts = {part: over(self.get_component_styles(f"reading--{part}"), ground) for part in PARTS}
            self._painter = Painter(Ink(self.rich_style, parts, self.app.current_theme.dark, self.codes))
        return self._painter

    @property
    def scene(self) -> Scene:
        if self._scene is None or (self._scene.frame.width, self._scene.frame.height) != self.size:
            self._scene = self._see()
        return self._scene

    def _see(self) -> Scene:
        parts = self.frame
        if self.view is not None and parts.outline is not None and self._outline.entries:
            row = self._outline.row_of(self.view.place)
            self._outline_top = min(max(self._outline_top, row - parts.body + 3), max(0, row - 2))
        return Scene(
            parts, self.view, self.thread, self._outline, self._outline_top, self.marks, self.codes, self._hits_of,
            by_speech(self.selection), self._here, self._marked, self.note, self.choosing, self.hits_marked,
            self._words, self._hint, self.asides,
        )  # fmt: skip
