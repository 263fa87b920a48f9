"""`g q`: the quotations gathered over many debates, in order, with notes; copied or written as one document."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from store import basket as rules
from store.compiling import Entry
from store.errors import StoreError
from store.records import Gathered
from tui.background import background, writing
from tui.clock import today
from tui.compiling import compiled, entries, form_of, write
from tui.screens.ask import AskScreen
from tui.screens.lists import ListScreen
from tui.screens.paths import Paths
from tui.screens.recipes import Recipes
from tui.widgets.row_list import Piece, RowList, fit

if TYPE_CHECKING:
    from store.copies import Recipe

Line = tuple[Gathered, Entry | None, bool]
"""A quotation, what is to be written of it, and whether its words still stand in the record."""
EMPTY = "the basket is empty; s in a debate puts the words chosen, or the speech, into it"
KEYS = "J K move  e note  d d out  y copy all  w write  c style  r resolve  Enter opens"


class BasketScreen(Recipes, ListScreen):
    """The basket."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("J", "shift(1)", "Move down", id="basket.down", tooltip="Move this quotation one down"),
        Binding("K", "shift(-1)", "Move up", id="basket.up", tooltip="Move this quotation one up"),
        Binding("e,a", "note", "Note", id="basket.note", tooltip="Say something of this quotation"),
        Binding("d d", "drop", "out", id="basket.drop", tooltip="Take this quotation out; u brings it back"),
        Binding("y", "copy", "Copy all", id="basket.copy", tooltip="Copy all as one document in Markdown"),
        Binding("w", "write", "Write", id="basket.write",
                tooltip="Write all into a file: Markdown, HTML, LaTeX, Word, BibTeX, RIS, CSL-JSON"),
        Binding("c", "style", "Style", id="basket.style", tooltip="Choose the style of its footnotes"),
        Binding("r", "resolve", "Resolve", id="basket.resolve", tooltip="Find or type what this citation lacks"),
    ]  # fmt: skip

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []
        self._recipe: Recipe | None = None

    @background
    async def reload(self) -> None:  # type: ignore[override]  # a worker is as good as None to whoever asks
        """The basket as it is now, the cursor on the quotation where it was."""
        there = self._here
        self._recipe = await self.recipe()
        self._lines = await self.box.desk(lambda library: entries(library, today()))
        places = {one.id: row for row, (one, _, _) in enumerate(self._lines)}
        cursor = places.get(there[0].id, self.rows.cursor) if there else 0
        self.rows.show(len(self._lines), min(cursor, max(0, len(self._lines) - 1)))
        debates = len({entry.choice.debate.id for _, entry, _ in self._lines if entry is not None})
        number = len(self._lines)
        facts = f"{number} quotation{'s' if number != 1 else ''} of {debates} debate{'s' if debates != 1 else ''}"
        self.title_line("Basket", f"{facts}   in the style {_title(self._recipe)}" if number else "")
        self.show_preview()
        if not self._said:
            self.say(KEYS if number else EMPTY)

    @property
    def _here(self) -> Line | None:
        return self._lines[self.rows.cursor] if self._lines else None

    def draw(self, row: int, width: int) -> Sequence[Piece]:
        one, entry, sure = self._lines[row]
        words = " ".join(quote.text for quote in one.quotes)
        who = _who(entry) if entry else "its speech is gone"
        sign = "  " if sure else "? "
        told = min(34, width * 2 // 5)
        return [(f"{row + 1:>3} ", "dim"), (sign, "mark"), (fit(f"“{words}”", width - told - 9), ""),
                (f"  {fit(who, told)}", "dim"), ("•" if one.note else " ", "mark")]  # fmt: skip

    def preview(self) -> Content:
        line = self._here
        if line is None or self._recipe is None:
            return Content(EMPTY)
        one, entry, sure = line
        parts = [Content.styled(one.note, "italic")] if one.note else []
        if entry is None:
            return Content("\n\n").join([*parts, Content("its speech is not in the library any more")])
        from store.copies import quoted
        from tui.screens.copy_menu import missing_line

        try:
            copy = quoted(entry.choice, self._recipe.style)
        except StoreError as error:
            return Content(str(error))
        parts.append(Content(copy.text))
        if copy.lacks:
            parts.append(Content(missing_line(copy.lacks)))
        if not sure:
            parts.append(Content("the record has other words now; these are those that were gathered"))
        return Content("\n\n").join(parts)

    # What the keys do

    @on(RowList.Opened)
    async def _go(self) -> None:
        line = self._here
        if line is not None and line[1] is not None:
            debate, span = line[1].choice.debate.id, line[0].quotes[0].span
            self.dismiss()
            await self.box.open_debate(debate, span.speech)

    def action_shift(self, by: int) -> None:
        self.box.apply(rules.move([one for one, _, _ in self._lines], self.rows.cursor, by))

    def action_drop(self) -> None:
        if self._here is not None:
            self.box.apply(rules.drop(self._here[0]))

    def action_note(self) -> None:
        line = self._here
        if line is None:
            return

        def noted(words: str | None) -> None:
            if words is not None:
                self.box.apply(rules.note(line[0], "" if words == "-" else words))

        keys = "stands before the quotation in the document; - takes it away   Enter keeps it   Esc leaves"
        self.app.push_screen(AskScreen("Note on this quotation", line[0].note, keys), noted)

    def _written(self) -> list[Entry]:
        return [entry for _, entry, _ in self._lines if entry is not None]

    def action_copy(self) -> None:
        if not self._lines or self._recipe is None:
            self.say(EMPTY)
            return
        try:
            text = compiled(self._written(), self._recipe.style, "markdown", "Quotations")
        except StoreError as error:
            self.say(str(error))
            return
        self.box.copy(text, f"the basket, {len(self._written())} quotations in Markdown")

    def action_write(self) -> None:
        if not self._lines:
            self.say(EMPTY)
            return
        keys = ".md .html .tex .docx .txt .bib .ris .json   → completes   Enter writes it   Esc leaves"
        self.app.push_screen(AskScreen("Write the basket into", "", keys, Paths()), self._write)

    def _write(self, path: str | None) -> None:
        if path is not None:
            self._write_into(Path(path).expanduser())

    @writing
    async def _write_into(self, file: Path) -> None:
        if self._recipe is None:
            return
        made, style = self._written(), self._recipe.style
        await self.box.desk(lambda _: write(file, made, style, form_of(file)))
        self.say(f"written: {file}, {len(made)} quotations")

    @background
    async def action_style(self) -> None:
        from tui.screens.copy_menu import CopyMenu, Picked  # read when first asked for

        line = self._here
        if line is None or line[1] is None or self._recipe is None:
            self.say(EMPTY)
            return

        def picked(chosen: Picked | None) -> None:
            if chosen is not None:
                self.keep_recipe(None, choice.debate.id, chosen.recipe)
                self.reload()

        choice = line[1].choice
        menu = CopyMenu([choice], [span.speech for span in choice.spans], self._recipe, self.own_styles())
        self.app.push_screen(menu, picked)

    def action_resolve(self) -> None:
        from tui.screens.resolving import ResolveScreen  # read when first asked for

        line = self._here
        if line is not None and line[1] is not None:
            self.app.push_screen(ResolveScreen(line[1].choice.debate.id), partial(_again, self))


def _again(screen: BasketScreen, changed: bool | None) -> None:
    if changed:
        screen.reload()


def _who(entry: Entry) -> str:
    debate = entry.choice.debate
    speech = entry.choice.speech(entry.choice.spans[0])
    who = speech.speaker.name if speech.speaker else speech.attribution
    more = f" and {len(entry.choice.spans) - 1} more" if len(entry.choice.spans) > 1 else ""
    return f"{who}{more}, {debate.date.day} {debate.date:%b %Y}"


def _title(recipe: Recipe) -> str:
    from store.citations import STYLES

    return STYLES[recipe.name].title if recipe.name in STYLES else recipe.name
