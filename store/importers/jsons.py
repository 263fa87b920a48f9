"""JSON from outside: read once, strictly, and taken apart by type, so that a damaged file ends in a sentence."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from store.errors import SourceError

Object = dict[str, Any]


def load(data: bytes | str, name: str, line: int = 0) -> Any:
    """The value. `line` is where `data` stands in its file, less one.

    Raises SourceError for what is no JSON (RFC 8259), for a name given twice in one object (one of the two would be
    lost), for NaN and infinities, and for nesting beyond what any debate needs.
    """
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise SourceError(name, f"is not whole JSON ({error.msg}); get the file again.", line + error.lineno) from None
    except UnicodeDecodeError as error:
        raise SourceError(name, f"is not in UTF-8 (byte {error.start:,}); save or get it again.", line + 1) from None
    except RecursionError:
        raise SourceError(name, "is nested too deeply to be a debate; get the file again.", line + 1) from None
    except ValueError as error:
        raise SourceError(name, f"is not JSON that can be trusted ({error}); get the file again.", line + 1) from None


def _unique(pairs: list[tuple[str, Any]]) -> Object:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is given twice")
    return found


def _constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number")


class Fields:
    """The fields of one object, each asked for with the type it must have; `null` and absence are the same."""

    def __init__(self, value: Any, where: str, line: int = 0) -> None:
        self.where = where
        self.line = line
        if not isinstance(value, dict):
            self.refuse("holds something else where an object should stand")
        self.value: Object = value

    def text(self, key: str) -> str:
        """A string; empty where there is none."""
        found = self.value.get(key)
        if found is None:
            return ""
        if not isinstance(found, str):
            self.refuse(f"holds no text in “{key}”")
        return found

    def number(self, key: str) -> int | None:
        found = self.value.get(key)
        if found is not None and (not isinstance(found, int) or isinstance(found, bool)):
            self.refuse(f"holds no whole number in “{key}”")
        return found

    def flag(self, key: str) -> bool:
        """True or false; false where there is none."""
        found = self.value.get(key)
        if found is not None and not isinstance(found, bool):
            self.refuse(f"holds neither true nor false in “{key}”")
        return bool(found)

    def items(self, key: str) -> list[Any]:
        """A list; empty where there is none."""
        found = self.value.get(key)
        if found is None:
            return []
        if not isinstance(found, list):
            self.refuse(f"holds no list in “{key}”")
        return found

    def objects(self, key: str) -> list[Fields]:
        """A list of objects."""
        return [Fields(each, self.where, self.line) for each in self.items(key)]

    def refuse(self, why: str) -> NoReturn:
        raise SourceError(self.where, f"{why}; get the file again.", self.line or None)
