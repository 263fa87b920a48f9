"""`g x`: notes out of the program, into a file: which, in what form, with whose citations, and where."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from store.citations import STYLES
from store.errors import StoreError
from store.exports import FORMATS
from store.exports.gathered import Wanted, gather
from tui.background import writing
from tui.clock import now, today
from tui.exporting import ending, slug, write_export
from tui.files import read_text
from tui.screens.base import Modal, View
from tui.screens.paths import Paths
from tui.widgets.pick import Pick

if TYPE_CHECKING:
    from store.library import Library
    from tui.app import Dispatchbox

FIRST_FORM = "markdown"
KEYS = "Tab or ↓ the next line   ← → another   Enter writes it   Esc leaves"
FOLDER = "export_folder"
"""The setting that keeps where the last file was written."""


@dataclass(frozen=True, slots=True)
class Part:
    """Notes that may be written out from where one stands."""

    words: str
    """`this debate`, with how many notes where that is known."""
    name: str
    """What a file of them is called."""
    wanted: Callable[[Library], Wanted]


class ExportScreen(Modal[str | None]):
    """Writes the file; gives the sentence that says so, None where Escape was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Leave", id="export.leave", tooltip="Close; nothing is written"),
        Binding("enter", "write", "Write", id="export.write", tooltip="Write the file"),
        Binding("j,down", "app.focus_next", "Down", id="export.down", tooltip="The next line"),
        Binding("k,up", "app.focus_previous", "Up", id="export.up", tooltip="The line above"),
    ]

    def __init__(self, parts: Sequence[Part], folder: str, style: str) -> None:
        super().__init__()
        self._parts, self._folder = tuple(parts), folder
        self._forms, self._styles = [*FORMATS], [*STYLES]
        self._style = self._styles.index(style) if style in self._styles else 0
        self._named = False
        """Whether the reader wrote the file's name."""
        self._over: Path | None = None
        """The file that the reader was told is there."""

    def compose(self) -> ComposeResult:
        forms = [what for _, _, what in FORMATS.values()]
        styles = [style.title for style in STYLES.values()]
        with VerticalScroll(classes="register-box", can_focus=False):
            yield Static("Write notes into a file", classes="ask-title")
            yield from self._line("What", Pick([part.words for part in self._parts], id="export-what"))
            yield from self._line("Form", Pick(forms, self._forms.index(FIRST_FORM), id="export-form"))
            yield from self._line("Citations", Pick(styles, self._style, id="export-style"))
            template = Input(id="export-template", compact=True, suggester=Paths(), select_on_focus=False)
            template.placeholder = "a file of your own, in Jinja2; else ours"
            yield from self._line("Template", template)
            file = Input(self._file(), id="export-file", compact=True, suggester=Paths(), select_on_focus=False)
            yield from self._line("File", file)
            yield Static(id="export-said", classes="ask-keys", markup=False)
            yield Static(KEYS, classes="ask-keys", markup=False)

    def _line(self, name: str, field: Pick | Input) -> ComposeResult:
        with Horizontal(classes="report-fact", id=f"{field.id}-line"):
            yield Static(name, classes="fact-name")
            yield field

    def on_mount(self) -> None:
        self.query_one("#export-what").focus()
        self._say("")

    @property
    def _form(self) -> str:
        return self._forms[self._pick("form").at]

    def _pick(self, name: str) -> Pick:
        return self.query_one(f"#export-{name}", Pick)

    def _file(self, part: int = 0, form: str = FIRST_FORM) -> str:
        return str(Path(self._folder) / f"{slug(self._parts[part].name)}{FORMATS[form][1]}")

    def _say(self, words: str) -> None:
        self.query_one("#export-said", Static).update(Content(words))

    # The file follows what is chosen, until the reader names it

    @on(Pick.Turned)
    def _turned(self) -> None:
        box = self.query_one("#export-file", Input)
        form = self._form
        self.query_one("#export-template-line").display = form == "markdown"
        if not self._named:
            with self.prevent(Input.Changed):
                box.value = self._file(self._pick("what").at, form)
        elif ending(box.value) != form:
            with self.prevent(Input.Changed):
                box.value = str(Path(box.value).with_suffix(FORMATS[form][1]))
        self._over = None
        self._say("")

    @on(Input.Changed, "#export-file")
    def _written(self, event: Input.Changed) -> None:
        """An ending says the form."""
        self._named = event.value != self._file(self._pick("what").at, self._form)
        form = ending(event.value)
        if form is not None and form != self._form:
            self._pick("form").choose(self._forms.index(form))

    # Writing

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_write()

    @writing
    async def action_write(self) -> None:
        """Write it; over a file that is there only where Enter is pressed again."""
        named = self.query_one("#export-file", Input).value.strip()
        if not named or named.endswith(("/", "\\")):
            self._say("give the file a name")
            return
        path, form = Path(named).expanduser(), ending(named) or self._form
        over = form != "markdown" and self._over == path
        if form != "markdown" and not over and path.is_file():
            self._over = path
            self._say(f"{path} is there already; Enter again writes over it, or give another name")
            return
        self._say("writing …")
        try:
            done = await self._write(path, form, over=over)
        except StoreError as error:
            self._say(str(error))
            return
        if done:
            self.dismiss(done)

    async def _write(self, path: Path, form: str, *, over: bool) -> str | None:
        box = cast("Dispatchbox", self.app)
        part, style = self._parts[self._pick("what").at], self._styles[self._pick("style").at]
        named = self.query_one("#export-template", Input).value.strip() if form == "markdown" else ""
        template = read_text(Path(named).expanduser()) if named else None
        at, day = now(), today()
        export = await box.desk(
            lambda library: gather(library, part.wanted(library), made=at, accessed=day, style=style)
        )
        if not export.items:
            self._say("there are no notes there; nothing was written")
            return None
        done = await asyncio.to_thread(write_export, export, form, path, template=template, force=over)
        folder = str(path.absolute().parent)
        box.desk.keep(lambda library: library.keep_setting(FOLDER, folder))
        return f"written: {done}"


async def ask_export(box: Dispatchbox) -> None:
    """Ask what is to be written from the view on top, and write it."""
    try:
        count, folder = await box.desk(lambda library: (library.note_count(), library.setting(FOLDER)))
    except StoreError as error:
        box.say(str(error))
        return
    if not count:
        box.say("there are no notes to write out yet; a in a debate makes one")
        return
    view = box.screen
    parts = [*(view.to_export() if isinstance(view, View) else ()), every(count)]

    def written(done: str | None) -> None:
        if done is not None:
            box.say(done)

    there = folder if folder and Path(folder).is_dir() else str(Path.cwd())
    box.push_screen(ExportScreen(parts, there, "parliament"), written)


def every(count: int) -> Part:
    """All notes of the library."""
    return Part(f"the whole library, {counted(count)}", "notes", lambda _: Wanted())


def counted(count: int) -> str:
    """`1 note`, `1,204 notes`."""
    return f"{count:,} note{'s' if count != 1 else ''}"
