"""The library: one SQLite file, and the verbs of everything that is kept in it.

with Library.open(path) as library:
    library.add(parsed, source, now=now)
    for shelved in library.shelf(limit=60): ...
    debate = library.debate(shelved.id)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.library.importer import Added, Importer
    from store.library.whole import Library

__all__ = ["Added", "Importer", "Library"]


def __getattr__(name: str) -> Any:
    """The class, read when it is first asked for: the start of the program needs few of its verbs."""
    if name == "Library":
        from store.library.whole import Library

        return Library
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
