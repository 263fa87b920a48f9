"""What the status line offers a newcomer: the next useful key, until five have been used; then it is quiet for good."""

from __future__ import annotations

from collections.abc import Collection

ENOUGH = 5
"""Keys after which nobody is a newcomer."""

SHELF = {
    "shelf.open": "Enter opens a debate",
    "shelf.filter": "\\ shows only some",
    "shelf.import": "i brings in a file, so does a paste",
    "app.help": "? lists every key",
}
READER = {
    "reader.next": "j goes to the next speech",
    "reader.match": "% goes from a question to its answer",
    "mark.note": "a writes a note here",
    "copy.quoted": "y y copies it with its citation",
    "mark.tags": "t tags it",
    "app.undo": "u takes the last change back",
    "app.help": "? lists every key",
}
USEFUL = frozenset(SHELF) | frozenset(READER)
"""The ids of the bindings that count."""


def tip(offered: dict[str, str], used: Collection[str]) -> str:
    """The words for the next key of a view that has not been used; empty for whoever has used enough."""
    if len(used) >= ENOUGH:
        return ""
    return next((words for name, words in offered.items() if name not in used), "")
