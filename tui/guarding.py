"""A watcher beside the program: where that is killed without a word, the terminal is put right all the same.

SIGKILL cannot be caught, so somebody else has to be there: a shell that waits, in a session of its own, for the
program to say goodbye or to vanish. It costs a millisecond and holds the terminal open no longer than the program.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SHELL = "/bin/sh"
WATCH = 'exec 3<&2 2>/dev/null; read -r goodbye || { stty "$1" <&3 || stty sane <&3; printf %b "$2" >&3; }'
"""The program's goodbye is a line; the end of the pipe without one is its death."""
OFF = (
    *(r"\033[?2004l", r"\033[?7h", r"\033[?2048l", r"\033[?2026l"),  # paste, wrapping, sizes, painting at once
    *(rf"\033[?{mode}l" for mode in (1000, 1002, 1003, 1006, 1015)),  # the mouse
    *(r"\033[<u", r"\033[?1049l", r"\033[?25h", r"\033[?1004l", r"\033[0m"),  # keyboard, screen, cursor, focus, colours
)
"""Everything that the program may have switched on, in the order in which it would itself switch it off."""
TOLD = r"dispatchbox was killed; what was shown as saved is saved.\n"


class Guard:
    """The watcher over the terminal as it is when this is made. Without a shell there is none."""

    def __init__(self) -> None:
        self._watcher: subprocess.Popen[bytes] | None = None
        if sys.platform == "win32" or not Path(SHELL).exists():
            return
        import termios

        try:
            modes = _for_stty(termios.tcgetattr(0))
            self._watcher = subprocess.Popen(
                [SHELL, "-c", WATCH, SHELL, modes, "".join(OFF) + TOLD],
                stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=2, start_new_session=True,
            )  # fmt: skip
        except (termios.error, OSError):
            return  # the terminal has gone already, or no more programs may be started

    def goodbye(self) -> None:
        """The program has given the terminal back itself."""
        if self._watcher is None or self._watcher.stdin is None:
            return
        try:
            self._watcher.stdin.write(b"\n")
            self._watcher.stdin.close()
        except OSError:
            return  # somebody has killed the watcher
        self._watcher.wait()


def _for_stty(attributes: Sequence[Any]) -> str:
    """Terminal attributes as `stty -g` would print them on Linux; elsewhere the usual ones."""
    if sys.platform != "linux":
        return "sane"
    flags, characters = attributes[:4], attributes[6]
    numbers = [*flags, *(value if isinstance(value, int) else ord(value) for value in characters)]
    return ":".join(f"{number:x}" for number in numbers)
