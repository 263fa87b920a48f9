"""Simple records: kept in a table of their own, named as they are, with a column for each field; the first is the key.

A tuple or a dataclass inside is JSON text, a date ISO 8601, an enum its value, a truth 0 or 1. A new kind of record
needs its dataclass in `store.records.Record`, its table in a migration, and nothing here.
"""

from __future__ import annotations

import json
import re
import types
import typing
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from typing import Any

from store.records import Record
from store.values import plain, reader

Row = tuple[Any, ...]


def table(kind: Any) -> str:
    """`Tag` is kept in `tag`, `SmartList` in `smart_list`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.__name__).lower()


def columns(kind: Any) -> tuple[str, ...]:
    """Its fields, the key first."""
    return tuple(field.name for field in fields(kind))


def row(record: Record) -> dict[str, Any]:
    """Every column of a record, by its name."""
    return {name: _column(getattr(record, name)) for name in columns(type(record))}


def lookup(kind: Any) -> tuple[str, Callable[[Row], Record]]:
    """The SELECT of one record by its key, and what makes the record of the row."""
    names = columns(kind)
    quoted = ", ".join(f'"{name}"' for name in names)
    return f'SELECT {quoted} FROM {table(kind)} WHERE "{names[0]}" = ?', of(kind)  # noqa: S608 - names of our own


def all_of(kind: Any) -> str:
    """The SELECT of all of a kind, in the order of their keys."""
    names = columns(kind)
    quoted = ", ".join(f'"{name}"' for name in names)
    return f'SELECT {quoted} FROM {table(kind)} ORDER BY "{names[0]}"'  # noqa: S608 - names of our own


def of(kind: Any) -> Callable[[Row], Any]:
    """What makes a record of a row of all its columns."""
    hints = typing.get_type_hints(kind)
    readers = [_reader(hints[name]) for name in columns(kind)]
    return lambda row: kind(*(read(part) for read, part in zip(readers, row, strict=True)))


def _column(value: Any) -> Any:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple) or is_dataclass(value):
        return json.dumps(plain(value), ensure_ascii=False)
    return plain(value)


def _reader(hint: Any) -> Callable[[Any], Any]:
    """From a column to a field of that type."""
    inner = [part for part in typing.get_args(hint) if part is not types.NoneType]
    kind = inner[0] if typing.get_origin(hint) in (types.UnionType, typing.Union) else hint
    if kind is bool:
        return bool
    read = reader(hint)
    if typing.get_origin(kind) is tuple or is_dataclass(kind):
        return lambda value: None if value is None else read(json.loads(value))
    return read
