"""Plain words of a query in the reader's notes and tags: the speeches that only these find, beside those of the index.

Every word may be in the speech or in a note on it. The notes are kept folded as one text, so that a word is found in a
hundred thousand of them at once; and the whole query is asked only of the speeches whose notes have one of its words,
the newest first and no more of them than are wanted.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from store.folding import fold
from store.library.compiling import Clause, Compiler, condition
from store.library.connection import Connection
from store.queries import finding
from store.search import Node, Phrase, Prefix, Word, wanted

if TYPE_CHECKING:
    from store.library.made import Sets
    from store.library.naming import Names

FEW = 400
"""Speeches of which the index is asked one by one."""
Leaf = Word | Phrase | Prefix


class Noted:
    """The notes of a library, as they are searched."""

    def __init__(self, db: Connection, names: Names, sets: Sets) -> None:
        self._db = db
        self._names = names
        self._sets = sets
        self._stamp: object = None
        self._text = ""
        self._starts: list[int] = []
        self._notes: list[tuple[int, str]] = []
        """The speech and the note of each stretch of the text."""
        self._last: tuple[Node, int | None, dict[int, str]] | None = None

    def only(self, tree: Node, limit: int | None = None) -> dict[int, str]:
        """The speeches that a query finds by notes on them alone, the newest first, each with the note; no more than
        `limit`."""
        self._read()
        words = {leaf for leaf in wanted(tree) if isinstance(leaf, Leaf)}
        if not words or not self._notes:
            return {}
        if self._last is None or self._last[:2] != (tree, limit):
            self._last = (tree, limit, self._found(tree, words, limit))
        return self._last[2]

    def _found(self, tree: Node, words: set[Leaf], limit: int | None) -> dict[int, str]:
        noted = {word: self._speeches(fold(word.text)) for word in words}
        shown = {speech: note for speeches in noted.values() for speech, note in speeches.items()}
        ordered = sorted(shown, reverse=True)
        kept: list[int] = []
        step = FEW if limit is not None or len(ordered) <= 4 * FEW else len(ordered)
        for at in range(0, len(ordered), step):
            some = ordered[at : at + step]
            here = {word: [speech for speech in some if speech in speeches] for word, speeches in noted.items()}
            kept += self._asked_of(tree, here, some)
            if limit is not None and len(kept) >= limit:
                break
        told: dict[str, str] = dict(
            self._db.rows(finding.NOTES_TOLD, json.dumps([shown[speech] for speech in kept[:limit]]))
        )
        return {speech: told[shown[speech]] for speech in kept[:limit]}

    def _asked_of(self, tree: Node, noted: dict[Leaf, list[int]], speeches: list[int]) -> list[int]:
        """Those of some speeches that are found, and not without their notes."""
        plain, plain_values = self._asked(Compiler(self._db, self._names, self._sets), tree, len(speeches))
        compiler = _WithNotes(self._db, self._names, self._sets, noted)
        either, values = self._asked(compiler, tree, len(speeches))
        sql = finding.BY_NOTES.format(either=either, plain=plain)
        return [row[0] for row in self._db.rows(sql, json.dumps(speeches), *values, *plain_values)]

    def _asked(self, compiler: Compiler, tree: Node, many: int) -> tuple[str, tuple[Any, ...]]:
        where, values = condition(compiler.clause(tree))
        if many <= FEW:
            where = where.replace(finding.MATCHED, finding.MATCHED_HERE)
        return where.replace("{id}", "+s.id").replace("{text}", "s.text"), values

    def _read(self) -> None:
        """The notes as they are now."""
        stamp = self._db.one(finding.NOTES_STAMP)
        if stamp == self._stamp:
            return
        self._last = None
        self._notes, self._starts, texts, start = [], [], [], 0
        for speech, note, text in self._db.rows(finding.NOTES_AND_TAGS):
            if speech is not None:
                texts.append(fold(text) + "\0")
                self._notes.append((speech, note))
                self._starts.append(start)
                start += len(texts[-1])
        self._text = "".join(texts)
        self._stamp = stamp

    def _speeches(self, words: str) -> dict[int, str]:
        """The speeches with a note that has these words, and the note."""
        held: dict[int, str] = {}
        at = self._text.find(words)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            speech, note = self._notes[place]
            held[speech] = note
            end = self._starts[place + 1] if place + 1 < len(self._starts) else len(self._text)
            at = self._text.find(words, end)
        return held


class _WithNotes(Compiler):
    """Finds a word in the speech or in a note on it."""

    def __init__(self, db: Connection, names: Names, sets: Sets, noted: dict[Leaf, list[int]]) -> None:
        super().__init__(db, names, sets)
        self._noted = noted

    def clause(self, node: Node) -> Clause:
        said = super().clause(node)
        if not isinstance(node, Leaf) or not self._noted.get(node):
            return said
        where, values = condition(said)
        numbers = json.dumps(self._noted[node])
        return Clause(where=f"({where} OR {finding.SPEECHES_IN})", values=(*values, numbers), alone=True)
