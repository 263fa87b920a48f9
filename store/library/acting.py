"""Carrying out the edits of a change: what each record is now, what it becomes, and whether anybody else was there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any

from store.annotations import silent, unique
from store.errors import ConflictError
from store.identity import letters
from store.library import keeping, simple
from store.library.connection import Connection
from store.library.debates import Debates
from store.library.keeping import Key
from store.library.recognising import Recogniser
from store.queries import debates
from store.records import Correction, DebateFacts, Edit, Note, Quote, Record


def carry_out(db: Connection, edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Write the edits; what comes back is what each record truly was and has become. Raises ConflictError."""
    wanted = [(keeping.key(record), edit) for edit in edits if (record := edit.after or edit.before)]
    there = keeping.stored(db, [key for key, _ in wanted])
    now: dict[Key, Record | None] = {}
    for key, edit in wanted:
        now[key] = _merged(now[key] if key in now else there.get(key), edit)
    notes = keeping.anchored(db, [record for record in now.values() if isinstance(record, Note)])
    now.update({keeping.key(note): note for note in notes})
    keeping.keep(db, {key: record for key, record in now.items() if record != there.get(key)})
    for kind, which in now:
        if kind is Correction:
            for (debate,) in db.rows(debates.READ_IN, which):
                Debates(db).recount(debate)
        if kind is DebateFacts:
            Recogniser(db).revisit([which])
    done = ((there.get(key), record) for key, record in now.items())
    return tuple(Edit(before, after) for before, after in done if before is not None or after is not None)


def _merged(current: Record | None, edit: Edit) -> Record | None:
    """What becomes of a record: only what the edit changes, where nobody else has changed that since."""
    before, after = edit.before, edit.after
    if current == before or _alike(current, after):
        return after
    if current is None or before is None or (after is None and not _alike(current, before)):
        raise _conflict(before or after)
    if after is None:
        return None
    changed: dict[str, Any] = {}
    for field in fields(before):
        was, new, is_now = (getattr(record, field.name) for record in (before, after, current))
        if was == new:
            continue
        if field.name == "tags":
            changed["tags"] = _tags(is_now, was, new)
            continue
        if field.name != "modified" and _bare(is_now) not in (_bare(was), _bare(new)):
            raise _conflict(before)
        changed[field.name] = new
    merged = replace(current, **changed)
    return None if isinstance(merged, Note) and silent(merged) else merged


def _tags(now: tuple[str, ...], was: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    """Tags are added and taken away one by one, so that those which somebody else added meanwhile stay."""
    if now == was:
        return new
    return unique((*(tag for tag in now if tag in new or tag not in was), *(tag for tag in new if tag not in was)))


def _alike(one: Record | None, other: Record | None) -> bool:
    """The same but for where quotations stand, which follows the text, and the order of tags."""
    if isinstance(one, Note) and isinstance(other, Note):
        same = _bare(one.quotes) == _bare(other.quotes) and sorted(one.tags) == sorted(other.tags)
        return same and replace(one, quotes=(), tags=()) == replace(other, quotes=(), tags=())
    return one == other


def _bare(value: Any) -> Any:
    """A field as it is compared: quotations by their speech and letters, which a new printing leaves as they are."""
    if isinstance(value, tuple):
        return tuple((part.span.speech, letters(part.text)) if isinstance(part, Quote) else part for part in value)
    return value


def _conflict(record: Record | None) -> ConflictError:
    named = {DebateFacts: "the debate", Correction: "the speech"}
    what = named.get(type(record)) or f"the {simple.table(type(record)).replace('_', ' ')}"
    name = f" “{called}”" if (called := getattr(record, "name", "")) else ""
    return ConflictError(
        f"{what}{name} was changed elsewhere since; nothing was written: look at it again, then repeat"
    )
