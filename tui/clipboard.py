"""Copying that tells the truth: pick a way out for a text, and say which it was and whether it is proved.

The order is: the user's own command; the desktop's clipboard, unless the program runs on a machine far away that shows
nothing here, and inside tmux its buffer besides; OSC 52, which the terminal may ignore without a word; and always a
file. Nothing here raises.
"""

from __future__ import annotations

import base64
import os
import shlex
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
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
    """For the status line: `copied to tmux`."""

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
    if (copied := _by_command(text, around)) is not None:
        return copied
    native, tmux = _by_native(text, around), _by_tmux(text, around)
    if native is not None:
        return replace(native, sentence="copied, also to tmux") if tmux is not None else native
    if (copied := tmux or _by_terminal(text, around)) is not None:
        return copied
    why = "too long for the terminal" if _takes_osc(around) else "no clipboard here"
    if kept:
        return Copied("file", f"{why}: the text is in {around.file}")
    return Copied("nowhere", f"{why}, and {around.file} cannot be written")


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
    for words in (["load-buffer", "-w", "-"], ["load-buffer", "-"]):  # tmux before 3.2 knows no -w
        if _feed(["tmux", *words], text, around.environ):
            return Copied("tmux", "copied to tmux")
    return None


def far_away(environ: Mapping[str, str]) -> bool:
    """Whether this machine's own clipboard is of no use: it is reached over SSH, and no display is passed through."""
    remote = any(environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))
    return remote and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))


def _by_native(text: str, around: Surroundings) -> Copied | None:
    """The desktop's clipboard. Its own programs tell whether it worked; pyperclip knows macOS, Windows and WSL."""
    if far_away(around.environ):
        return None
    ours = [words for name, words in _DESKTOPS if around.environ.get(name) and shutil.which(words[0])]
    if ours:
        done = any(_feed(list(words), text, around.environ) for words in ours)
        return Copied("native", "copied") if done else None
    return _by_pyperclip(text)


_DESKTOPS = (
    ("WAYLAND_DISPLAY", ("wl-copy",)),
    ("DISPLAY", ("xclip", "-selection", "clipboard")),
    ("DISPLAY", ("xsel", "--clipboard", "--input")),
)
"""Programs that put a text on a clipboard, and the variable that says that there is one."""


def _by_pyperclip(text: str) -> Copied | None:
    """In a thread: a clipboard that has gone away would hold the program for ever."""
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


def _takes_osc(around: Surroundings) -> bool:
    """Whether there is a terminal that may take OSC 52; Terminal on macOS is known to ignore it."""
    return around.write is not None and around.environ.get("TERM_PROGRAM") != "Apple_Terminal"


def _by_terminal(text: str, around: Surroundings) -> Copied | None:
    """OSC 52. It gives no receipt, so the sentence does not claim one."""
    payload = base64.b64encode(text.encode()).decode()
    if around.write is None or not _takes_osc(around) or len(payload) > OSC_LIMIT:
        return None
    around.write("".join(_wrapped(f"\x1b]52;c;{payload}\a", around.environ)))
    return Copied("terminal", "sent to the terminal (OSC 52)")


def _wrapped(sequence: str, environ: Mapping[str, str]) -> Iterator[str]:
    """The sequence as the multiplexers in between pass it on; screen inside tmux unwraps its own first."""
    if environ.get("TMUX"):
        sequence = "\x1bPtmux;" + sequence.replace("\x1b", "\x1b\x1b") + "\x1b\\"
    if not environ.get("STY"):
        yield sequence
        return
    for start in range(0, len(sequence), SCREEN_CHUNK):
        # an escape and a backslash would end screen's string; parted over two, they pass
        piece = sequence[start : start + SCREEN_CHUNK].replace("\x1b\\", "\x1b\x1b\\\x1bP\\")
        yield "\x1bP" + piece + "\x1b\\"


def surroundings(file: Path, write: Callable[[str], None] | None, command: str) -> Surroundings:
    """The surroundings of this process."""
    return Surroundings(dict(os.environ), file, write, command)
