"""Killed at any moment, a library holds every step that was done and nothing of a half one."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store.library import Library
from tests import flows, oracle

KILLS = 10
LONG_KILLS = 200
ROOT = Path(__file__).parent.parent


def start(path: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "tests.flows", str(path)], stdout=subprocess.PIPE, cwd=ROOT)


def killed_after(path: Path, steps: int, wait: float) -> int:
    """Run the steps and kill the program some time after one of them; how many it said were done."""
    program = start(path)
    assert program.stdout is not None
    for _ in range(steps):
        program.stdout.readline()
    time.sleep(wait)
    program.kill()
    rest = program.stdout.read()
    program.stdout.close()
    program.wait()
    return steps + rest.count(b"\n")


def after_steps(path: Path, steps: int) -> str:
    with Library.open(path) as library:
        for step in range(steps):
            flows.do(library, step)
        return oracle.exported(library)


def kill_and_look(folder: Path, chance: random.Random) -> None:
    path = folder / "library.db"
    done = killed_after(path, chance.randint(1, 80), chance.random() * 0.02)
    with Library.open(path) as library:
        found = oracle.exported(library)
    expected = after_steps(folder / "expected.db", done)
    if found != expected:
        with Library.open(folder / "expected.db") as library:
            flows.do(library, done)
            assert found == oracle.exported(library), f"after {done} steps"
    oracle.sound(path)


@pytest.mark.parametrize("run", range(KILLS))
def test_killed_at_any_moment(tmp_path: Path, run: int) -> None:
    kill_and_look(tmp_path, random.Random(run))


@pytest.mark.long
@pytest.mark.parametrize("run", range(KILLS, LONG_KILLS))
def test_killed_many_times(tmp_path: Path, run: int) -> None:
    kill_and_look(tmp_path, random.Random(run))


@pytest.mark.parametrize("run", range(4))
def test_killed_while_it_is_made(tmp_path: Path, run: int) -> None:
    path = tmp_path / "library.db"
    program = start(path)
    while not path.exists():
        time.sleep(0.0005)
    time.sleep(0.004 * run)
    program.kill()
    program.communicate()
    with Library.open(path) as library:
        flows.do(library, 0)
    oracle.sound(path)


def test_four_programs_make_one_library(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    program = "import sys; from pathlib import Path; from store.library import Library; Library.open(Path(sys.argv[1]))"
    started = [
        subprocess.Popen([sys.executable, "-c", program, str(path)], stderr=subprocess.PIPE, cwd=ROOT) for _ in range(4)
    ]
    assert [(one.communicate()[1], one.returncode) for one in started] == [(b"", 0)] * 4
    oracle.sound(path)
