"""The program's own folders and files: where they are, and how one is written whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from store.errors import StoreError

APP = "dispatchbox"


def data_folder() -> Path:
    """The platform's folder for what the user makes."""
    import platformdirs

    return platformdirs.user_data_path(APP, appauthor=False)


def cache_folder() -> Path:
    """The platform's folder for what can be fetched again."""
    import platformdirs

    return platformdirs.user_cache_path(APP, appauthor=False)


def config_file(environ: Mapping[str, str]) -> Path:
    """The config file: `DISPATCHBOX_CONFIG`, else `config.toml` in the platform's config folder."""
    if given := environ.get("DISPATCHBOX_CONFIG"):
        return Path(given)
    import platformdirs

    return platformdirs.user_config_path(APP, appauthor=False) / "config.toml"


def library_file(given: str | None, environ: Mapping[str, str], *, followed: bool = True) -> Path:
    """The library: `--library` beats `DISPATCHBOX_LIBRARY`, which beats the platform's data folder.

    From there it may have been moved; then a word of it was left, which is `followed`.
    """
    named = given or environ.get("DISPATCHBOX_LIBRARY")
    if named:
        return Path(named).expanduser()
    usual = data_folder() / "library.db"
    if followed and not usual.exists():
        try:
            return Path(_word(usual).read_text(encoding="utf-8").strip())
        except FileNotFoundError:
            pass
    return usual


def _word(library: Path) -> Path:
    return library.with_name(f"{library.name}.moved-to")


def leave_word(library: Path, moved: Path) -> None:
    """Say in the usual place where the library is now. Raises OSError."""
    replace_file(_word(library), f"{moved.absolute()}\n")


def replace_file(file: Path, text: str, *, over: bool = True) -> None:
    """Write a private file whole: a temporary file beside it, synced, then renamed over it.

    Raises OSError; FileExistsError where a file is there that may not be written `over`.
    """
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _put(file, text.encode(), over=over)


def _put(file: Path, data: bytes, *, over: bool) -> None:
    draft = file.with_name(f".{file.name[:40]}.{os.urandom(4).hex()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        if over:
            draft.replace(file)
        else:
            _name_anew(draft, file)
        _sync_folder(file.parent)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _name_anew(draft: Path, file: Path) -> None:
    """Give a file a name that nobody has yet, in one step; raises FileExistsError where somebody has it."""
    try:
        os.link(draft, file, follow_symlinks=False)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # FAT and the like know no second name for a file
        os.close(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600))
        draft.replace(file)
    else:
        draft.unlink()


def _sync_folder(folder: Path) -> None:
    """See that a new name is on the disk, where the system can."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # Windows opens no folder
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_csv(file: Path, rows: Iterable[Sequence[str]]) -> None:
    """Make a private CSV file that was not there. Raises StoreError."""
    from store.csv_text import csv_text

    new_file(file, csv_text(rows).encode())


def new_file(file: Path, data: bytes) -> None:
    """Make a private file that was not there, whole or not at all. Raises StoreError."""
    try:
        _put(file, data, over=False)
    except FileExistsError:
        raise StoreError(f"{file}: is there already; give another name") from None
    except OSError as error:
        raise StoreError(f"{file}: cannot be written ({error.strerror})") from None


def last_copy(library: Path) -> Path:
    """Where the last copy is left, beside the library."""
    return library.with_name("last-copy.txt")


LARGEST_DRAFT = 64 * 1024 * 1024
"""Bytes of a draft that is read to be checked."""


def read_draft(file: Path) -> tuple[str, bytes]:
    """A draft's name and what it holds; `-` is standard input. Raises StoreError."""
    if str(file) == "-":
        name, data = "standard input", sys.stdin.buffer.read(LARGEST_DRAFT + 1)
    else:
        name, data = str(file), _read(file, LARGEST_DRAFT)
    if len(data) > LARGEST_DRAFT:
        raise StoreError(f"{name}: is larger than {LARGEST_DRAFT >> 20} MB, too large for a draft")
    return name, data


def read_text(file: Path, most: int = 4 << 20) -> str:
    """A text file of the reader's, of a sensible size. Raises StoreError."""
    data = _read(file, most)
    if len(data) > most:
        raise StoreError(f"{file}: is larger than {most >> 20} MiB, so it is not what was meant")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise StoreError(f"{file}: is not UTF-8 text (byte {error.start})") from None


def _read(file: Path, most: int) -> bytes:
    """One byte more than that at most."""
    try:
        with file.open("rb") as stream:
            return stream.read(most + 1)
    except OSError as error:
        raise StoreError(f"{file}: cannot be read ({error.strerror})") from None
