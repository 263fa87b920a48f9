"""Where the debate in hand came from, and the volume and columns that its source lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from tui.background import background
from tui.clock import ago, today
from tui.screens.base import View

if TYPE_CHECKING:
    from store.model import Debate


class Origins(View):
    """The keys of a view that tell of the source of the debate in hand."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g i", "provenance", "source and facts", id="go.provenance", tooltip="Where this debate came from"),
        Binding(
            "g v", "resolve", "volume, columns", id="go.resolve", tooltip="Fill in volume and columns, or type them"
        ),
    ]

    if TYPE_CHECKING:

        @property
        def debate(self) -> Debate | None: ...

    @background
    async def action_provenance(self) -> None:
        """Everything that is known of where the words at the caret came from; of the whole debate, whatever shows."""
        from store.plain import HOUSES, long_date  # these two are read when they are first asked for
        from store.provenance import facts

        shown = self.debate
        if shown is None:
            return
        debate = await self.box.desk(lambda library: library.debate(shown.id))
        sitting = f"{long_date(debate.date)} ({ago(debate.date, today())})"
        named = ("title", debate.title), ("sitting", sitting), ("house", HOUSES.get(debate.house, debate.house))
        self.box.show_lines("Source and facts", [*named, *facts(debate)])

    def action_resolve(self) -> None:
        from tui.screens.resolving import ResolveScreen  # read when first asked for

        if self.debate is not None:
            self.app.push_screen(ResolveScreen(self.debate.id))
