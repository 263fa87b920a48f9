"""Results as you type: hits of the whole library, arranged, counted, narrowed, and opened on their exchanges."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from store.hits import contexts
from store.readings import Of, Wanted
from store.search import Or, Problem, Query, parse
from store.search.found import Found, Order
from tui.background import background
from tui.clock import today
from tui.screens.copying_hits import CopyingHits
from tui.screens.looking import Looking
from tui.screens.names import Names
from tui.widgets.paint_hits import Arranged, HitRow, arrange, hit_row
from tui.widgets.row_list import Piece, RowList

if TYPE_CHECKING:
    from tui.screens.hit_lists import HitTrail

BESIDE = 240
"""Characters on either side of the words found, beside the list."""
NEAR = 20
"""Rows before the end at which the next hits are asked for."""
GATHERED = 1_000
"""Hits that a concordance sorts and people are counted by, if there are so many."""
OF_ALL = frozenset({Arranged.PERSON, Arranged.RIGHT, Arranged.LEFT})
"""What the first hits alone would tell wrongly."""
HOW = "words, “a phrase”, speaker:name, date:last month …"


class ResultsScreen(CopyingHits, Looking):
    """Searches the library."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "ask", "Search", id="results.ask", tooltip="Back to the box: other words, other fields"),
        Binding("v", "arrange", "Arrange", id="results.arrange", tooltip="By debate, by person, or as a concordance"),
        Binding("F", "narrow", "Narrow", id="results.narrow", tooltip="Count by year, person, party, house; narrow"),
        Binding("r", "instead", "As offered", id="results.instead", tooltip="Search for what is offered instead"),
        Binding("g r", "read", "read as one", id="results.read", tooltip="Read these hits as one, newest first"),
        Binding("S", "keep", "Keep", id="results.keep", tooltip="Keep this search as a smart list; f opens those"),
    ]

    def __init__(self, text: str = "", hits: Sequence[Found] = (), title: str = "Search") -> None:
        super().__init__()
        self._text, self._title = text, title
        self._given = tuple(hits)
        """Hits that were found otherwise: said before."""
        self._rows: tuple[HitRow, ...] = ()
        self._how = Arranged.DEBATE
        self._begun = False
        self._entered = False
        """Enter came before the hits: the cursor goes to them when they come."""

    def compose(self) -> ComposeResult:
        yield Static(id="list-title", markup=False)
        yield Input(self._text, id="query", placeholder=HOW, compact=True, suggester=Names(self.box.seeker))
        yield Static(id="query-read", markup=False)
        with Horizontal(id="list-body"):
            yield RowList(self.draw, id="rows")
            yield Static(id="list-preview", markup=False)
        yield Static(id="list-status", markup=False)

    def _begin(self) -> None:
        """The box, the rows of what was found otherwise, or the rows of the search that was asked for."""
        self._begun = True
        box = self.query_one("#query", Input)
        box.display = not self._given
        if self._given:
            self.show(self._given)
        elif not self._text:
            self.set_focus(box)

    # Searching

    @on(Input.Changed, "#query")
    def _typed(self) -> None:
        self._entered = False
        self.look()

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        self._entered = not self.hits
        if self.hits:
            self.set_focus(self.rows)

    def reload(self) -> None:
        if not self._begun:
            self._begin()
        if not self._given:
            self.look()

    def show(self, hits: Sequence[Found], cursor: int = 0) -> None:
        self.hits = tuple(hits)
        self._rows = arrange(self.hits, self._how)
        heads = frozenset(place for place, row in enumerate(self._rows) if row.context is None)
        self.rows.show(len(self._rows), cursor, heads)
        if self._entered and hits:
            self._entered = False
            self.set_focus(self.rows)
        self.tell()

    def tell(self) -> None:
        how = self._how.value if self.hits else ""
        if self._how in OF_ALL and self.hits and not self.complete:
            how = f"{how}, of these {len(self.hits):,}"
        facts = [self._counted, self.ordered() if self.hits else "", how, self._bars]
        self.title_line(self._title, "   ".join(filter(None, facts)))

    @on(RowList.Moved)
    def _near_the_end(self) -> None:
        if self.rows.cursor > len(self._rows) - NEAR and self.query_asked is not None:
            self.more(self.query_asked)

    # What shows

    def draw(self, row: int, width: int) -> Sequence[Piece]:
        return hit_row(self._rows[row], self._how, width) if row < len(self._rows) else ()

    def preview(self) -> Content:
        row = self._rows[self.rows.cursor] if self.rows.cursor < len(self._rows) else None
        if row is None or row.context is None:
            return Content("Nothing found." if self.query_asked and self._counted else "")
        found, span = row.found, row.context.span
        context = next(each for each in contexts(found, BESIDE) if each.span == span)
        before, after = context.before, context.after
        if len(before) == BESIDE and " " in before:
            before = f"…{before.partition(' ')[2]}"
        if len(after) == BESIDE and " " in after:
            after = f"{after.rpartition(' ')[0]} …"
        column = f", column {found.column}" if found.column else ""
        party = f" ({found.party})" if found.party else ""
        head = f"{found.speaker or 'Proceedings'}{party}   {found.kind.value.replace('_', ' ')}{column}\n"
        return Content.assemble((head, "bold"), before, (context.words, "bold underline"), after)

    # What the keys do

    @property
    def chosen(self) -> HitRow | None:
        row = self._rows[self.rows.cursor] if self.rows.cursor < len(self._rows) else None
        return row if row is not None and row.context is not None else None

    @on(RowList.Opened)
    async def _open(self) -> None:
        row = self.chosen
        if row is not None and row.context is not None:
            await self.trail().go(row.found, row.context.span)

    def trail(self) -> HitTrail:
        """These hits, to be walked through in the reader."""
        from tui.screens.hit_lists import HitTrail

        self.box.trail_of_hits = HitTrail(self.box, self.hits)
        return self.box.trail_of_hits

    def key_escape(self) -> None:
        if self.focused is self.query_one("#query"):
            if self.hits:
                self.set_focus(self.rows)
            else:
                self.action_close()

    def action_close(self) -> None:
        self.box.seeker.begin()
        super().action_close()

    def action_ask(self) -> None:
        self.query_one("#query").display = True
        self.set_focus(self.query_one("#query"))

    def ask(self, text: str) -> None:
        """Search for something else."""
        self.query_one("#query", Input).value = text

    def action_arrange(self) -> None:
        ways = list(Arranged)
        self._how = ways[(ways.index(self._how) + 1) % len(ways)]
        self.show(self.hits)
        if self._how in OF_ALL and self.query_asked is not None and len(self.hits) < GATHERED:
            self.more(self.query_asked, GATHERED - len(self.hits))

    def action_instead(self) -> None:
        if self._offered:
            self.ask(self._offered)
        else:
            self.say("nothing is offered instead")

    @background
    async def action_read(self) -> None:
        if self.hits and self.query_asked is not None:
            asked = Wanted(Of.HITS, words=self.query_asked.text, speeches=tuple(found.speech for found in self.hits))
            await self.box.open_reading(asked)

    def action_narrow(self) -> None:
        from tui.screens.narrowing import NarrowScreen

        if self.query_asked is not None:
            self.app.push_screen(NarrowScreen(self.query_asked), self._narrowed)

    def _narrowed(self, added: str | None) -> None:
        if not added and Order.RELEVANCE not in self._lists:
            self.look()  # what still ran was ended by the counting
        elif added and self.query_asked is not None:
            self.ask(narrowed(self.query_one("#query", Input).value.strip(), self.query_asked, added))

    def action_keep(self) -> None:
        from tui.screens.ask import AskScreen

        if self.query_asked is None:
            self.say("there is no search to keep")
            return
        self.app.push_screen(
            AskScreen("Keep this search as", self.query_asked.said[:60], "a name for the list"), self._keep
        )

    def _keep(self, name: str | None) -> None:
        from store.annotations import keep_search

        if name and self.query_asked is not None:
            self.box.apply(keep_search(name, self.query_asked.text))


def narrowed(typed: str, asked: Query, added: str) -> str:
    """The query and something more: as it was typed, where that keeps its meaning; an OR goes into brackets, and what
    was left open is closed.

    >>> import datetime as dt
    >>> asked = parse('tax OR "public purse', dt.date(2025, 6, 17))
    >>> narrowed('tax OR "public purse', asked, "date:2024")
    '(tax OR "public purse") date:2024'
    """
    plain, meant = f"{typed} {added}", f"({asked.text}) {added}"
    read, wanted = parse(plain, today()), parse(meant, today())
    if isinstance(read, Query) and isinstance(wanted, Query) and read.text == wanted.text:
        return plain
    return meant if isinstance(asked.tree, Or) or isinstance(wanted, Problem) else wanted.text
