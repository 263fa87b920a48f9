"""The corpus maker: its days are whole, its words and lengths those that it promises."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from store.importers import parse_bytes
from store.model import Kind
from store.parsed import ParsedDebate
from tests.benchmarks.corpus import House, days, write
from tests.benchmarks.words import FORMS, Words
from tests.mutations import OPTIONS


@pytest.fixture(scope="module")
def debates(tmp_path_factory: pytest.TempPathFactory) -> list[ParsedDebate]:
    files = write(tmp_path_factory.mktemp("corpus"), 2_900, per_day=400)
    assert [parse(file, count=file is not files[-1]) for file in files]
    return [debate for file in files for debate in parse(file, count=file is not files[-1])]


def parse(file: Path, count: bool) -> tuple[ParsedDebate, ...]:
    data = file.read_bytes()
    found = parse_bytes(data, file.name, OPTIONS)
    assert found.format == "TheyWorkForYou XML"
    assert data.count(b"<speech ") == (400 if count else 100)
    return found.parsed.debates


def test_every_speech_comes_in(debates: list[ParsedDebate]) -> None:
    labels = Counter(remark.label for debate in debates for remark in debate.remarks)
    assert sum(labels.values()) - labels[Kind.DIVISION] == 2_900
    kinds = {Kind.QUESTION, Kind.ANSWER, Kind.STATEMENT, Kind.SPEECH, Kind.INTERVENTION, Kind.CONTINUATION}
    assert kinds | {Kind.POINT_OF_ORDER, Kind.DIVISION} <= labels.keys()


def test_keys_are_the_speeches_own(debates: list[ParsedDebate]) -> None:
    keys = [remark.key for debate in debates for remark in debate.remarks]
    assert len(keys) == len(set(keys))


def test_questions_are_grouped(debates: list[ParsedDebate]) -> None:
    tabled = [sum(1 for remark in debate.remarks if remark.number) for debate in debates]
    assert {1, 2, 3, 5} <= set(tabled)


def test_speeches_are_as_long_as_those_of_the_commons() -> None:
    words = Words(5)
    lengths = sorted(words.length() for _ in range(100_000))
    assert 77 <= lengths[50_000] <= 81
    assert 143 <= sum(lengths) / len(lengths) <= 149
    assert 550 <= lengths[95_000] <= 600
    assert 4_000 <= lengths[-1] <= 6_790


def test_words_follow_zipf() -> None:
    words = Words(5)
    assert len(set(words.forms)) == FORMS
    found = Counter(words.take(400_000))
    assert found[words.forms[0]] / found[words.forms[9]] == pytest.approx(10, rel=0.1)
    assert len(found) > 30_000


def test_the_same_seed_makes_the_same_day() -> None:
    date = next(days())
    assert House(3).day(date, 50) == House(3).day(date, 50) != House(4).day(date, 50)
