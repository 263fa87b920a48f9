"""The codebook: its codes with letter, colour, shape and meaning, how often each is used, and which go together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.widgets import Input, Static

from store import bulk
from store.annotations import Author, put_code
from store.codebook import COLOURS, SHAPES, as_csv, as_json, bring, checked, read
from store.errors import StoreError
from store.records import Change, Code
from tui.background import background
from tui.clock import now
from tui.files import read_text, replace_file
from tui.screens.agree import Proposing
from tui.screens.ask import AskScreen
from tui.screens.base import Modal
from tui.screens.lists import ListScreen
from tui.widgets.row_list import Piece, RowList, fit

if TYPE_CHECKING:
    from store.library import Library

FIELDS = ("name", "letter", "colour", "shape", "definition")


class CodebookScreen(Proposing, ListScreen):
    """All codes, also those that highlights name and the codebook does not hold."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "add", "Add", id="codes.add", tooltip="Add a code"),
        Binding("e", "change", "Change", id="codes.change", tooltip="Change this code; its highlights follow its name"),
        Binding("d d", "delete", "delete", id="codes.delete", tooltip="Delete this code and its highlights"),
        Binding("o", "together", "Together", id="codes.together", tooltip="Which codes are in the same speeches"),
        Binding("w", "write", "Export", id="codes.export", tooltip="Write the codebook to a JSON or CSV file"),
        Binding("i", "read", "Import", id="codes.import", tooltip="Bring codes in from a JSON or CSV file"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._codes: tuple[Code, ...] = ()
        self._uses: dict[str, tuple[int, int]] = {}
        self._pairs: tuple[tuple[str, str, int, int], ...] = ()

    @background
    async def reload(self) -> None:  # type: ignore[override]  # a worker is as good as None to whoever asks
        there = self._here.name if self._here is not None else ""
        codes = await self.box.desk(lambda library: library.codes())
        self._uses = await self.box.desk(lambda library: library.code_uses())
        self._pairs = await self.box.desk(lambda library: library.codes_together())
        known = {code.name for code in codes}
        self._codes = (*codes, *(Code(name, "?", "", "underline", "not in the codebook") for name in sorted(
            set(self._uses) - known)))  # fmt: skip
        names = [code.name for code in self._codes]
        self.rows.show(len(names), names.index(there) if there in names else self.rows.cursor)
        self.title_line("Codebook", f"{len(codes)} code{'s' if len(codes) != 1 else ''}")
        if not self._said:
            self.say("Enter highlights   a add   e change   d d delete   o together   w export   i import")

    @property
    def _here(self) -> Code | None:
        return self._codes[self.rows.cursor] if self.rows.cursor < len(self._codes) else None

    def draw(self, row: int, width: int) -> Sequence[Piece]:
        code = self._codes[row]
        uses, debates = self._uses.get(code.name, (0, 0))
        counted = f"{uses:,} in {debates:,} debate{'s' if debates != 1 else ''}" if uses else "not used"
        name = fit(code.name, min(22, width // 3))
        return [
            (f" {code.letter}  ", "mark"), (name, ""), (f"{counted:>20}   ", "dim"),
            (fit(code.definition, width - len(name) - 27), "dim"),
        ]  # fmt: skip

    def preview(self) -> Content:
        code = self._here
        if code is None:
            return Content()
        together = [
            f"{other} in {both:,} speech{'es' if both != 1 else ''}, on the same words in {same:,}"
            for one, two, both, same in self._pairs
            if code.name in (one, two) and (other := two if one == code.name else one)
        ]
        facts = [f"H {code.letter}   {code.name}", code.definition, f"{code.colour or 'no colour'}, {code.shape}"]
        return Content("\n".join(filter(None, [*facts, *(["", "together with", *together] if together else [])])))

    def _author(self) -> Author:
        return Author(now(), self.box.began.config.author)

    @on(RowList.Opened)
    def _opened(self) -> None:
        if self._here is not None:
            self.box.action_notebook(f'code:"{self._here.name}"')

    def action_together(self) -> None:
        """The table of all pairs."""
        lines = [
            f"{one} + {two}: {both:,} speech{'es' if both != 1 else ''}, on the same words in {same:,}"
            for one, two, both, same in self._pairs
        ]
        self.box.show_lines("Codes in the same speeches", lines or ["no speech has two codes yet"])

    # Adding, changing, deleting

    def action_add(self) -> None:
        self.app.push_screen(CodeScreen(None, [code for code in self._codes if code.letter != "?"]), self._added)

    def _added(self, code: Code | None) -> None:
        if code is not None:
            self.box.apply(put_code(code))

    def action_change(self) -> None:
        before = self._here
        if before is None:
            return
        others = [code for code in self._codes if code is not before and code.letter != "?"]

        def changed(after: Code | None) -> None:
            if after is None:
                return
            if before.letter == "?":
                self.box.apply(put_code(after))
            elif before.name == after.name:
                self.box.apply(bulk.rename_code((), before, after, self._author()))
            else:
                self.propose(
                    lambda library: bulk.rename_code(library.coded(before.name), before, after, self._author())
                )

        self.app.push_screen(CodeScreen(before, others), changed)

    def action_delete(self) -> None:
        code = self._here
        if code is None:
            return
        if code.letter == "?":
            self.propose(lambda library: bulk.code_notes(library.coded(code.name), None, self._author()))
        else:
            self.propose(lambda library: bulk.remove_code(library.coded(code.name), code, self._author()))

    # Out and in

    def action_write(self) -> None:
        keys = "a name that ends in .json or .csv   Enter writes   Esc leaves"
        self.app.push_screen(AskScreen("Write the codebook to", "codebook.json", keys), self._write)

    def _write(self, path: str | None) -> None:
        if not path:
            return
        file = Path(path).expanduser()
        codes = [code for code in self._codes if code.letter != "?"]
        if file.exists():
            self.say(f"{file} is there already; give another name")
            return
        try:
            text = as_csv(codes) if file.suffix.casefold() == ".csv" else as_json(codes)
            replace_file(file, text, over=False)
        except OSError as error:
            self.say(f"{file}: the codebook could not be written: {error.strerror}")
        else:
            self.say(f"wrote {len(codes)} code{'s' if len(codes) != 1 else ''} to {file}")

    def action_read(self) -> None:
        from tui.screens.paths import Paths  # read when first asked for

        keys = "→ completes   Enter shows what would change   Esc leaves"
        self.app.push_screen(AskScreen("Bring codes in from", "", keys, Paths()), self._read)

    def _read(self, path: str | None) -> None:
        if path:
            self.propose(_bringing(Path(path).expanduser()))


def _bringing(file: Path) -> Callable[[Library], Change | None]:
    return lambda library: bring(library.codes(), read(read_text(file), str(file)))


class CodeScreen(Modal[Code | None]):
    """A form of five lines for a code; gives it, or None where Escape was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Cancel", id="code.cancel", tooltip="Leave the codebook as it is"),
        Binding("ctrl+s", "save", "Save", id="code.save", tooltip="Keep this code", priority=True),
    ]

    def __init__(self, code: Code | None, others: Sequence[Code]) -> None:
        super().__init__()
        self._code, self._others = code, others

    def compose(self) -> ComposeResult:
        code = self._code or Code("", "", "green")
        suggest = {"colour": SuggestFromList(COLOURS), "shape": SuggestFromList(SHAPES)}
        with Vertical(classes="ask-box"):
            yield Static(Content("Change this code" if self._code else "A new code"), classes="ask-title")
            for name in FIELDS:
                value = "" if getattr(code, name) == "?" else str(getattr(code, name))
                yield Static(Content(name), classes="facts-name")
                yield Input(value, id=f"code-{name}", compact=True, suggester=suggest.get(name), select_on_focus=False)
            yield Static(Content("Tab next   → completes   Enter keeps   Esc leaves it"), classes="ask-keys")

    @on(Input.Submitted)
    def action_save(self) -> None:
        typed = [self.query_one(f"#code-{name}", Input).value.strip() for name in FIELDS]
        try:
            self.dismiss(checked(Code(*typed), self._others))
        except StoreError as error:
            self.query_one(".ask-keys", Static).update(Content(str(error)))
