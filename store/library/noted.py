"""Plain words of a query in the reader's notes and tags: the speeches that only these find, beside those of the index.

Every word may be in the speech or in a note on it. Notes are the reader's own and few beside the speeches; so their
texts are kept folded, and the whole query is asked only of the speeches whose notes have one of its words.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from store.folding import fold
from store.library.compiling import Clause, Compiler, condition
from store.library.connection import Connection
from store.queries import finding
from store.schema.settings import DATA_VERSION
from store.search import Node, Phrase, Prefix, Word, wanted

if TYPE_CHECKING:
    from store.library.naming import Names

FEW = 500
"""Speeches of which the index is asked one by one."""


class Noted:
    """The notes of a library, as they are searched."""

    def __init__(self, db: Connection, names: Names) -> None:
        self._db = db
        self._names = names
        self._stamp: tuple[Any, ...] = ()
        self._texts: list[tuple[str, str]] = []

    def only(self, tree: Node) -> dict[int, str]:
        """The speeches that a query finds by notes on them alone, the newest first, each with the note."""
        words = {leaf for leaf in wanted(tree) if isinstance(leaf, Word | Phrase | Prefix)}
        self._read()
        if not words or not self._texts:
            return {}
        noted = {word: self._speeches(fold(word.text)) for word in words}
        shown = {speech: note for speeches in noted.values() for speech, note in speeches.items()}
        if not shown:
            return {}
        plain, plain_values = self._asked(Compiler(self._db, self._names), tree, len(shown))
        either, values = self._asked(_WithNotes(self._db, self._names, noted), tree, len(shown))
        sql = finding.BY_NOTES.format(either=either, plain=plain)
        found = self._db.rows(sql, json.dumps(list(shown)), *values, *plain_values)
        return {row[0]: shown[row[0]] for row in found}

    def _asked(self, compiler: Compiler, tree: Node, many: int) -> tuple[str, tuple[Any, ...]]:
        where, values = condition(compiler.clause(tree))
        if many <= FEW:
            where = where.replace(finding.MATCHED, finding.MATCHED_HERE)
        return where.replace("{id}", "+s.id").replace("{text}", "s.text"), values

    def _read(self) -> None:
        """The notes as they are now."""
        stamp = (*self._db.one(DATA_VERSION), *self._db.one(finding.NOTES_STAMP))
        if stamp != self._stamp:
            rows = self._db.rows(finding.NOTES_AND_TAGS)
            self._texts = [(note, fold(text)) for note, text in rows]
            self._stamp = stamp

    def _speeches(self, words: str) -> dict[int, str]:
        """The speeches with a note that has these words, and the note's text."""
        held = [note for note, text in self._texts if words in text]
        return dict(self._db.rows(finding.SPEECHES_NOTED, json.dumps(held))) if held else {}


class _WithNotes(Compiler):
    """Finds a word in the speech or in a note on it."""

    def __init__(self, db: Connection, names: Names, noted: dict[Word | Phrase | Prefix, dict[int, str]]) -> None:
        super().__init__(db, names)
        self._noted = noted

    def clause(self, node: Node) -> Clause:
        said = super().clause(node)
        if not isinstance(node, Word | Phrase | Prefix) or not self._noted.get(node):
            return said
        where, values = condition(said)
        numbers = json.dumps(list(self._noted[node]))
        return Clause(where=f"({where} OR {finding.SPEECHES_IN})", values=(*values, numbers), alone=True)
