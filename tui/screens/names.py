"""Completes a name while it is typed behind a field with →: `speaker:"os` becomes `speaker:"osric Vane"`, and
`speaker:va` becomes `speaker:vane`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.suggester import Suggester

from store.errors import StoreError

if TYPE_CHECKING:
    from tui.seeking import Seeker

_BEGUN = re.compile(r'(?:^|[\s(-])(?:speaker|by|asked-by|answered-by):"?([^"\s()]{2,})$', re.I)


class Names(Suggester):
    """Suggests the shortest name with a word that begins so: to its end inside quotation marks, else to the end of that
    word, because the field holds no more."""

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
        at = re.search(rf"(?<!\w){re.escape(typed)}", name, re.I) if name else None
        if name is None or at is None:
            return None
        quoted = value[: begun.start(1)].endswith('"')
        rest = name[at.end() :] + '"' if quoted else name[at.end() :].partition(" ")[0]
        return value + rest if rest else None
