"""The one place that reads a source: files, folders, patterns, archives and standard input, as bytes within caps."""

from __future__ import annotations

import glob
import hashlib
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from store.errors import SourceError
from store.importers.archives import DAMAGE, is_wanted, unpacked
from store.importers.options import Options
from store.sanitise import clean_line

STDIN: Final = "-"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One source, read and unpacked."""

    name: str
    """For the reader: the file's name, or the archive's and the member's."""
    path: str
    """Of the file or archive; `-` for standard input."""
    data: bytes
    digest: str
    """SHA-256 of `data`, hexadecimal."""
    captured: str = ""
    """When it was fetched; empty for what was on the disk."""
    licence: str = ""
    """What the place it was fetched from says of its use."""


def sources(paths: Iterable[str], options: Options) -> Iterator[SourceFile | SourceError]:
    """Every source under the paths, in order of name; what cannot be read is an error in its place."""
    for found in expand(paths):
        if isinstance(found, SourceError):
            yield found
        else:
            yield from read(found, options)


def expand(paths: Iterable[str]) -> Iterator[str | SourceError]:
    """The files that paths mean: themselves, those under a folder, those that match a pattern, standard input."""
    for path in paths:
        if path == STDIN:
            yield path
        elif Path(path).is_dir():
            inside = _inside(Path(path))
            yield from inside
            if not inside:
                yield SourceError(clean_line(path), "holds no file that could be a debate; name the file itself.")
        elif glob.has_magic(path) and not Path(path).exists():
            matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  # the pattern may be absolute
            yield from matches
            if not matches:
                yield SourceError(clean_line(path), "matches no file; check the pattern.")
        else:
            yield path


def _inside(folder: Path) -> list[str]:
    found = folder.rglob("*")
    return sorted(str(file) for file in found if is_wanted(file.relative_to(folder).as_posix()) and file.is_file())


def read(path: str, options: Options) -> Iterator[SourceFile | SourceError]:
    """What one file holds: one source, or every member of an archive."""
    name = "standard input" if path == STDIN else clean_line(Path(path).name)
    try:
        if path == STDIN:
            yield from _files(sys.stdin.buffer, name, path, options)
        elif not _is_readable(Path(path)):
            yield SourceError(name, "is neither a file nor a folder; name the file that holds the debate.")
        else:
            with Path(path).open("rb") as stream:
                yield from _files(stream, name, path, options)
    except SourceError as error:
        yield error
    except FileNotFoundError:
        yield SourceError(clean_line(path), "is not there; check its name.")
    except PermissionError:
        yield SourceError(clean_line(path), "may not be read by you; change its permissions or copy it.")
    except DAMAGE as error:
        yield SourceError(name, f"cannot be read ({clean_line(str(error))}); get the file again.")


def _files(stream: IO[bytes], name: str, path: str, options: Options) -> Iterator[SourceFile | SourceError]:
    for member in unpacked(stream, name, options):
        if isinstance(member, SourceError):
            yield member
        else:
            inside, data = member
            yield SourceFile(inside, path, data, hashlib.sha256(data).hexdigest())


def _is_readable(path: Path) -> bool:
    mode = path.stat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISFIFO(mode)
