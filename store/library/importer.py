"""Bringing debates in: each whole or not at all, gathered into short transactions."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Self

from store.library.connection import Connection
from store.library.incoming import Incoming, incoming
from store.library.matching import Claims, claims_of
from store.library.recognising import Recogniser
from store.library.writing import Fate, Writer
from store.model import DebateId, Link, Source
from store.parsed import Parsed, ParsedDebate
from store.threads import link

GATHERED = 400
"""Speeches that go into one transaction; a debate is never parted, so one with more goes in alone."""
WAIT = 0.5
"""Seconds after which what was gathered is written, however little it is."""
TURN = 0.0002
"""Seconds after which a thread must give way to another. The thread that commits asks for its turn a few times in each
transaction; at the usual 5 ms it would wait for the parser each time longer than for the disk."""


@dataclass(frozen=True, slots=True)
class Added:
    """What a source file did to the library."""

    source: str
    debates: tuple[DebateId, ...]
    """All that the file holds, in its order."""
    speeches: int
    """All that the file holds: the new, the updated and the unchanged."""
    new: int
    updated: int
    """Speeches of which a newer edition changed something."""
    unchanged: int


@dataclass(slots=True)
class _File:
    """A file whose debates are being written."""

    source: Source
    waiting: int
    """Debates not yet on the disk."""
    debates: list[DebateId] = field(default_factory=list)
    fates: list[Fate] = field(default_factory=list)

    def added(self) -> Added:
        new, updated = self.fates.count(Fate.NEW), self.fates.count(Fate.UPDATED)
        total = len(self.fates)
        return Added(self.source.name, tuple(self.debates), total, new, updated, total - new - updated)


class Importer:
    """Takes files one after the other, and writes what it has gathered in one transaction at a time.

    Leaving the `with` block writes the rest, also when it is left by ctrl+c: what was parsed is kept. Nothing else
    that is raised inside is swallowed.
    """

    def __init__(self, connection: Connection, now: str, clock: Callable[[], float]) -> None:
        self.added: list[Added] = []
        """Of each file that is wholly on the disk."""
        self._db = connection
        self._writer = Writer(connection, now)
        self._recogniser = Recogniser(connection)
        self._clock = clock
        self._since = clock()
        self._before = sys.getswitchinterval()
        self._queue: list[tuple[Incoming, _File]] = []
        self._gathered = 0
        self._written: list[tuple[_File, DebateId, list[Fate]]] = []
        """What the transaction holds that is being finished."""

    def __enter__(self) -> Self:
        self._before = sys.getswitchinterval()
        sys.setswitchinterval(TURN)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None or issubclass(kind, KeyboardInterrupt):
                self.flush()
                self._settle()
        finally:
            sys.setswitchinterval(self._before)

    def add(self, parsed: Parsed, source: Source) -> None:
        """Take in what a file holds; it is on the disk when it appears in `added`."""
        source = replace(source, captured=source.captured or parsed.captured, licence=source.licence or parsed.licence)
        file = _File(source, len(parsed.debates))
        if parsed.redirects or not parsed.debates:
            self.flush()
            self._settle()
        if parsed.redirects:
            with self._db.transaction(), self._writer.batch():
                self._writer.redirect(parsed)
        if not parsed.debates:
            self.added.append(file.added())
        for debate, links, origin, claims in _threaded(parsed, source):
            if self._queue and self._gathered + len(debate.remarks) > GATHERED:
                self.flush()
            self._queue.append((incoming(debate, links, origin, claims), file))
            self._gathered += len(debate.remarks)
        if self._clock() - self._since > WAIT:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered. Indexing and committing it go on while the next file is parsed and made ready."""
        self._settle()
        queue, self._queue, self._gathered = self._queue, [], 0
        self._since = self._clock()
        if not queue:
            return
        with ExitStack() as transaction:
            transaction.enter_context(self._db.transaction())
            transaction.enter_context(self._writer.batch())
            written = [(file, *self._writer.write(debate)) for debate, file in queue]
            changed = [debate for _, debate, fates in written if {*fates} - {Fate.UNCHANGED}]
            self._recogniser.revisit(changed, self._writer.unindexed)
            self._db.finish_beside(transaction.pop_all())
        self._written = written

    def _settle(self) -> None:
        """Wait until what was written is on the disk, and count it."""
        written, self._written = self._written, []
        self._db.settle()
        for file, debate, fates in written:
            file.debates.append(debate)
            file.fates.extend(fates)
            file.waiting -= 1
            if not file.waiting:
                self.added.append(file.added())


def _threaded(parsed: Parsed, source: Source) -> Iterator[tuple[ParsedDebate, Sequence[Link], Source, Claims]]:
    """In the order of the file, each debate with the source that it is of and what is claimed for that. The debates of
    one source are threaded together and are different debates; where a file holds those of several, one may be
    another's, as if each source had come in by itself."""
    groups: dict[Source, list[ParsedDebate]] = {}
    for debate in parsed.debates:
        groups.setdefault(debate.source or source, []).append(debate)
    claims = {origin: claims_of(debates) for origin, debates in groups.items()}
    links = {origin: iter(link(debates)) for origin, debates in groups.items()}
    for debate in parsed.debates:
        origin = debate.source or source
        yield debate, next(links[origin]), origin, claims[origin]
