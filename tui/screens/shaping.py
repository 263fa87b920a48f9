"""Cutting words out of a quotation and putting others in, before it is copied. The stored text stays as it is."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static, TextArea

from store.copies import Choice, Recipe, made
from store.editing import edges, pieces, shape
from store.errors import StoreError
from store.model import Span
from store.records import Shaping
from tui.screens.base import Modal

_WORD = re.compile(r"\S+")
KEYS = (
    "v chooses words (or Shift and the arrows; else the word under the cursor)   c cut …   C cut […]   [ put words in\n"
    "u takes the last step back   Enter keeps it   Esc leaves it as it was"
)


class ShapeScreen(Modal[Choice | None]):
    """The words above, what they come to below; gives the choice as it was shaped."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Cancel", id="shape.cancel", tooltip="Leave the quotation as it was"),
        Binding("enter", "keep", "Keep", id="shape.keep", tooltip="Keep the quotation so", priority=True),
        Binding("v", "choose", "Choose", id="shape.choose", tooltip="Choose words from here on; again leaves"),
        Binding("h", "go('left')", "Left", id="shape.left", tooltip="One character to the left"),
        Binding("l", "go('right')", "Right", id="shape.right", tooltip="One character to the right"),
        Binding("w,e", "word(1)", "Word", id="shape.word", tooltip="To the next word"),
        Binding("b", "word(-1)", "Word back", id="shape.word-back", tooltip="To the word before"),
        Binding("j", "go('down')", "Down", id="shape.down", tooltip="One line down"),
        Binding("k", "go('up')", "Up", id="shape.up", tooltip="One line up"),
        Binding("0", "go('line_start')", "Line start", id="shape.line-start", tooltip="The beginning of the line"),
        Binding("dollar_sign", "go('line_end')", "Line end", id="shape.line-end", tooltip="The end of the line"),
        Binding("c,x,d", "cut", "Cut", id="shape.cut", tooltip="Leave these words out: an ellipsis stands there"),
        Binding("C", "cut('…')", "Cut […]", id="shape.cut-marked", tooltip="The same, with […] as the copier's mark"),
        Binding("left_square_bracket,i", "gloss", "Put in", id="shape.gloss",
                tooltip="Put words of your own in their place, in square brackets"),
        Binding("u", "undo", "Back", id="shape.undo", tooltip="Take the last step back"),
    ]  # fmt: skip

    def __init__(self, choice: Choice, recipe: Recipe) -> None:
        super().__init__()
        (span,) = choice.spans
        self._choice, self._recipe = replace(choice, parts=()), recipe
        self._text = choice.speech(span).text[span.start : span.end]
        self._steps: list[tuple[Shaping, ...]] = [()]
        self._choosing = False

    def compose(self) -> ComposeResult:
        with Vertical(id="shape-box"):
            yield Static(Content("Cut and put in"), classes="ask-title")
            yield TextArea(self._text, id="shape-text", read_only=True, soft_wrap=True, show_line_numbers=False)
            with VerticalScroll(id="shape-right", can_focus=False):
                yield Static(id="shape-preview", markup=False)
            yield Static(Content(KEYS), id="shape-keys", classes="ask-keys")

    def on_mount(self) -> None:
        area = self.query_one(TextArea)
        area.move_cursor((0, 0))
        self.set_focus(area)
        self._show()

    @property
    def _area(self) -> TextArea:
        return self.query_one(TextArea)

    def shaped(self) -> Choice:
        """The choice as it is now: the words that are left, and the column in which they stand."""
        shapings = self._steps[-1]
        if not shapings:
            return self._choice
        (span,) = self._choice.spans
        first, last = edges(self._text, shapings)
        if first == last:
            raise StoreError("nothing is left of the quotation; u takes the last step back")
        inner = Span(span.speech, span.start + first, span.start + last)
        return replace(self._choice, spans=(inner,), parts=pieces(self._text, shapings))

    def _show(self) -> None:
        try:
            copy = made(self.shaped(), self._recipe).text
        except StoreError as error:
            copy = str(error)
        self.query_one("#shape-preview", Static).update(Content(copy))

    def _tell(self, words: str) -> None:
        self.query_one("#shape-keys", Static).update(Content(words))

    # Choosing

    def action_choose(self) -> None:
        self._choosing = not self._choosing
        if not self._choosing:
            self._area.move_cursor(self._area.cursor_location)

    def action_go(self, where: str) -> None:
        getattr(self._area, f"action_cursor_{where}")(self._choosing)

    def action_word(self, by: int) -> None:
        """To the beginning of the next word, or of this one or the one before."""
        here = self._offset(self._area.cursor_location)
        starts = [found.start() for found in _WORD.finditer(self._text)]
        if by > 0:
            there = next((start for start in starts if start > here), len(self._text))
        else:
            there = next((start for start in reversed(starts) if start < here), 0)
        line = self._text.count("\n", 0, there)
        self._area.move_cursor((line, there - self._offset((line, 0))), select=self._choosing)

    def _offset(self, place: tuple[int, int]) -> int:
        lines = self._text.split("\n")
        return sum(len(line) + 1 for line in lines[: place[0]]) + place[1]

    def _chosen(self) -> tuple[int, int]:
        """The words chosen, else the word under the cursor, as code points of the quotation."""
        area = self._area
        start, end = sorted((self._offset(area.selection.start), self._offset(area.selection.end)))
        if start == end:
            while start > 0 and not self._text[start - 1].isspace():
                start -= 1
            while end < len(self._text) and not self._text[end].isspace():
                end += 1
        return start, end

    # Shaping

    def _step(self, start: int, end: int, put: str | None) -> None:
        try:
            self._steps.append(shape(self._steps[-1], start, end, put))
        except StoreError as error:
            self._tell(str(error))
            return
        self._choosing = False
        self._area.move_cursor(self._area.cursor_location)
        self._tell(KEYS)
        self._show()

    def action_cut(self, put: str | None = None) -> None:
        start, end = self._chosen()
        if start < end:
            self._step(start, end, put)

    def action_gloss(self) -> None:
        from tui.screens.ask import AskScreen  # read when first asked for

        start, end = self._chosen()

        def put(words: str | None) -> None:
            if words and words.strip("[] "):
                self._step(start, end, words.strip("[] "))

        title = f"Instead of “{' '.join(self._text[start:end].split())}”"
        self.app.push_screen(AskScreen(title, "", "your words, shown in square brackets   Enter   Esc leaves"), put)

    def action_undo(self) -> None:
        if len(self._steps) > 1:
            self._steps.pop()
            self._show()

    def action_keep(self) -> None:
        try:
            self.dismiss(self.shaped())
        except StoreError as error:
            self._tell(str(error))

    def action_leave(self) -> None:
        if self._choosing:
            self.action_choose()
        else:
            self.dismiss(None)

    @on(TextArea.SelectionChanged)
    def _moved(self) -> None:
        """Nothing but the cursor changes."""
