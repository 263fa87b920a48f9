"""`$EDITOR`: a note written in a private file by a program of the reader's choice, and nothing of it lost.

The file is 0600 in a folder of its own (0700) beside the library, so that no other user of the machine can read it. A
file that is left, because the program or the machine stopped, becomes a draft at the next start.
"""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App, SuspendNotSupported

from store.errors import StoreError

if TYPE_CHECKING:
    from store.library import Library

FOLDER = "editing"


@dataclass(frozen=True, slots=True)
class Came:
    """What came back from the editor."""

    text: str
    problem: str
    """Why the editor did not end well; empty where it did."""
    file: Path
    keep: bool = False
    """Whether the file must stay: it holds what could not be read."""

    def forget(self) -> None:
        """Take the file away, once its words are kept elsewhere."""
        if not self.keep:
            for file in (self.file, _told(self.file)):
                file.unlink(missing_ok=True)


def command(environ: Mapping[str, str]) -> list[str]:
    """The words of `$VISUAL`, else `$EDITOR`, else `vi`; no shell reads them. Raises StoreError."""
    given = environ.get("VISUAL") or environ.get("EDITOR") or ("notepad" if os.name == "nt" else "vi")
    try:
        words = shlex.split(given)
    except ValueError as error:
        raise StoreError(f"$EDITOR is “{given}”, which cannot be read: {error}") from None
    if not words:
        raise StoreError("$EDITOR is empty; name a program, such as: export EDITOR=nano")
    return words


def write_out(folder: Path, key: str, text: str) -> Path:
    """A private file with a text in it, and beside it the draft that it is and the program that wrote it.
    Raises StoreError."""
    name = f"note-{os.urandom(6).hex()}.md"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        for file, words in (
            (folder / name, text),
            (_told(folder / name), json.dumps({"key": key, "pid": os.getpid()})),
        ):
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as out:
                out.write(words)
                out.flush()
                os.fsync(out.fileno())
    except OSError as error:
        raise StoreError(f"{folder / name}: the file for the editor cannot be written: {error.strerror}") from None
    return folder / name


def _told(file: Path) -> Path:
    return file.with_suffix(".json")


def edit(app: App[None], beside: Path, key: str, text: str) -> Came:
    """Give the terminal to the editor with a text, and take back both. The app waits meanwhile, as it must not paint.
    Raises StoreError where nothing could begin."""
    words = command(os.environ)
    file = write_out(beside / FOLDER, key, text)
    problem = ""
    try:
        with app.suspend():
            code = subprocess.run([*words, str(file)], check=False).returncode
        if code:
            problem = f"{words[0]} ended with {code}"
    except SuspendNotSupported:
        problem = "this terminal cannot be given to another program"
    except OSError as error:
        problem = f"{words[0]}: cannot be started: {error.strerror}"
    try:
        return Came(file.read_bytes().decode("utf-8-sig"), problem, file)
    except UnicodeDecodeError:
        return Came(text, f"{file}: is not UTF-8 text, so it stays there and the note is as it was", file, keep=True)
    except OSError:
        return Came(text, problem or f"{words[0]} took the file away; the note is as it was", file)


def leftovers(folder: Path) -> list[tuple[str, str, Path]]:
    """(draft's key, text, file) of what an earlier program left; what a running one is at is left alone."""
    found = []
    for file in sorted(folder.glob("note-*.md")):
        try:
            told = json.loads(_told(file).read_text(encoding="utf-8"))
            key, pid = str(told["key"]), int(told["pid"])
            if not _runs(pid):
                found.append((key, file.read_bytes().decode("utf-8-sig"), file))
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return found


def _runs(pid: int) -> bool:
    if pid == os.getpid():
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def take_back(library: Library, folder: Path, now: str) -> int:
    """Make drafts of what was left, then take the files away; how many there were."""
    found = leftovers(folder)
    for key, text, file in found:
        if text.strip() and text.strip() != _body(library, key).strip():
            library.keep_draft(key, text, now=now)
        with suppress(OSError):
            file.unlink()
            _told(file).unlink()
    return len(found)


def _body(library: Library, key: str) -> str:
    """What the note says already."""
    from tui.screens.drafts import edited_note

    known = edited_note(key)
    found = library.notes_by([known]) if known is not None else ()
    return found[0].body if found else ""
