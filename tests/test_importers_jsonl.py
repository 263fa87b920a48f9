"""Dispatchbox JSON Lines, out and in."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import SourceError
from store.importers import jsonl
from store.model import ColumnMark, Excerpt, Kind, Section, Speaker
from store.parsed import Parsed, ParsedDebate, Remark, Skipped
from tests.mutations import OPTIONS, survives

MANUAL = Path(__file__).parents[1] / "docs" / "importing.md"
WORDS = st.text(max_size=20)
MAYBE = st.none() | WORDS
SPEAKERS = st.builds(Speaker, WORDS, MAYBE, MAYBE, MAYBE, MAYBE)


@st.composite
def remarks(draw: st.DrawFn) -> Remark:
    text = draw(WORDS)
    offsets = draw(st.lists(st.integers(0, max(0, len(text) - 1)), max_size=3)) if text else []
    return Remark(
        key=draw(WORDS),
        text=text,
        speaker=draw(st.none() | SPEAKERS),
        attribution=draw(WORDS),
        label=draw(st.none() | st.sampled_from(Kind)),
        supplementary=draw(st.booleans()),
        number=draw(WORDS),
        column=draw(MAYBE),
        columns=tuple(ColumnMark(offset, "7") for offset in offsets),
        time=draw(MAYBE),
        url=draw(WORDS),
        line=draw(st.integers(0, 9)),
    )


DEBATES = st.builds(
    ParsedDebate,
    title=WORDS,
    date=st.dates(),
    house=WORDS,
    remarks=st.lists(remarks(), max_size=3).map(tuple),
    section=st.sampled_from(Section),
    parents=st.lists(WORDS, max_size=2).map(tuple),
    key=WORDS,
    volume=MAYBE,
    url=WORDS,
    excerpt=st.sampled_from(Excerpt),
    warning=WORDS,
    committee=WORDS,
    session=WORDS,
)
PARSED = st.builds(
    Parsed,
    debates=st.lists(DEBATES, max_size=3).map(tuple),
    skipped=st.lists(st.builds(Skipped, st.integers(0, 9), WORDS), max_size=2).map(tuple),
    captured=WORDS,
    licence=WORDS,
    warnings=st.lists(WORDS, max_size=2).map(tuple),
    superseded=WORDS,
    redirects=st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple),
)
LAMPS = Parsed(
    (
        ParsedDebate(
            "Lamp Oil",
            dt.date(2025, 3, 11),
            "commons",
            (
                Remark(
                    "k1", "Oil?\nWhich?", Speaker("Ann Lee", "Lab"), label=Kind.QUESTION, columns=(ColumnMark(5, "8"),)
                ),
                Remark("", "None.", attribution="Hon. Members", supplementary=True),
            ),
            parents=("Lamps",),
        ),
    ),
    skipped=(Skipped(3, "furniture"),),
    redirects=(("old", "new"),),
)


def read(text: str) -> Parsed:
    data = text.encode()
    assert jsonl.accepts(data[:65536], "any")
    return jsonl.parse(data, "debates.jsonl", OPTIONS)


@settings(max_examples=150, deadline=None)
@given(PARSED)
def test_nothing_is_lost_on_the_way_out_and_in(parsed: Parsed) -> None:
    lines = list(jsonl.dump(parsed))
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    assert read("".join(lines)) == parsed


def test_the_lines_are_those_of_the_manual() -> None:
    assert [json.loads(line) for line in jsonl.dump(LAMPS)] == [
        {"dispatchbox": 1, "skipped": [{"line": 3, "why": "furniture"}], "redirects": [["old", "new"]]},
        {"debate": {"title": "Lamp Oil", "date": "2025-03-11", "house": "commons", "parents": ["Lamps"]}},
        {
            "remark": {
                "key": "k1",
                "text": "Oil?\nWhich?",
                "speaker": {"name": "Ann Lee", "party": "Lab"},
                "label": "question",
                "columns": [[5, "8"]],
            }
        },
        {"remark": {"key": "", "text": "None.", "attribution": "Hon. Members", "supplementary": True}},
    ]


def test_the_example_of_the_manual_comes_in() -> None:
    [example] = [block for block in MANUAL.read_text(encoding="utf-8").split("```") if block.startswith("json\n")]
    [debate] = read(example.removeprefix("json\n")).debates
    assert [remark.label for remark in debate.remarks] == [Kind.QUESTION, Kind.ANSWER]


HEAD = '{"dispatchbox": 1}\n'
DEBATE = '{"debate": {"title": "t", "date": "2025-03-11", "house": "commons"}}\n'


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ('{"dispatchbox": 2}\n', 1, "is not of version 1"),
        ('{"dispatchbox": "1"}\n', 1, "no whole number in “dispatchbox”"),
        (HEAD + '{"remark": {"text": "x"}}\n', 2, "a remark before any debate"),
        (HEAD + '{"speech": {}}\n', 2, "neither a debate nor a remark"),
        (HEAD + "\n" + '{"debate": {"date": "soon"}}\n', 3, "gives no date"),
        (HEAD + '{"debate": 3}\n', 2, "something else where an object"),
        (HEAD + DEBATE + '{"remark": {"text": "x", "words": "y"}}\n', 3, "“words”, which version 1"),
        (HEAD + DEBATE + '{"remark": {"text": "x", "label": "chat"}}\n', 3, "“chat” as “label”"),
        (HEAD + DEBATE + '{"remark": {"text": "x", "columns": [[1, "7"]]}}\n', 3, "no pair of an offset"),
        (HEAD + DEBATE + '{"remark": {"text": "x", "speaker": "Ann"}}\n', 3, "something else where an object"),
        (HEAD + DEBATE + '{"remark": {"text": "x"\n', 3, "is not whole JSON"),
        ('{"dispatchbox": 1, "warnings": "x"}\n', 1, "no list in “warnings”"),
        ('{"dispatchbox": 1, "redirects": [["x"]]}\n', 1, "other than texts"),
    ],
)
def test_what_is_not_whole_names_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        read(text)
    assert caught.value.line == line


def test_damaged_files_end_in_a_sentence() -> None:
    assert survives(jsonl.parse, "".join(jsonl.dump(LAMPS)).encode(), 2000) > 0


def test_the_manual_lists_every_field_and_choice() -> None:
    manual = (
        (Path(__file__).parents[1] / "docs" / "importing.md").read_text(encoding="utf-8").partition("## JSON Lines")[2]
    )
    names = [field.name for kind in (Parsed, ParsedDebate, Remark, Speaker, Skipped) for field in fields(kind)]
    choices = [*Kind, *Section, *Excerpt]
    listed = set(re.findall(r"\w+", manual))
    assert {*names, *choices} - {"debates", "remarks"} <= listed
