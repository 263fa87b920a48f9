"""Which debate a reader means."""

from __future__ import annotations

import re
from typing import Any

from store.errors import NotFoundError
from store.folding import fold
from store.library.shelving import Shelving
from store.model import DebateId
from store.queries import debates, shelf

_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_NEAR = 3
_RECENT = 5000


class Starting(Shelving):
    """All that the program needs of a library to start."""

    def find_debate(self, text: str) -> DebateId:
        """The debate that a reader names by its number, its source's key, or its title, with the date if need be.

        Raises NotFoundError, which tells those that come near.
        """
        named = text.strip()
        if named.isascii() and named.isdigit() and self._db.first(debates.BY_ID, int(named)):
            return DebateId(int(named))
        keyed = self._db.first(debates.BY_KEY, named)
        if keyed:
            return DebateId(keyed[0])
        titles = self._db.rows(shelf.TITLES)
        found = _titled(named, titles) or [(row.id, row.title, row.date) for row in self.shelf(text=named)]
        if named and len(found) == 1:
            return DebateId(found[0][0])
        raise NotFoundError(_told_near(named, found, titles))


def _titled(named: str, titles: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Debates of exactly that title, on the day that is named with it."""
    day = _DATE.search(named)
    wanted = fold(_DATE.sub("", named))
    return [row for row in titles if fold(row[1]) == wanted and (day is None or row[2] == day.group())]


def _told_near(named: str, found: list[tuple[Any, ...]], titles: list[tuple[Any, ...]]) -> str:
    if found:
        first = "; ".join(f"{number} {title}, {date}" for number, title, date, *_ in found[:_NEAR])
        more = f" and {len(found) - _NEAR} more" if len(found) > _NEAR else ""
        return f"“{named}” may be any of {len(found)} debates: {first}{more}; give the number"
    import difflib  # not to open a library

    words = set(fold(named).split())
    some = {fold(row[1]): row for row in titles if words & set(fold(row[1]).split())} or {
        fold(row[1]): row for row in titles[:_RECENT]
    }
    near = [some[title] for title in difflib.get_close_matches(fold(named), some, _NEAR, 0.4)]
    hint = "; ".join(f"{number} {title}, {date}" for number, title, date, *_ in near)
    return f"no debate is “{named}”; " + (f"near it: {hint}" if hint else "`dispatchbox list` shows what there is")
