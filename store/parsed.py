"""What an importer makes of a source file: values without ids, before anything is threaded or stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from store.model import ColumnMark, Excerpt, Kind, Section, Source, Speaker


@dataclass(frozen=True, slots=True)
class Remark:
    """One contribution as its source gives it, before it has an id or a place in an exchange."""

    key: str
    """The source's id less its edition letter; empty where the source gives none."""
    text: str
    speaker: Speaker | None = None
    attribution: str = ""
    """The printed attribution, verbatim; it may stand without a speaker ("Hon. Members")."""
    label: Kind | None = None
    """The source's own word for the kind, where it has one."""
    supplementary: bool = False
    """The source labels this question a supplementary."""
    number: str = ""
    """The printed or internal number of an oral or written question; marks the one who tabled it."""
    column: str | None = None
    """The column in which it starts, as printed."""
    columns: tuple[ColumnMark, ...] = ()
    """The columns that begin inside its text."""
    time: str | None = None
    """The last printed clock, `HH:MM:SS`."""
    url: str = ""
    line: int = 0
    """Line of the source, from 1; 0 where lines mean nothing."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in a source that was left out, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class ParsedDebate:
    """The finest headed section with speeches, as its source gives it."""

    title: str
    date: dt.date
    house: str
    """`commons lords scotland wales northern_ireland`, or the parliament's name."""
    remarks: tuple[Remark, ...]
    section: Section = Section.CHAMBER
    parents: tuple[str, ...] = ()
    """The headings above, outermost first."""
    key: str = ""
    """The source's id of the heading less its edition letter; empty where it gives none."""
    volume: str | None = None
    url: str = ""
    excerpt: Excerpt = Excerpt.FULL
    warning: str = ""
    """A sentence the reader must see: what this source leaves out."""
    committee: str = ""
    """Name of the committee, or title of its bill, where the section is a committee."""
    session: str = ""
    source: Source | None = None
    """Where it came from before it was written into the file that was read; None where that is its source."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """All that one source file holds. Debates are in document order."""

    debates: tuple[ParsedDebate, ...]
    skipped: tuple[Skipped, ...] = ()
    captured: str = ""
    licence: str = ""
    warnings: tuple[str, ...] = ()
    superseded: str = ""
    """Why a file that holds no debate is rightly empty: a newer edition, or a list of people and no sitting."""
    redirects: tuple[tuple[str, str], ...] = ()
    """Source keys that changed between editions: old, new."""
