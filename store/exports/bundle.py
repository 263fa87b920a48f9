"""What comes in of an export: notes, and the keys by which their debates and speeches are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from store.records import Code, Note, Tag

PROVENANCE = "made with Dispatchbox"


@dataclass(frozen=True, slots=True)
class Bundle:
    """Notes of another library. Numbers of debates and speeches are those that they have there."""

    notes: tuple[Note, ...]
    debates: Mapping[str, Sequence[Any]]
    """By number as text: key, title, date, house, section."""
    speeches: Mapping[str, Sequence[Any]]
    """By number as text: key, attribution, name, digest (of its house and opening words)."""
    tags: tuple[Tag, ...] = ()
    codes: tuple[Code, ...] = ()
    revisions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By note, when its earlier wordings were made."""
    skipped: tuple[str, ...] = ()
    """What could not be read, one sentence each."""
