"""One of several, on a line of its own: the arrows, h and l, the space bar and a click go to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class Pick(Static, can_focus=True):
    """Shows which of its lines is chosen."""

    DEFAULT_CSS = """
    Pick { height: auto; width: 1fr; }
    Pick:focus { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l,right,space", "turn(1)", "Next", id="pick.next", tooltip="The next one"),
        Binding("h,left", "turn(-1)", "Before", id="pick.previous", tooltip="The one before"),
    ]

    class Turned(Message):
        """Another line is chosen."""

        def __init__(self, pick: Pick) -> None:
            super().__init__()
            self.pick = pick

        @property
        def control(self) -> Pick:
            return self.pick

    def __init__(self, lines: Sequence[str], at: int = 0, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._lines, self.at = tuple(lines), at

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        sides = ("‹ ", " ›") if len(self._lines) > 1 else ("  ", "")
        self.update(Content.assemble((sides[0], "dim"), self._lines[self.at], (sides[1], "dim")))

    def choose(self, at: int) -> None:
        """Choose a line; whoever owns it is told where it is another."""
        if at != self.at:
            self.at = at
            self._show()
            self.post_message(self.Turned(self))

    def action_turn(self, by: int) -> None:
        self.choose((self.at + by) % len(self._lines))

    def on_click(self, event: events.Click) -> None:
        self.action_turn(1)
