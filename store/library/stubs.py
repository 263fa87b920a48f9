"""Places for notes whose debate the library does not hold: a debate and speeches of which only the keys are known.

They carry the numbers and keys of the source, so that the debate is recognised when it is imported, and the notes
stand on its words again. Until then they are off the shelf, and the notes wait in the tray.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from store.library.connection import Connection
from store.model import Excerpt, SpeechId
from store.queries import importing, journal

FORMAT = "note journal"
"""What stands for the format of the source of a debate that is known by its notes only."""

Keyed = Mapping[str, Sequence[Any]]
"""By number as text: of a debate key, title, date, house and section; of a speech key, attribution, name and digest."""


def keys_of(db: Connection, debates: Iterable[int], speeches: Iterable[int]) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a note must remember of debates and speeches, for a library that lacks them."""
    found = db.rows(journal.KEYS_OF_DEBATES, json.dumps(sorted({*debates})))
    spoken = db.rows(journal.KEYS_OF_SPEECHES, json.dumps(sorted({*speeches})))
    return {str(row[0]): list(row[1:]) for row in found}, {str(row[0]): list(row[1:]) for row in spoken}


def hold_places(db: Connection, debates: Keyed, speeches: Keyed, now: str) -> tuple[set[int], set[int]]:
    """Make what is not there; the numbers of the debates and of the speeches that were made."""
    lacking = set(map(int, debates)) - _there(db, journal.KEYS_OF_DEBATES, debates)
    unsaid = set(map(int, speeches)) - _there(db, journal.KEYS_OF_SPEECHES, speeches)
    if lacking or unsaid:
        source = _source(db)
        for number in sorted(lacking):
            _hold_debate(db, number, debates[str(number)], source, now)
        for number in sorted(unsaid):
            _hold_speech(db, SpeechId(number), speeches[str(number)])
    return lacking, unsaid


def _there(db: Connection, sql: str, wanted: Keyed) -> set[int]:
    return {row[0] for row in db.rows(sql, json.dumps([int(number) for number in wanted]))}


def _source(db: Connection) -> int:
    what = ("notes", FORMAT, "", "", "")
    if not db.first(importing.FIND_SOURCE, *what):
        db.rows(importing.ADD_SOURCE, *what)
    return int(db.one(importing.FIND_SOURCE, *what)[0])


def _hold_debate(db: Connection, number: int, keyed: Sequence[Any], source: int, now: str) -> None:
    from store.library.keeping import shelf_words

    key, title, date, house, section = keyed
    empty = dict.fromkeys(("url", "committee", "session"), "") | dict.fromkeys(("volume", "time"))
    counts = dict.fromkeys(("speeches", "exchanges", "speakers", "characters", "digest", "rules"), 0)
    values = {"id": number, "key": key, "title": title, "date": date, "house": house, "section": section}
    told = {"warning": "only your notes on it are here; import the debate again", "excerpt": Excerpt.FULL.value}
    lists = {"parents": "[]", "people": "[]", "words": shelf_words(title, (), house, date, ())}
    db.rows(importing.ADD_DEBATE, empty | counts | values | told | lists | {"source": source, "added": now})
    db.rows(importing.TAKE_OUT, number)


def _hold_speech(db: Connection, number: SpeechId, keyed: Sequence[Any]) -> None:
    """A speech without a home and without words."""
    key, attribution, name, *_ = keyed
    speaker = None
    if attribution or name:
        who = (attribution, name, "", "", "", "")
        if not db.first(importing.FIND_SPEAKER, *who):
            db.rows(importing.ADD_SPEAKER, *who)
        (speaker,) = db.one(importing.FIND_SPEAKER, *who)
    if not db.first(importing.FIND_REASON, ""):
        db.rows(importing.ADD_REASON, "")
    (reason,) = db.one(importing.FIND_REASON, "")
    row = (number, None, key, "speech", speaker, None, None, None, 0, "", reason, 0, None, "", "")
    db.rows(importing.ADD_SPEECH, *row)
    db.rows(importing.INDEX_SPEECHES, json.dumps([number]))
