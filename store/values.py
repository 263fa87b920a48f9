"""Frozen values as plain JSON values and back, by their type hints.

Fields that stand at their default are left out; unknown ones are passed over. So what an older Dispatchbox wrote
is read by a newer one, and the reverse, as long as new fields have defaults.
"""

from __future__ import annotations

import datetime as dt
import functools
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from typing import Any


def plain(value: Any) -> Any:
    """A dataclass as a dict, a tuple as a list, a date as ISO 8601, an enum as its value; the rest as it is."""
    if is_dataclass(value):
        held = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: plain(part) for field, part in held if field.default is MISSING or part != field.default}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value


@functools.cache
def reader(kind: Any) -> Callable[[Any], Any]:
    """The function that makes a value of that type of what `plain` gave."""
    if isinstance(kind, typing.NewType):
        return reader(kind.__supertype__)
    if is_dataclass(kind) and isinstance(kind, type):
        return _record_reader(kind)
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is tuple:
        if parts[-1] is Ellipsis:
            one = reader(parts[0])
            return lambda value: tuple(map(one, value))
        each = tuple(map(reader, parts))
        return lambda value: tuple(read(part) for read, part in zip(each, value, strict=True))
    if origin in (types.UnionType, typing.Union):
        (inner,) = (reader(part) for part in parts if part is not types.NoneType)
        return lambda value: None if value is None else inner(value)
    if kind is dt.date:
        return dt.date.fromisoformat
    return kind if isinstance(kind, type) and issubclass(kind, Enum) else lambda value: value


def _record_reader(kind: Any) -> Callable[[Any], Any]:
    readers = {name: reader(hint) for name, hint in typing.get_type_hints(kind).items()}
    return lambda value: kind(**{name: readers[name](part) for name, part in value.items() if name in readers})
