"""Copying: each way out, in its order, and the sentence that says which it was."""

from __future__ import annotations

import base64
import os
import shutil
import stat
import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import clipboard
from tui.clipboard import Surroundings, copy, paste_safe


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Surroundings:
    """A machine without any clipboard."""
    monkeypatch.setattr(clipboard, "_by_native", lambda text, around: None)
    return Surroundings({"PATH": os.environ["PATH"]}, tmp_path / "last-copy.txt")


def with_(around: Surroundings, **changes: object) -> Surroundings:
    values = {"environ": around.environ, "file": around.file, "write": around.write, "command": around.command}
    return Surroundings(**{**values, **changes})  # type: ignore[arg-type]


def test_without_a_clipboard_the_text_is_in_a_private_file(nowhere: Surroundings) -> None:
    copied = copy("“Order, order.”\n", nowhere)
    assert copied.way == "file"
    assert str(nowhere.file) in copied.sentence
    assert nowhere.file.read_text(encoding="utf-8") == "“Order, order.”"
    assert stat.S_IMODE(nowhere.file.stat().st_mode) == 0o600


def test_the_command_beats_all(nowhere: Surroundings, tmp_path: Path) -> None:
    out = tmp_path / "out"
    copied = copy("words", with_(nowhere, command=f"sh -c 'cat > {out}'", write=lambda _: None))
    assert (copied.way, copied.proved, out.read_text()) == ("command", True, "words")


@pytest.mark.parametrize("command", ["false", "no-such-program-here", "'unbalanced"])
def test_a_command_that_fails_gives_way(nowhere: Surroundings, command: str) -> None:
    assert copy("words", with_(nowhere, command=command)).way == "file"


def test_osc_52_is_sent_but_not_claimed(nowhere: Surroundings) -> None:
    sent: list[str] = []
    copied = copy("Hywel Pryce–Jones", with_(nowhere, write=sent.append))
    assert (copied.way, copied.proved) == ("terminal", False)
    assert sent == [f"\x1b]52;c;{base64.b64encode('Hywel Pryce–Jones'.encode()).decode()}\a"]


def test_osc_52_has_a_limit(nowhere: Surroundings) -> None:
    assert copy("x" * 60_000, with_(nowhere, write=lambda _: pytest.fail("sent"))).way == "file"


def test_terminal_on_macos_is_not_believed(nowhere: Surroundings) -> None:
    around = with_(nowhere, environ={"TERM_PROGRAM": "Apple_Terminal"}, write=lambda _: pytest.fail("sent"))
    assert copy("words", around).way == "file"


def test_screen_gets_it_in_pieces(nowhere: Surroundings) -> None:
    sent: list[str] = []
    copy("w" * 2000, with_(nowhere, environ={"STY": "1.pts"}, write=sent.append))
    pieces = sent[0].split("\x1b\\")[:-1]
    assert len(pieces) > 1
    assert all(piece.startswith("\x1bP") and len(piece) <= 768 for piece in pieces)


def test_a_hung_native_clipboard_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import pyperclip

    monkeypatch.setattr(pyperclip, "copy", lambda text: time.sleep(5))
    monkeypatch.setattr(clipboard, "PATIENCE", 0.05)
    assert copy("words", Surroundings({}, tmp_path / "last")).way == "file"


def test_nothing_is_raised_where_nothing_can_be_written(nowhere: Surroundings) -> None:
    assert copy("words", with_(nowhere, file=Path("/proc/no/such/place"))).way == "nowhere"


@given(st.text())
def test_pasting_is_safe(text: str) -> None:
    safe = paste_safe(text)
    assert not safe.endswith("\n")
    assert not any((ord(c) < 32 and c != "\n") or 127 <= ord(c) < 160 for c in safe)


def test_tmux_gets_it(nowhere: Surroundings, tmp_path: Path) -> None:
    if shutil.which("tmux") is None:
        pytest.skip("tmux is not here")
    tmux = ["tmux", "-L", f"dbx-{os.getpid()}", "-f", "/dev/null"]
    subprocess.run([*tmux, "new-session", "-d", "-s", "t"], check=True)
    try:
        query = [*tmux, "display-message", "-p", "-t", "t", "#{socket_path},#{pid},0"]
        named = subprocess.run(query, capture_output=True, text=True, check=True).stdout.strip()
        copied = copy("Llanfair‑ar‑y‑bryn; it's “so”", with_(nowhere, environ={**os.environ, "TMUX": named}))
        shown = subprocess.run([*tmux, "show-buffer"], capture_output=True, text=True, check=True).stdout
        assert (copied.way, shown) == ("tmux", "Llanfair‑ar‑y‑bryn; it's “so”")
    finally:
        subprocess.run([*tmux, "kill-server"])
