"""The keys of a pane, derived from its bindings."""

from __future__ import annotations

from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.palette import actions
from tui.screens.base import Modal


class HelpScreen(Modal[None]):
    """Every key that works where help was asked for, with what it does."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss", "Close", id="help.close", tooltip="Back to the text"),
        Binding("j,down", "scroll(1)", "Down", id="help.down", tooltip="One line down"),
        Binding("k,up", "scroll(-1)", "Up", id="help.up", tooltip="One line up"),
        Binding("space,pagedown", "scroll(15)", "Page down", id="help.page-down", tooltip="A page down"),
        Binding("b,pageup", "scroll(-15)", "Page up", id="help.page-up", tooltip="A page up"),
    ]

    def __init__(self, active: dict[str, ActiveBinding]) -> None:
        super().__init__()
        self._active = active

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="help-box", can_focus=False):
            yield Static(Content.assemble(("Keys here", "bold"), "   j k to scroll, Esc to close\n"))
            yield Static(id="help-table")

    def on_resize(self) -> None:
        self.call_after_refresh(self._show)

    def _show(self) -> None:
        self.query_one("#help-table", Static).update(
            self._table(self.query_one("#help-box").scrollable_content_region.width)
        )

    def _table(self, cells: int) -> Content:
        """Keys to the left of a margin, what they do to the right of it, however many lines that takes."""
        told = [(keys, bound.binding.tooltip) for bound, keys in actions(self._active)]
        margin = max((len(keys) for keys, _ in told), default=0)
        lines = []
        for keys, does in told:
            first, *more = wrap(does, max(16, cells - margin - 3)) or [""]
            lines.append(Content.assemble((keys.rjust(margin), "bold"), f"   {first}"))
            lines += [Content(f"{'':{margin}}   {line}") for line in more]
        return Content("\n").join(lines)

    def action_scroll(self, lines: int) -> None:
        self.query_one("#help-box").scroll_relative(y=lines, animate=False)
