"""`Y`: every style and form, with the finished text before it is copied, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from store.citations import GROUPS, STYLES
from store.copies import FORMS, WHATS, Choice, Copy, Recipe, exchange_choice, joined, made
from store.errors import StoreError
from store.model import SpeechId
from tui.background import background
from tui.screens.base import Modal
from tui.widgets.copy_view import CopyView, Row

if TYPE_CHECKING:
    from store.templates import Template
    from tui.app import Dispatchbox

_FORMS = {"text": "plain text", "markdown": "Markdown", "html": "HTML"}
KEYS = "Enter copies   w what   f form   e cut, gloss   r resolve   d here only   Esc"


@dataclass(frozen=True, slots=True)
class Picked:
    """What the reader chose."""

    recipe: Recipe
    here_only: bool
    """Only for this debate; else it is what `y y` does from now on."""
    copy: Copy


class CopyMenu(Modal[Picked | None]):
    """Gives what was chosen; None where Escape was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Cancel", id="menu.cancel", tooltip="Close without copying"),
        Binding("enter", "copy", "Copy", id="menu.copy", tooltip="Copy, and do the same at the next y y"),
        Binding("j,down", "move(1)", "Down", id="menu.down", tooltip="The next style"),
        Binding("k,up", "move(-1)", "Up", id="menu.up", tooltip="The style above"),
        Binding("J,tab", "group(1)", "Next group", id="menu.next-group", tooltip="The next group of styles"),
        Binding("K,shift+tab", "group(-1)", "Group above", id="menu.previous-group", tooltip="The group above"),
        Binding("G,end", "move(999)", "Last", id="menu.last", tooltip="The last style"),
        Binding("g,home", "move(-999)", "First", id="menu.first", tooltip="The first style"),
        Binding("f,right", "form", "Form", id="menu.form", tooltip="Plain text, Markdown, HTML"),
        Binding("w,left", "what", "What", id="menu.what", tooltip="Quotation, block, footnote, exchange, citation …"),
        Binding("d", "here", "Here only", id="menu.here", tooltip="Keep the choice for this debate only"),
        Binding("r", "resolve", "Resolve", id="menu.resolve", tooltip="Find or type the volume and columns it lacks"),
        Binding("e", "shape", "Cut, gloss", id="menu.shape", tooltip="Cut words out of the quotation, put others in"),
        Binding("space,pagedown", "preview(8)", "Preview down", id="menu.preview-down", tooltip="On in a long text"),
        Binding("b,pageup", "preview(-8)", "Preview up", id="menu.preview-up", tooltip="Back in a long text"),
    ]  # fmt: skip

    def __init__(
        self, choices: Sequence[Choice], exchange: Sequence[SpeechId], recipe: Recipe, own: Mapping[str, Template],
        *, here_only: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._choices, self._exchange, self._own = tuple(choices), tuple(exchange), own
        self._recipe, self._here_only = recipe, here_only

    def compose(self) -> ComposeResult:
        with Vertical(id="copy-box"):
            yield CopyView(rows(self._own), id="copy-view")
            yield Static(Content(KEYS), id="copy-keys")

    def on_mount(self) -> None:
        view = self.query_one(CopyView)
        self.set_focus(view)
        self._show()

    # What is shown

    def make(self, recipe: Recipe) -> Copy | StoreError:
        """The finished text, or the sentence that says why there is none."""
        try:
            choices = self._choices
            if recipe.what == "exchange":
                choices = tuple(exchange_choice(choice, self._exchange) for choice in choices[:1])
            return joined([made(choice, recipe) for choice in choices])
        except StoreError as error:
            return error

    def _show(self) -> None:
        copy = self.make(self._recipe)
        shown, lacks = (copy.text, copy.lacks) if isinstance(copy, Copy) else (str(copy), ())
        lacking = missing_line(lacks) or "nothing is missing"
        kept = "   kept for this debate only" if self._here_only else ""
        feet = [
            [("Copies  ", "dim"), *_marked(WHATS, self._recipe.what)],
            [("as      ", "dim"), *_marked(tuple(_FORMS.values()), _FORMS[self._recipe.form]), (kept, "lacks")],
            [(lacking, "lacks" if lacks else "dim")],
        ]
        self.query_one(CopyView).show(self._recipe.name, shown, feet)

    def _with(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self._show()

    def _style(self, name: str) -> None:
        self._with(replace(self._recipe, style=self._own.get(name, name)))

    @on(CopyView.Pressed)
    def _pressed(self, event: CopyView.Pressed) -> None:
        if event.style and event.style == self._recipe.name:
            self.action_copy()
        elif event.style:
            self._style(event.style)

    # What the keys do

    def action_move(self, by: int) -> None:
        self._style(self.query_one(CopyView).neighbour(by))

    def action_group(self, by: int) -> None:
        view = self.query_one(CopyView)
        firsts = [index + 1 for index, row in enumerate(view.rows[:-1]) if not row.style]
        here = max((place for place, index in enumerate(firsts) if index <= view.at), default=0)
        self._style(view.rows[firsts[max(0, min(here + by, len(firsts) - 1))]].style)

    def action_preview(self, by: int) -> None:
        self.query_one(CopyView).scroll_preview(by)

    def action_form(self) -> None:
        self._with(replace(self._recipe, form=FORMS[(FORMS.index(self._recipe.form) + 1) % len(FORMS)]))

    def action_what(self) -> None:
        self._with(replace(self._recipe, what=WHATS[(WHATS.index(self._recipe.what) + 1) % len(WHATS)]))

    def action_here(self) -> None:
        self._here_only = not self._here_only
        self._show()

    def action_copy(self) -> None:
        copy = self.make(self._recipe)
        if isinstance(copy, Copy):
            self.dismiss(Picked(self._recipe, self._here_only, copy))

    def action_resolve(self) -> None:
        from tui.screens.resolving import ResolveScreen  # read when first asked for

        def resolved(changed: bool | None) -> None:
            if changed:
                self._read_anew()

        self.app.push_screen(ResolveScreen(self._choices[0].debate.id), resolved)

    @background
    async def _read_anew(self) -> None:
        """The debates as they are now, with what was resolved."""
        box = cast("Dispatchbox", self.app)
        which = [choice.debate.id for choice in self._choices]
        found = await box.desk(lambda library: [library.debate(debate) for debate in which])
        self._choices = tuple(replace(choice, debate=new) for choice, new in zip(self._choices, found, strict=True))
        self._show()

    def action_shape(self) -> None:
        from tui.screens.shaping import ShapeScreen  # read when first asked for

        (choice, *more) = self._choices
        if more or len(choice.spans) != 1:
            self.query_one("#copy-keys", Static).update(Content("words of one speech at a time can be cut and glossed"))
            return

        def shaped(new: Choice | None) -> None:
            if new is not None:
                self._choices = (new,)
                self._show()

        self.app.push_screen(ShapeScreen(choice, self._recipe), shaped)


def missing_line(lacks: Sequence[str]) -> str:
    """What a citation lacks, and that `r` finds it where that is so."""
    finds = "; r resolves" if {"volume", "column"} & set(lacks) else ""
    return f"missing: {', '.join(lacks)}{finds}" if lacks else ""


def rows(own: Mapping[str, object]) -> list[Row]:
    """The styles under the name of whom they serve; the reader's own first."""
    found: list[Row] = []
    if own:
        found += [Row("Your own"), *(Row(name, name) for name in own)]
    for group in GROUPS:
        found.append(Row(group.capitalize()))
        found += [Row(style.title, style.name) for style in STYLES.values() if style.group == group]
    return found


def _marked(words: Sequence[str], chosen: str) -> list[tuple[str, str]]:
    """The words in a row, the one chosen set off."""
    out: list[tuple[str, str]] = []
    for word in words:
        out += [(" · ", "dim")] if out else []
        out.append((word, "key" if word == chosen else "dim"))
    return out
