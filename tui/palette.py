"""The command palette: every active binding by its name, so there is no second list of commands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from functools import partial

from textual.binding import ActiveBinding
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.dom import DOMNode

from tui.keys import ANY, face

CALLED = 1_000.0
"""More than any text that is matched scores."""


def actions(active: dict[str, ActiveBinding]) -> Iterator[tuple[ActiveBinding, str]]:
    """Each action that has a name once, with all its keys as a person reads them."""
    keys: dict[tuple[DOMNode, str], list[str]] = {}
    firsts: dict[tuple[DOMNode, str], ActiveBinding] = {}
    for key, bound in active.items():
        if bound.binding.id is None or bound.binding.system:
            continue
        one = (bound.node, bound.binding.action)
        keys.setdefault(one, []).append(face(key))
        firsts.setdefault(one, bound)
    for one, bound in firsts.items():
        yield bound, "  ".join(keys[one])


def people() -> type[Provider]:
    """People by their names; what that takes is read when the palette is first opened."""
    from tui.palette_people import People

    return People


class Actions(Provider):
    """Offers the actions of the screen from which the palette was opened."""

    async def discover(self) -> Hits:
        for bound, keys in self._offered():
            yield DiscoveryHit(self._face(bound, keys), self._runner(bound), help=self._help(bound))

    async def search(self, query: str) -> Hits:
        """What is named so comes before what only tells of it."""
        matcher, begins = self.matcher(query), query.casefold()
        for bound, keys in self._offered():
            name = bound.binding.description
            if (score := matcher.match(f"{name}: {bound.binding.tooltip}")) > 0:
                called = (matcher.match(name) > 0) + name.casefold().startswith(begins)
                yield Hit(score + called * CALLED, self._face(bound, keys), self._runner(bound), help=self._help(bound))

    def _offered(self) -> Iterator[tuple[ActiveBinding, str]]:
        for bound, keys in actions(self.screen.active_bindings):
            if not bound.binding.key.endswith(ANY):
                yield bound, keys

    def _runner(self, bound: ActiveBinding) -> Callable[[], Awaitable[bool]]:
        return partial(self.app.run_action, bound.binding.action, bound.node)

    @staticmethod
    def _face(bound: ActiveBinding, keys: str) -> Content:
        return Content.assemble((bound.binding.description, "bold"), f"  {keys}")

    @staticmethod
    def _help(bound: ActiveBinding) -> str:
        return bound.binding.tooltip
