"""Killed at any moment, a library holds every step that was done and nothing of a half one (tests/killing.py)."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests import oracle
from tests.figures import count
from tests.killing import PARTS, killing

KILLS, LONG_KILLS = 200, 10_000
LONG_PARTS = 40
ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_any_moment(quick_path: Path, part: int) -> None:
    count("kills of the store", killing(quick_path, KILLS // PARTS, part))


@pytest.mark.long
@pytest.mark.parametrize("part", range(LONG_PARTS))
def test_killed_many_times(quick_path: Path, part: int) -> None:
    count("kills of the store", killing(quick_path, LONG_KILLS // LONG_PARTS, 100 + part))


def test_four_programs_make_one_library(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    program = "import sys; from pathlib import Path; from store.library import Library; Library.open(Path(sys.argv[1]))"
    started = [
        subprocess.Popen([sys.executable, "-c", program, str(path)], stderr=subprocess.PIPE, cwd=ROOT) for _ in range(4)
    ]
    assert [(one.communicate()[1], one.returncode) for one in started] == [(b"", 0)] * 4
    oracle.sound(path)
