"""Forms of address on real days, against the list that was read by eye."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.addresses import SIZE, cases, checked, score
from tests.mutations import DATA

DAYS = DATA / "theyworkforyou"


@pytest.mark.skipif(not DAYS.is_dir(), reason="the real days are not here")
def test_at_least_98_in_100_mean_the_person_that_was_found_right(tmp_path: Path) -> None:
    assert len(checked()) == SIZE
    there, wrong = score(list(cases(DAYS, tmp_path / "library.db")))
    assert there >= 0.95 * SIZE
    assert len(wrong) <= 0.02 * there, "\n".join(case.shown for case in wrong)
