"""Copying that tells the truth: pick a way out for a text, and say which it was and whether it is proved.

The order is: the user's own command; tmux's buffer inside tmux; the native clipboard; OSC 52, which the terminal may
ignore without a word; and always a file. Nothing here raises.
"""

from __future__ import annotations

import base64
import os
import shlex
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from store.sanitise import clean
from tui.files import replace_file

PATIENCE = 2.0
"""Seconds that any one way may take."""
OSC_LIMIT = 74_994
"""Base64 characters that terminals accept in one OSC 52 (the least of those in use, xterm's and screen's)."""
SCREEN_CHUNK = 500
"""GNU screen passes at most 768 bytes in one device control string."""


@dataclass(frozen=True, slots=True)
class Copied:
    """How a copy went."""

    way: str
    """`command tmux native terminal file nowhere`."""
    sentence: str
    """For the status line: `copied to tmux's buffer`."""

    @property
    def proved(self) -> bool:
        return self.way in {"command", "tmux", "native", "file"}


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a copy depends on, given by the app."""

    environ: Mapping[str, str]
    file: Path
    """Where the last copy is always left."""
    write: Callable[[str], None] | None = None
    """Writes to the terminal, where there is one."""
    command: str = ""
    """The user's `clipboard_command`; it gets the text on its standard input."""


def paste_safe(text: str) -> str:
    """A text without control characters, bidi overrides or trailing line ends, safe to paste into a shell."""
    return clean(text).replace("\t", " ").rstrip("\n")


def copy(text: str, around: Surroundings) -> Copied:
    """Copy `text` by the first way that works; the text is in `around.file` besides."""
    text = paste_safe(text)
    kept = _to_file(text, around.file)
    for way in (_by_command, _by_tmux, _by_native, _by_terminal):
        if (copied := way(text, around)) is not None:
            return copied
    if kept:
        return Copied("file", f"no clipboard here: the text is in {around.file}")
    return Copied("nowhere", f"no clipboard here, and {around.file} cannot be written")


def _to_file(text: str, file: Path) -> bool:
    try:
        replace_file(file, text)
    except OSError:
        return False
    return True


def _feed(command: list[str], text: str, environ: Mapping[str, str]) -> bool:
    """Run a program with the text on its standard input; True when it says that it succeeded."""
    try:
        done = subprocess.run(
            command,
            input=text.encode(),
            env=dict(environ),
            timeout=PATIENCE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except (OSError, subprocess.SubprocessError, ValueError):
        return False
    return done.returncode == 0


def _by_command(text: str, around: Surroundings) -> Copied | None:
    if not around.command:
        return None
    try:
        words = shlex.split(around.command)
    except ValueError:
        return None
    if words and _feed(words, text, around.environ):
        return Copied("command", f"copied by {Path(words[0]).name}")
    return None


def _by_tmux(text: str, around: Surroundings) -> Copied | None:
    """`-w` also hands the text on to the terminal outside, where tmux's set-clipboard allows it."""
    if not around.environ.get("TMUX"):
        return None
    if _feed(["tmux", "load-buffer", "-w", "-"], text, around.environ):
        return Copied("tmux", "copied to tmux's buffer")
    return None


def _by_native(text: str, around: Surroundings) -> Copied | None:
    """The desktop's clipboard, in a thread: an X server that has gone away would hold the program for ever."""
    outcome: list[bool] = []

    def put() -> None:
        import pyperclip

        try:
            pyperclip.copy(text)
        except (pyperclip.PyperclipException, OSError, subprocess.SubprocessError, ValueError):
            outcome.append(False)
        else:
            outcome.append(True)

    thread = threading.Thread(target=put, name="clipboard", daemon=True)
    thread.start()
    thread.join(PATIENCE)
    return Copied("native", "copied") if outcome == [True] else None


def _by_terminal(text: str, around: Surroundings) -> Copied | None:
    """OSC 52. It gives no receipt, so the sentence does not claim one; Terminal on macOS is known to ignore it."""
    if around.write is None or around.environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return None
    payload = base64.b64encode(text.encode()).decode()
    if len(payload) > OSC_LIMIT:
        return None
    around.write("".join(_wrapped(f"\x1b]52;c;{payload}\a", around.environ)))
    return Copied("terminal", "sent to the terminal (OSC 52)")


def _wrapped(sequence: str, environ: Mapping[str, str]) -> Iterator[str]:
    """The sequence as the multiplexer in between passes it on."""
    if environ.get("TMUX"):
        yield "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    elif environ.get("STY"):
        for start in range(0, len(sequence), SCREEN_CHUNK):
            yield "\x1bP" + sequence[start : start + SCREEN_CHUNK] + "\x1b\\"
    else:
        yield sequence


def surroundings(file: Path, write: Callable[[str], None] | None, command: str) -> Surroundings:
    """The surroundings of this process."""
    return Surroundings(dict(os.environ), file, write, command)
