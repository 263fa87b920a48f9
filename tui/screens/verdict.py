"""`A`: the box in which an answer is judged, by one key, with a note where the reader wants one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from store.grades import MEANINGS
from tui.screens.base import Modal

TAKE_AWAY = ""
"""The verdict that is none."""
KEYS = "a letter keeps it   Tab writes a note   Enter keeps the marked one   Esc leaves"


class Given(NamedTuple):
    """What the reader says."""

    verdict: str
    note: str


class Grades(Static, can_focus=True):
    """The set, one a line; has the keys while no note is written."""


class VerdictScreen(Modal[Given | None]):
    """Asks for a verdict; gives it with its note, or None where Escape was pressed."""

    AUTO_FOCUS = "#verdict-grades"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "Leave", id="verdict.leave", tooltip="Close, and change nothing"),
        Binding("j,down", "move(1)", "Down", id="verdict.down", tooltip="The next verdict of the set"),
        Binding("k,up", "move(-1)", "Up", id="verdict.up", tooltip="The verdict above"),
        Binding("enter", "keep", "Keep", id="verdict.keep", tooltip="Keep the marked verdict, with its note"),
        Binding("x", "remove", "Take away", id="verdict.remove", tooltip="Take the verdict away"),
    ]

    def __init__(self, about: str, question: str, grades: Mapping[str, str], now: Given | None) -> None:
        """`about` says whose answer it is, `question` how what was asked begins; `now` is the verdict it has."""
        super().__init__()
        self._about, self._question, self._grades, self._now = about, question, grades, now
        names = list(grades)
        self._at = names.index(now.verdict) if now and now.verdict in grades else 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="ask-box"):
            yield Static(Content(self._about), classes="ask-title")
            if self._question:
                yield Static(Content(self._question), id="verdict-question")
            yield Grades(id="verdict-grades")
            note = self._now.note if self._now else ""
            yield Input(note, id="verdict-note", placeholder="why, in a few words", compact=True, select_on_focus=False)
            away = "   x takes it away" if self._now else ""
            yield Static(Content(KEYS + away), classes="ask-keys")

    def on_mount(self) -> None:
        self._paint()

    def _paint(self) -> None:
        lines = []
        for place, (name, letter) in enumerate(self._grades.items()):
            here, has = place == self._at, self._now is not None and self._now.verdict == name
            told = f"   {MEANINGS[name]}" if name in MEANINGS else ""
            lines.append(
                Content.assemble(
                    (f" {'▸' if here else ' '} {letter}  ", "bold"),
                    (f"{name:<14}", "bold" if here else ""),
                    (f"{told}{'   ✓ now' if has else ''}", "dim"),
                )
            )
        self.query_one(Grades).update(Content("\n").join(lines))

    def on_key(self, event: events.Key) -> None:
        """A letter of the set, while no note is written."""
        name = next((name for name, letter in self._grades.items() if letter == event.character), None)
        if name is not None and not isinstance(self.focused, Input):
            event.stop()
            self._give(name)

    def _give(self, name: str) -> None:
        self.dismiss(Given(name, self.query_one(Input).value))

    def action_move(self, by: int) -> None:
        self._at = max(0, min(self._at + by, len(self._grades) - 1))
        self._paint()

    def action_keep(self) -> None:
        self._give(list(self._grades)[self._at])

    @on(Input.Submitted)
    def _noted(self) -> None:
        self.action_keep()

    def action_remove(self) -> None:
        self.dismiss(Given(TAKE_AWAY, ""))

    def action_leave(self) -> None:
        self.dismiss(None)
