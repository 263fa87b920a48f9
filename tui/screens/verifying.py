"""`g y`: the quotations of a draft, each with what the record says of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from store.verifying import Quotation, Verdict, check, passages, quotations, told
from store.verifying.checking import Status
from store.verifying.report import details
from tui.background import background
from tui.files import read_draft
from tui.screens.lists import ListScreen
from tui.widgets.row_list import Piece, RowList, fit

if TYPE_CHECKING:
    from store.library import Library

KEYS = "Enter goes to the speech   w only what is wrong   R checks again   q closes"
_SIGNS = {Status.EXACT: "✓", Status.ALTERED: "≠", Status.MISATTRIBUTED: "!", Status.NOT_FOUND: "?"}
_AT_ONCE = 8
"""Quotations that are checked before the list is shown again."""


class VerifyScreen(ListScreen):
    """A draft's quotations, in order."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "wrong", "Wrong ones", id="verify.wrong", tooltip="Show only what is wrong, or all"),
        Binding("R", "again", "Again", id="verify.again", tooltip="Read the draft again and check it"),
    ]

    def __init__(self, draft: Path) -> None:
        super().__init__()
        self._draft = draft
        self._verdicts: list[Verdict] = []
        self._wrong_only = False

    @background
    async def reload(self) -> None:  # type: ignore[override]  # a worker is as good as None to whoever asks
        """Check every quotation; the list grows as it goes."""
        self._verdicts = []
        name, data = read_draft(self._draft)
        found = quotations(passages(name, data))
        for first in range(0, len(found), _AT_ONCE):
            some = found[first : first + _AT_ONCE]
            self._verdicts += await self.box.desk(lambda library, some=some: _checked(library, some))  # type: ignore[misc]
            self._list(f"checking {first + len(some)} of {len(found)}")
        self._list(told(self._verdicts))
        self.say(KEYS if found else "the draft quotes nothing of five words or more")

    def _list(self, facts: str) -> None:
        self.title_line(self._draft.name, facts)
        self.rows.show(len(self._shown), min(self.rows.cursor, max(0, len(self._shown) - 1)))

    @property
    def _shown(self) -> list[Verdict]:
        return [one for one in self._verdicts if not (self._wrong_only and one.right)]

    def draw(self, row: int, width: int) -> Sequence[Piece]:
        verdict = self._shown[row]
        state = verdict.status.value.replace("_", " ")
        state = "print differs" if verdict.right and verdict.otherwise else state
        look = "dim" if verdict.right and not verdict.otherwise else "" if verdict.right else "mark"
        head = f"{verdict.quotation.line:>5} {_SIGNS[verdict.status]} "
        words = fit(f"“{verdict.quotation.text}”", width - len(head) - 16)
        return [(head, look), (words, "dim" if verdict.right else ""), (f"  {state:<13}", look)]

    def preview(self) -> Content:
        shown = self._shown
        if not shown:
            return Content()
        verdict = shown[min(self.rows.cursor, len(shown) - 1)]
        return Content("\n\n").join([Content(f"“{verdict.quotation.text}”"), *map(Content, details(verdict))])

    @on(RowList.Opened)
    async def _go(self) -> None:
        shown = self._shown
        found = shown[self.rows.cursor].found if shown else None
        if found is None:
            self.say("nothing in the library is near it")
            return
        await self.box.open_debate(found.debate, found.speech)

    def on_change(self, change: object) -> None:
        """What changed elsewhere is looked at when the draft is checked again."""

    def action_wrong(self) -> None:
        self._wrong_only = not self._wrong_only
        self._list(told(self._verdicts))

    def action_again(self) -> None:
        self.reload()


def _checked(library: Library, some: Sequence[Quotation]) -> list[Verdict]:
    return [verdict for quotation in some if (verdict := check(library, quotation)) is not None]
