"""Completes a name while it is typed behind a field with →: `speaker:"os` becomes `speaker:"osric Vane"`, and
`speaker:va` becomes `speaker:vane`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.suggester import Suggester

from store.errors import HaltedError, StoreError

if TYPE_CHECKING:
    from tui.seeking import Seeker

_BEGUN = re.compile(r'(?:^|[\s(-])(?:speaker|by|asked-by|answered-by):"?([^"\s()]{2,})$', re.I)

TRIES = 3
"""So often a name is looked for while searches begin: a key begins at most one."""


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
        name = await self._name(begun[1])
        at = re.search(rf"(?<!\w){re.escape(begun[1])}", name, re.I) if name else None
        if name is None or at is None:
            return None
        quoted = value[: begun.start(1)].endswith('"')
        rest = name[at.end() :] + '"' if quoted else name[at.end() :].partition(" ")[0]
        return value + rest if rest else None

    async def _name(self, typed: str) -> str | None:
        for _ in range(TRIES):
            try:
                return await self._seeker(lambda library: library.completed(typed))
            except HaltedError:
                continue  # the search for what was typed with this key has begun meanwhile
            except StoreError:
                return None  # the library cannot be read: nothing is suggested
        return None
