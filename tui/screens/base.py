"""What every full view is to the app: it says things, shows what keys may follow, reloads, and keeps drafts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast, runtime_checkable

from textual.app import App
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen, ScreenResultType

if TYPE_CHECKING:
    from textual import events
    from textual.dom import DOMNode
    from textual.widget import Widget

    from tui.app import Dispatchbox
    from tui.screens.exporting import Part


OPENING = 10.0
"""Seconds that a screen may take to open: longer than the library waits for a lock."""


TYPED = 2.0
"""Seconds that a text box may take for what was typed."""


OPENERS = frozenset({"shelf.open", "rows.open"})
"""Keys of which the next one waits until what they open is there."""


GLANCE = 0.1
"""Seconds after which it is looked whether a view that is waited for is still there."""


@runtime_checkable
class Keeping(Protocol):
    """A screen that may hold what is not on the disk yet: a draft, the reading place."""

    def keep_now(self) -> None:
        """Keep it. Called when the program must go at once."""


async def standing(screen: Screen[Any]) -> bool:
    """Wait until a screen that was opened stands, so that no word typed into it is taken for a key of another. Whether
    the program goes on: once it ends its screens are taken apart, and no key is for them."""
    end = time.monotonic() + OPENING
    while not screen.is_mounted and time.monotonic() < end:
        await asyncio.sleep(0)
    return screen.app.return_code is None


async def caught_up(widget: Widget) -> None:
    """Wait until a text box has taken in what was typed into it, so that no key that is carried out at once, such as
    ctrl+s, comes before the words. One that is taken away meanwhile is waited for no longer than a key may take."""
    taken_in = asyncio.Event()
    if widget.call_later(taken_in.set):
        with suppress(TimeoutError):
            await asyncio.wait_for(taken_in.wait(), TYPED)


async def done_with(widget: DOMNode | None) -> None:
    """Wait until what a key asked of a widget is done by every view around it: a debate that was opened is there before
    the next key, which is meant for it. One that is taken away meanwhile is waited for no longer."""
    end = time.monotonic() + OPENING
    for node in widget.ancestors_with_self if widget is not None else ():
        done = asyncio.Event()
        if isinstance(node, App) or not node.call_later(done.set):
            return
        while node.is_attached and not done.is_set() and time.monotonic() < end:
            with suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), GLANCE)


class Modal(ModalScreen[ScreenResultType]):
    """A box over a view. It closes once: what was typed while it closed neither answers twice nor closes the view."""

    _answered = False

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        if self._answered:
            return AwaitComplete()
        self._answered = True
        return super().dismiss(result)


class View(Screen[None]):
    """A full-screen view with a status line."""

    FOLLOWS: ClassVar[bool] = True
    """Whether undo leads from here to the place of what it took back; a list that shows it stays."""

    @property
    def box(self) -> Dispatchbox:
        """The app."""
        return cast("Dispatchbox", self.app)

    def on_paste(self, event: events.Paste) -> None:
        """A page pasted anywhere but into a text box comes in; of an address it is asked whether."""
        if self.focused is None or not self.focused.check_consume_key("a", "a"):
            event.stop()
            if "\n" in event.text.strip() or "://" not in event.text[:10]:
                self.box.bring_in((), text=event.text)
            else:
                self.box.action_fetch(event.text.strip())

    def say(self, words: str) -> None:
        """Put a sentence into the status line."""

    def show_hint(self, choices: Sequence[tuple[str, str]]) -> None:
        """Show the keys that may follow a prefix, in place of the status line; none brings that back."""

    def reload(self) -> None:
        """Show what has changed in the library, with the caret where it was."""

    def came_in(self, files: Sequence[dict[str, Any]]) -> None:
        """An import ended: these are its file reports."""
        self.reload()

    def to_export(self) -> Sequence[Part]:
        """The notes that may be written out from here, those most likely meant first."""
        return ()

    def keep_now(self) -> None:
        """Keep what is not on the disk yet."""
