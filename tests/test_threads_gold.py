"""The threading rules against the labels of real and invented days, and every pair of a day of written answers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from store.importers import parse_bytes
from store.importers.options import Options
from store.model import Kind
from store.threads import link
from tests.benchmarks.threads_gold import DAYS, Score, score
from tests.mutations import DATA

DAY = DATA / "theyworkforyou"
SAMPLE = Path(__file__).parents[1] / "sample_data" / "theyworkforyou" / "debates2025-03-11b.xml"


@pytest.mark.skipif(not all((DAY / name).exists() for name in DAYS), reason="needs the real days")
def test_the_labelled_days_without_their_labels() -> None:
    pooled = Score()
    for name in DAYS:
        score(DAY / name, pooled)
    assert pooled.turns == 736
    assert (pooled.misses, pooled.kinds, pooled.links) == ([], 1.0, 1.0)


def test_the_sample_day_without_its_labels() -> None:
    total = Score()
    score(SAMPLE, total)
    assert total.turns > 100
    assert (total.misses, total.kinds, total.links) == ([], 1.0, 1.0)


@pytest.mark.skipif(not (DAY / "answers2009-10-27c.xml").exists(), reason="needs the real day")
def test_every_written_answer_answers_the_questions_above_it() -> None:
    path = DAY / "answers2009-10-27c.xml"
    day = parse_bytes(path.read_bytes(), path.name, Options(captured=dt.date(2031, 1, 1))).parsed.debates
    pairs = 0
    for links in link(day):
        waiting: list[int] = []
        for place, each in enumerate(links):
            if each.kind is Kind.QUESTION:
                waiting.append(place)
            else:
                assert (each.kind, each.replies_to) == (Kind.ANSWER, tuple(waiting))
                pairs += len(waiting)
                waiting = []
    assert pairs == 311
