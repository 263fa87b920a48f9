"""`Y`: every style and form, with the finished text before it is copied."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from store.citations import STYLES
from store.copies import FORMS, Choice, Copy, citation, quoted
from store.errors import StoreError

WHAT = ("quote", "citation")


class CopyMenu(ModalScreen[tuple[str, str, Copy] | None]):
    """Gives the style, the form and the text chosen; None where Escape was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Cancel", id="menu.cancel", tooltip="Close without copying"),
        Binding("f,right", "form", "Form", id="menu.form", tooltip="Plain text, Markdown, HTML"),
        Binding("w,left", "what", "Words", id="menu.what", tooltip="Quotation with citation, or the citation alone"),
        Binding("j", "move(1)", "Down", id="menu.down", tooltip="The next style"),
        Binding("k", "move(-1)", "Up", id="menu.up", tooltip="The style above"),
    ]

    def __init__(self, choice: Choice, style: str, form: str) -> None:
        super().__init__()
        self._choice, self._style = choice, style if style in STYLES else "parliament"
        self._form = form if form in FORMS else FORMS[0]
        self._what = WHAT[0]

    def compose(self) -> ComposeResult:
        with Vertical(id="copy-box"):
            with Horizontal(id="copy-columns"):
                yield OptionList(*self._options(), id="copy-styles", compact=True, markup=False)
                with VerticalScroll(id="copy-right", can_focus=False):
                    yield Static(id="copy-preview", markup=False)
            yield Static(id="copy-lacks", markup=False)
            yield Static(Content("Enter copies and keeps   f form   w words   j k style   Esc leaves"), id="copy-keys")

    def _options(self) -> list[Option | None]:
        """The styles under the name of whom they serve."""
        options: list[Option | None] = []
        group = ""
        for style in sorted(STYLES.values(), key=lambda style: _ORDER.index(style.group)):
            if style.group != group:
                group = style.group
                options.append(Option(Content.styled(group.capitalize(), "bold"), disabled=True))
            options.append(Option(Content(f"  {style.title}"), id=style.name))
        return options

    def on_mount(self) -> None:
        styles = self.query_one(OptionList)
        styles.highlighted = styles.get_option_index(self._style)
        self.set_focus(styles)

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        if event.option.id is not None:
            self._style = event.option.id
            self._preview()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        if event.option.id is not None:
            self._style = event.option.id
            made = self._made()
            if isinstance(made, Copy):
                self.dismiss((self._style, self._form, made))

    def _made(self) -> Copy | StoreError:
        try:
            if self._what == "citation" or STYLES[self._style].forms[0] not in FORMS:
                forms = STYLES[self._style].forms
                return citation(self._choice, self._style, self._form if self._form in forms else forms[0])
            return quoted(self._choice, self._style, self._form)
        except StoreError as error:
            return error

    def _preview(self) -> None:
        made = self._made()
        shown, lacks = (made.text, made.lacks) if isinstance(made, Copy) else (str(made), ())
        self.query_one("#copy-preview", Static).update(Content(shown))
        missing = f"   missing: {', '.join(lacks)}" if lacks else ""
        self.query_one("#copy-lacks", Static).update(Content(f"Form: {self._form} · {self._what}{missing}"))

    def action_form(self) -> None:
        self._form = FORMS[(FORMS.index(self._form) + 1) % len(FORMS)]
        self._preview()

    def action_what(self) -> None:
        self._what = WHAT[1 - WHAT.index(self._what)]
        self._preview()

    def action_move(self, by: int) -> None:
        styles = self.query_one(OptionList)
        if by > 0:
            styles.action_cursor_down()
        else:
            styles.action_cursor_up()


_ORDER = tuple(dict.fromkeys(style.group for style in STYLES.values()))
