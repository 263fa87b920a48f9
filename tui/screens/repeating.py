"""`.`: what was done last, done again here. Whatever can be repeated says so with `did` when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from tui.screens.base import View


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done again elsewhere."""

    words: str
    """What it does, as one says it: `tag housing`."""
    again: Callable[[Any], None]
    """Does it at the caret of the view that is given."""
    kind: type[View]
    """The views on which it can be done."""


class Repeating(View):
    """A view on which `.` repeats the last act that was done on any view of its kind, also in another debate."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("full_stop", "repeat", "Repeat", id="mark.repeat", tooltip="Do the last tag, highlight or copy here"),
    ]

    def did(self, words: str, again: Callable[[Any], None], kind: type[View] | None = None) -> None:
        """Remember an act for `.`; `again` is given the view on which it is to be done, of this one's kind."""
        self.box.last_act = Act(words, again, kind or type(self))

    def action_repeat(self) -> None:
        act = self.box.last_act
        if act is None:
            self.say("nothing to repeat yet; a tag, a highlight or a copy can be")
        elif not isinstance(self, act.kind):
            self.say(f"“{act.words}” cannot be done here")
        else:
            act.again(self)
