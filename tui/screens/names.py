"""Completes a name while it is typed behind a field: `speaker:"os` becomes `speaker:"Osric Vane"` with →."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.suggester import Suggester

from store.errors import StoreError

if TYPE_CHECKING:
    from tui.seeking import Seeker

_BEGUN = re.compile(r'(?:^|[\s(-])(?:speaker|by|asked-by|answered-by):"?([^"\s()]{2,})$', re.I)


class Names(Suggester):
    """Suggests the shortest name that begins as the last word does, where it goes on from what is typed."""

    def __init__(self, seeker: Seeker) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._seeker = seeker

    async def get_suggestion(self, value: str) -> str | None:
        begun = _BEGUN.search(value)
        if begun is None:
            return None
        typed = begun[1]
        try:
            name = await self._seeker(lambda library: library.completed(typed))
        except StoreError:
            return None  # another search has begun, or the library cannot be read: nothing is suggested
        if name is None or not name.casefold().startswith(typed.casefold()):
            return None
        quoted = value[: begun.start(1)].endswith('"')
        rest = name[len(typed) :]
        return value + rest + ('"' if quoted else "") if quoted or " " not in rest else None
