"""Simple records become rows and come back the same, whatever their fields."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest

from store.library import simple
from store.model import Kind, Span, SpeechId
from store.records import Code, Tag


@dataclass(frozen=True, slots=True)
class Motley:
    """A record with a field of every sort that may be kept."""

    name: str
    day: dt.date
    kind: Kind
    sure: bool
    words: tuple[str, ...] = ()
    span: Span | None = None
    number: int | None = None


@pytest.mark.parametrize(
    "record",
    [
        Tag("trade/ships", "what floats", 3),
        Tag("trade"),
        Code("claim", "c", "blue", "underline", "What is held to be so."),
        Motley("a", dt.date(2025, 1, 16), Kind.ANSWER, True, ("ŵ", "b"), Span(SpeechId(3), 1, 2), 7),
        Motley("b", dt.date(1918, 12, 14), Kind.CHAIR, False),
    ],
)
def test_a_record_comes_back_from_its_row(record: Any) -> None:
    row = simple.row(record)
    assert all(isinstance(value, str | int | float | None) for value in row.values())
    assert simple.of(type(record))(tuple(row.values())) == record
    assert next(iter(row)) == simple.columns(type(record))[0]


def test_a_table_is_named_as_the_record_is() -> None:
    class SmartList(Tag):
        pass

    assert simple.table(Tag) == "tag"
    assert simple.table(SmartList) == "smart_list"
    assert simple.all_of(Tag) == 'SELECT "name", "definition", "key" FROM tag ORDER BY "name"'
