"""Copying and writing hits from their list: the one under the cursor, or all of them, without opening each debate."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from store.errors import HaltedError, StoreError
from store.model import Debate, DebateId, SpeechId
from tui.background import background
from tui.clock import today
from tui.screens.recipes import Recipes, copies

if TYPE_CHECKING:
    from store.library import Library
    from store.search import Query
    from store.search.found import Found, Order
    from tui.widgets.paint_hits import HitRow

MOST = 1_000
"""Hits that are copied at once."""
WRITTEN = 20_000
"""Hits that are written to a file."""


class CopyingHits(Recipes):
    """The `y` keys of a list of hits, and `w`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y y", "copy_hit", "this speech", id="results.copy",
                tooltip="Copy the speech under the cursor with its citation"),
        Binding("y c", "copy_hit_citation", "its citation", id="results.citation",
                tooltip="Copy the citation of the speech under the cursor"),
        Binding("y h", "copy_hits", "all hits", id="results.copy-hits",
                tooltip="Copy every speech that was found as one, each debate with its citation"),
        Binding("w", "export", "Write", id="results.export", tooltip="Write the hits as CSV, JSON Lines or Markdown"),
    ]  # fmt: skip

    query_asked: Query | None
    hits: tuple[Found, ...]
    _shown: Order
    _title: str

    if TYPE_CHECKING:

        @property
        def chosen(self) -> HitRow | None: ...

        @property
        def complete(self) -> bool: ...

    def action_copy_hit(self) -> None:
        if (row := self.chosen) is None:
            self.say("there is no speech under the cursor")
        else:
            self._copy_found((row.found,))

    def action_copy_hit_citation(self) -> None:
        if (row := self.chosen) is None:
            self.say("there is no speech under the cursor")
        else:
            self._copy_found((row.found,), citation=True)

    @background
    async def action_copy_hits(self) -> None:
        if hits := await self._all(MOST):
            self._copy_found(hits)
        else:
            self.say("nothing was found that could be copied")

    async def _all(self, most: int) -> tuple[Found, ...]:
        """Every hit, those too that nobody has gone down to; none where another search began meanwhile."""
        asked, order = self.query_asked, self._shown
        if asked is None or self.complete or len(self.hits) >= most:
            return self.hits
        self.say("looking for all of them …")
        try:
            return await self.box.seeker(lambda library: library.search(asked, limit=most, order=order))
        except HaltedError:
            return ()

    @background
    async def _copy_found(self, found: Sequence[Found], *, citation: bool = False) -> None:
        """One quotation a debate, in the order of the list; its speeches in the order in which they were made."""
        wanted: dict[DebateId, set[SpeechId]] = {}
        for each in found:
            wanted.setdefault(each.debate, set()).add(each.speech)
        debates = await self.box.desk(lambda library: _debates(library, wanted))
        recipe = await self.recipe(found[0].debate if len(wanted) == 1 else None)
        made = copies()
        try:
            texts = []
            for debate in debates:
                own = wanted[debate.id]
                spans = tuple(made.whole(speech) for speech in debate.speeches if speech.id in own)
                choice = made.Choice(debate, spans, today())
                style, form = recipe.style, recipe.form
                texts.append(made.citation(choice, style, form) if citation else made.quoted(choice, style, form))
            copy = made.joined(texts)
        except StoreError as error:
            self.say(str(error))
            return
        self.box.copy(copy.text, copy.what, copy.lacks)

    def action_export(self) -> None:
        from tui.screens.ask import AskScreen

        if self.hits:
            number = f"the {len(self.hits):,} hits" if self.complete else f"all hits, {WRITTEN:,} at most"
            told = f"{number}; .csv, .jsonl or .md says in which form"
            self.app.push_screen(AskScreen("Write the hits to", "hits.md", told), self._write_to)

    def _write_to(self, path: str | None) -> None:
        self._export(path)

    @background
    async def _export(self, path: str | None) -> None:
        from tui.screens.hit_lists import export

        if path and (hits := await self._all(WRITTEN)):
            said = self.query_asked.said if self.query_asked else self._title
            try:
                self.say(await asyncio.to_thread(export, path, hits, said))
            except StoreError as error:
                self.say(str(error))


def _debates(library: Library, which: Iterable[DebateId]) -> list[Debate]:
    return [library.debate(debate) for debate in which]
