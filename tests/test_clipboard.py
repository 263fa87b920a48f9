"""Copying: each way out, in its order, and the sentence that says which it was."""

from __future__ import annotations

import base64
import os
import shutil
import stat
import subprocess
import sys
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


def test_far_away_the_clipboard_of_that_machine_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import pyperclip

    used: list[str] = []
    sent: list[str] = []
    monkeypatch.setattr(pyperclip, "copy", used.append)
    ssh = {"SSH_CONNECTION": "10.0.0.1 2 10.0.0.2 22"}
    around = Surroundings(ssh, tmp_path / "last", sent.append)
    assert copy("words", around).way == "terminal"
    assert (len(sent), used) == (1, [])
    forwarded = ssh | {"DISPLAY": "localhost:10.0"}
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert copy("words", with_(around, environ=forwarded)).way == "native"
    assert copy("words", with_(around, environ={"TERM": "xterm"})).way == "native"
    assert used == ["words", "words"]


def test_too_long_for_the_terminal_is_said(nowhere: Surroundings) -> None:
    copied = copy("x" * 60_000, with_(nowhere, write=lambda _: None))
    assert copied.sentence == f"too long for the terminal: the text is in {nowhere.file}"
    assert nowhere.file.stat().st_size == 60_000


def unwrapped_by_screen(stream: str) -> str:
    """What GNU screen passes on: the inside of each device control string, which an escape and a backslash ends."""
    out = ""
    while stream:
        assert stream.startswith("\x1bP")
        body, _, stream = stream[2:].partition("\x1b\\")
        assert len(body) + 4 <= 768
        out += body
    return out


@pytest.mark.parametrize("length", [3, 340, 2000])
def test_screen_inside_tmux_passes_it_on_whole(nowhere: Surroundings, length: int, tmp_path: Path) -> None:
    sent: list[str] = []
    gone = {"PATH": "/nowhere", "TMUX": f"{tmp_path}/gone,1,0", "STY": "1.pts"}
    copy("w" * length, with_(nowhere, environ=gone, write=sent.append))
    passed = unwrapped_by_screen(sent[0])
    assert passed.startswith("\x1bPtmux;")
    assert passed.endswith("\x1b\\")
    inner = passed[len("\x1bPtmux;") : -2].replace("\x1b\x1b", "\x1b")
    assert inner == f"\x1b]52;c;{base64.b64encode(b'w' * length).decode()}\a"


def test_tmux_and_the_desktop_both_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import pyperclip

    monkeypatch.setattr(pyperclip, "copy", lambda text: None)
    program = tmp_path / "tmux"
    program.write_text(f'#!/bin/sh\n[ "$2" = -w ] && exit 1\ncat > {tmp_path}/buffer\n', encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    around = Surroundings({**os.environ, "TMUX": "x,1,0"}, tmp_path / "last")
    assert copy("words", around).sentence == "copied, also to tmux"
    assert (tmp_path / "buffer").read_text() == "words"


def test_a_desktop_that_refuses_is_not_believed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "xclip"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    around = Surroundings({"DISPLAY": ":99", "PATH": str(tmp_path)}, tmp_path / "last")
    assert copy("words", around).way == "file"


def test_an_x_server_gets_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("xclip") is None or shutil.which("Xvfb") is None:
        pytest.skip("xclip and Xvfb are not here")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "64x64x8", "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            display = f":{int(told.readline())}"
        environ = {**os.environ, "DISPLAY": display}
        for name in ("WAYLAND_DISPLAY", "TMUX", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"):
            environ.pop(name, None)
        script = (
            "import os, sys; from pathlib import Path; from tui.clipboard import Surroundings, copy;"
            "print(copy(sys.argv[1], Surroundings(dict(os.environ), Path(sys.argv[2]))).sentence)"
        )
        said = "Llanfair‑ar‑y‑bryn: “so”\nand on"
        done = subprocess.run([sys.executable, "-c", script, said, str(tmp_path / "last")], env=environ, check=True,
                              capture_output=True, text=True, timeout=60)  # fmt: skip
        shown = subprocess.run(["xclip", "-selection", "clipboard", "-o"], env=environ, check=True, capture_output=True)
        assert (done.stdout, shown.stdout.decode()) == ("copied\n", said)
    finally:
        server.terminate()
        server.wait()
