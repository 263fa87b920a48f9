"""What a change did, in words: one sentence for each thing that it made, altered or took away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace

from store.records import Change, Edit, Gathered, Note, Quote, Record

SHOWN = 60
"""Characters of a text that a sentence shows."""
MOST = 200
"""Sentences that are told of one change; the rest is counted."""


def told(change: Change) -> list[str]:
    """The sentences of a change."""
    lines = [line for edit in change.edits[:MOST] for line in _edit(edit)]
    if len(change.edits) > MOST:
        lines.append(f"and {len(change.edits) - MOST:,} more")
    return lines


def did(note: Note) -> str:
    """What was done with a note that is new, as the beginning of a sentence."""
    if note.body:
        return "noted"
    return "tagged" if note.tags else "highlighted"


def edited(before: Note, after: Note) -> str:
    """What was done to a note, as the beginning of a sentence: `tagged inquiry on`, where nothing but tags changed."""
    if replace(after, tags=before.tags) != before:
        return "changed the note on"
    came = [name for name in after.tags if name not in before.tags]
    went = [name for name in before.tags if name not in after.tags]
    if came and went:
        return "changed the tags on"
    return f"removed {', '.join(went)} from" if went else f"tagged {', '.join(came)} on"


def _edit(edit: Edit) -> Iterator[str]:
    record = edit.after or edit.before
    if record is None:
        return
    if edit.before is None:
        yield f"made {named(record)}{_with(record)}"
    elif edit.after is None:
        yield f"took away {named(record)}{_with(record)}"
    else:
        told = [line for line in _fields(edit.before, edit.after) if line]
        yield f"{named(record)}: {'; '.join(told) or 'as it was'}"


def named(record: Record) -> str:
    """`the note on “make public”`, `the tag housing`."""
    if isinstance(record, Note):
        words = " … ".join(" ".join(quote.text.split()) for quote in record.quotes if quote.text)
        return f"the note on {_quoted(words)}" if words else f"the note on the {record.scope}"
    if isinstance(record, Gathered):
        words = " … ".join(" ".join(quote.text.split()) for quote in record.quotes)
        return f"the quotation {_quoted(words)} in the basket"
    kind = type(record).__name__
    name = getattr(record, fields(record)[0].name)
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in kind).strip()
    return f"the {words} {name}"


def _with(record: Record) -> str:
    if not isinstance(record, Note):
        return ""
    parts = [_quoted(record.body) if record.body else "", f"code {record.code}" if record.code else ""]
    parts.append(" ".join(f"#{tag}" for tag in record.tags))
    told = ", ".join(filter(None, parts))
    return f": {told}" if told else ""


def _fields(before: Record, after: Record) -> Iterator[str]:
    for field in fields(before):
        was, now = getattr(before, field.name), getattr(after, field.name)
        if was == now or field.name == "modified":
            continue
        if field.name == "tags":
            yield " ".join(
                (*(f"+#{tag}" for tag in now if tag not in was), *(f"−#{tag}" for tag in was if tag not in now))
            )
        elif field.name == "quotes":
            yield "its place" if [q.text for q in was] == [q.text for q in now] else f"on {_quotes(now)}"
        else:
            yield f"{field.name} {_value(was)} → {_value(now)}"


def _quotes(quotes: tuple[Quote, ...]) -> str:
    return _quoted(" … ".join(quote.text for quote in quotes))


def _value(value: object) -> str:
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _quoted(str(value)) if isinstance(value, str) else str(value)


def _quoted(text: str) -> str:
    text = " ".join(text.split())
    return f"“{text if len(text) <= SHOWN else text[:SHOWN].rstrip() + ' …'}”"
