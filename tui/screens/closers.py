"""What may have closed a promise: later contributions of the same person or office, for the reader to confirm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content

from store.plain import long_date
from store.promises import Closer, Promise, close
from store.records import Change
from tui.clock import now
from tui.screens.lists import ListScreen
from tui.widgets.row_list import Piece, RowList, fit

KEYS = "c it was this   o outside the library   Enter goes there   Esc leaves it open"
NONE = "nothing later here by the same person or office says that it is done   o closed outside the library   Esc"


class ClosersScreen(ListScreen):
    """Proposals, the likeliest first; nothing is closed until the reader says so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "confirm", "It was this", id="closers.confirm", tooltip="This closed the promise"),
        Binding("o", "outside", "Outside", id="closers.outside", tooltip="It was closed outside the library"),
    ]

    def __init__(self, promise: Promise, found: Sequence[Closer]) -> None:
        super().__init__()
        self._promise, self._found = promise, found

    def reload(self) -> None:
        self.rows.show(len(self._found))
        self.title_line("What closed it?", f"“{' '.join(self._promise.sentence.split())}”")
        self.show_preview()
        self.say(KEYS if self._found else NONE)

    def on_change(self, change: Change) -> None:
        """What is proposed stays the same."""

    def draw(self, row: int, width: int) -> Sequence[Piece]:
        later = self._found[row].later
        who = min(22, width // 4)
        return [(f"{later.date}  ", "dim"), (fit(later.who, who), "title"), ("  ", ""),
                (fit(self._found[row].sentence, width - who - 14), "")]  # fmt: skip

    def preview(self) -> Content:
        if not self._found:
            return Content("")
        closer = self._found[self.rows.cursor]
        later = closer.later
        after = (later.date - self._promise.date).days
        lines = [
            Content.assemble((later.who, "bold"), f", {later.kind.replace('_', ' ')}"),
            Content(f"{later.title}, {long_date(later.date)}, {after:,} days after"),
            Content(f"“{' '.join(closer.sentence.split())}”"),
            Content.styled(closer.why, "dim"),
        ]
        return Content("\n").join(lines)

    @on(RowList.Opened)
    async def _go(self) -> None:
        later = self._found[self.rows.cursor].later
        self.app.pop_screen()
        self.box.lead_to(later.debate, later.speech)

    def _close(self, change: Change | None) -> None:
        self.dismiss()
        if change is not None:
            self.box.apply(change)

    def action_confirm(self) -> None:
        if self._found:
            self._close(close(self._promise, self._found[self.rows.cursor].later.speech, now()))

    def action_outside(self) -> None:
        self._close(close(self._promise, None, now()))
