"""Tags for the speech or the words chosen: completed by use, in any case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.suggester import Suggester
from textual.widgets import Input, Static

from store.errors import StoreError
from tui.screens.base import Modal

if TYPE_CHECKING:
    from tui.app import Dispatchbox


class ByUse(Suggester):
    """Completes the tag being typed, after the last comma, with the most used one that begins so."""

    def __init__(self, tags: Sequence[str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._tags = tags

    async def get_suggestion(self, value: str) -> str | None:
        head, comma, last = value.rpartition(",")
        typed = last.lstrip()
        if not typed:
            return None
        for tag in self._tags:
            if tag.casefold().startswith(typed.casefold()) and len(tag) > len(typed):
                return f"{head}{comma}{last[: len(last) - len(typed)]}{typed}{tag[len(typed) :]}"
        return None


def split_tags(text: str, known: Sequence[str]) -> tuple[str, ...]:
    """The tags of a line parted by commas, each once, in the spelling already in use where there is one."""
    spelling = {tag.casefold(): tag for tag in reversed(known)}
    found: dict[str, str] = {}
    for part in text.split(","):
        name = " ".join(part.split()).lstrip("#")
        if name:
            found.setdefault(name.casefold(), spelling.get(name.casefold(), name))
    return tuple(found.values())


class TagScreen(Modal[tuple[str, ...] | None]):
    """Asks for tags; gives them all, or None where Escape was pressed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="tags.save", tooltip="Keep these tags", priority=True),
        Binding("escape", "dismiss(None)", "Cancel", id="tags.cancel", tooltip="Leave the tags as they are"),
    ]

    def __init__(self, title: str, current: Sequence[str] = ()) -> None:
        """`current` are the tags that stand in the box at first."""
        super().__init__()
        self._title, self._current = title, current
        self._known: list[str] = []

    def compose(self) -> ComposeResult:
        with Vertical(id="tag-box"):
            yield Static(Content(self._title), id="tag-title")
            value = "".join(f"{tag}, " for tag in self._current)
            yield Input(value, id="tag-input", suggester=ByUse(self._known), compact=True, select_on_focus=False)
            yield Static(id="tag-known")
            yield Static(Content("→ completes   Enter keeps   a comma parts tags"), id="tag-keys")

    async def on_mount(self) -> None:
        """The tags in use, most used first, complete what is typed; keys wait for them, and so for their spelling."""
        app = cast("Dispatchbox", self.app)
        try:
            self._known += [tag.name for tag, _ in await app.desk(lambda library: library.tags())]
            told = "  ".join(f"#{tag}" for tag in self._known[:12])
        except StoreError as error:
            told = str(error)
        self.query_one("#tag-known", Static).update(Content(told))

    def action_save(self) -> None:
        self._keep(self.query_one(Input).value)

    @on(Input.Submitted)
    def _done(self, event: Input.Submitted) -> None:
        self._keep(event.value)

    def _keep(self, typed: str) -> None:
        known = [*self._known]
        for tag in self._current:
            if tag not in known:
                known.append(tag)
        self.dismiss(split_tags(typed, known))
