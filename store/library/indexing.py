"""The full-text index, kept true to what is said and known of each speech; it has no triggers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from store.library.connection import Connection, Row
from store.queries import importing


@contextmanager
def reindexed(db: Connection, speeches: Collection[int]) -> Iterator[None]:
    """Whatever is done inside, the index follows for these speeches. All of them must be in it before.

    Only those are written of which words, heading or facts have changed.
    """
    before = _rows(db, speeches)
    yield
    after = _rows(db, speeches)
    changed = [number for number, row in before.items() if after.get(number) != row]
    db.many(importing.UNINDEX_SPEECH, [before[number] for number in changed])
    db.many(importing.INDEX_SPEECH, [after[number] for number in changed if number in after])


def _rows(db: Connection, speeches: Collection[int]) -> dict[int, Row]:
    if not speeches:
        return {}
    return {row[0]: row for row in db.rows(importing.INDEXED, json.dumps(list(speeches)))}
