"""What the reader sees of the sample day, as plain text.

`DISPATCHBOX_REWRITE=1 pytest tests/test_goldens.py` writes it.

The last line, the status line, is left out: it says whether a write has come back yet.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from store.importers.options import Options
from store.intake import bring_in
from store.library import Library
from store.model import Debate, Kind, SpeechId
from tests.ferries import DAY
from tests.test_app import SAMPLES, running, screen_text, settled
from tui.app import Dispatchbox
from tui.clock import now

GOLDENS = Path(__file__).parent / "goldens"
SIZES = {80: 24, 100: 30, 140: 40}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("golden") / "library.db"
    with Library.open(path) as library:
        file = SAMPLES / "theyworkforyou" / "debates2025-03-11b.xml"
        assert all(report.error is None for report in bring_in(library, [str(file)], Options(DAY), now=now()))
    return path


def places(path: Path) -> dict[str, tuple[Debate, SpeechId]]:
    """The opening of the day, a grouped question, the division, and the longest speech."""
    with Library.open(path) as library:
        debates = [library.debate(shelved.id) for shelved in library.shelf()]
    grouped = next(d for d in debates for s in d.speeches if s.kind is Kind.ANSWER and len(s.replies_to) > 1)
    divided = next(d for d in debates for s in d.speeches if s.kind is Kind.DIVISION)
    longest = max(debates, key=lambda d: max(len(s.text) for s in d.speeches))
    return {
        "opening": (debates[0], debates[0].speeches[0].id),
        "questions": (grouped, grouped.speeches[0].id),
        "division": (divided, next(s.id for s in divided.speeches if s.kind is Kind.DIVISION)),
        "longest": (longest, max(longest.speeches, key=lambda s: len(s.text)).id),
    }


@pytest.mark.parametrize("width", SIZES)
@pytest.mark.parametrize("place", ["opening", "questions", "division", "longest"])
async def test_the_screen_is_as_it_was(day: Path, place: str, width: int) -> None:
    debate, speech = places(day)[place]
    async with running(day, size=(width, SIZES[width])) as pilot:
        assert isinstance(pilot.app, Dispatchbox)
        await pilot.app.open_debate(debate.id, speech)
        await settled(pilot)
        shown = "\n".join(line.rstrip() for line in screen_text(pilot).split("\n")[:-1]) + "\n"
    golden = GOLDENS / f"{place}-{width}.txt"
    if os.environ.get("DISPATCHBOX_REWRITE"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(shown, encoding="utf-8")
    assert shown == golden.read_text(encoding="utf-8")
