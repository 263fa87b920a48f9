"""The program in a real tmux: what `y y` copies is in tmux's buffer, and the status line says so."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.importers.options import Options
from store.intake import bring_in
from store.library import Library
from tests.ferries import DAY
from tests.test_app import PAIR
from tui.clock import now

PATIENCE = 60.0
"""Seconds after which what was waited for will not come."""
pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not here")


@pytest.fixture
def tmux(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """A tmux server of this test's own, which knows no display."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("TMUX", "SSH_"))}
    environ |= {"DISPLAY": "", "WAYLAND_DISPLAY": "", "LC_ALL": "C.UTF-8", "DISPATCHBOX_CONFIG": str(tmp_path / "none")}
    base = ["tmux", "-S", str(tmp_path / "socket"), "-f", "/dev/null"]

    def run(*words: str) -> str:
        return subprocess.run([*base, *words], env=environ, capture_output=True, text=True).stdout

    yield run
    run("kill-server")


def until(found: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < end, "what was waited for did not come"
        time.sleep(0.05)


def test_y_y_reaches_the_buffer(tmux: Callable[..., str], tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        assert [report.error for report in bring_in(library, [str(PAIR)], Options(DAY), now=now())] == [None]
        debate = library.debate(library.shelf()[0].id)
    command = shlex.join([sys.executable, "-m", "tui", "--library", str(path), str(debate.id)])
    tmux("new-session", "-d", "-s", "t", "-x", "80", "-y", "24", command)
    until(lambda: "saved" in tmux("capture-pane", "-p", "-t", "t"))
    tmux("send-keys", "-t", "t", "j", "y", "y")
    until(lambda: "copied to tmux" in tmux("capture-pane", "-p", "-t", "t"))
    copied = tmux("show-buffer")
    assert "HC Deb" in copied
    said = debate.speeches[1].text.split("\n")[0][:40]
    assert said in " ".join(copied.split())
    assert not copied.endswith("\n")
    assert (tmp_path / "last-copy.txt").read_text(encoding="utf-8") == copied
