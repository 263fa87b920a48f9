"""The one place that reads a source: files, folders, patterns, archives and standard input, as bytes within caps."""

from __future__ import annotations

import glob
import hashlib
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Final

from store.errors import SourceError
from store.filenames import answered, holds_many, is_wanted
from store.importers.archives import DAMAGE, unpacked
from store.importers.companions import is_list, is_sitting
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
    companions: tuple[bytes, ...] = ()
    """The lists of people and parties beside a sitting of ParlaMint; the nearest are the last."""
    reached: int = 0
    """Bytes on the disk that were read when it was: of its file, and from `sources` of all files so far."""


@dataclass(frozen=True, slots=True)
class Work:
    """How much there is to read."""

    files: int
    """0 where an archive is among them: nobody knows yet how many it holds."""
    size: int
    """Bytes on the disk; 0 for standard input."""


def measure(paths: Iterable[str]) -> Work:
    """Count what `sources` will read."""
    found = list(expand(paths))
    files = [path for path in found if isinstance(path, str)]
    return Work(0 if any(map(holds_many, files)) else len(found), sum(map(_size, files)))


def sources(paths: Iterable[str], options: Options) -> Iterator[SourceFile | SourceError]:
    """Every source under the paths, in order of name; what cannot be read is an error in its place."""
    before = 0
    for path in paths:
        corpus = _Corpus(Path(path), options)
        for found in expand((path,)):
            if isinstance(found, SourceError):
                yield found
                continue
            for item in read(found, options):
                if isinstance(item, SourceFile):
                    lists = corpus.beside(item)
                    yield replace(item, companions=lists, reached=before + item.reached)
                else:
                    yield item
            before += _size(found)


def _size(path: str) -> int:
    with suppress(OSError):
        return Path(path).stat().st_size if path != STDIN else 0
    return 0


class _Corpus:
    """Finds the lists beside a sitting: in its folder and those above up to the one that was named, or likewise in its
    archive, which is read once more for them. Each is read once."""

    def __init__(self, root: Path, options: Options) -> None:
        self._root = root
        self._options = options
        self._folders: dict[Path, tuple[bytes, ...]] = {}
        self._archive = ""
        self._packed: dict[PurePosixPath, tuple[bytes, ...]] = {}

    def beside(self, item: SourceFile) -> tuple[bytes, ...]:
        """The lists for one source, the nearest last; none where it is no sitting or came by standard input."""
        path, inside = Path(item.path), _inside_path(item)
        if item.path == STDIN or not is_sitting(inside.name, item.data):
            return ()
        above = list(path.parents)
        above = above[: above.index(self._root) + 1] if self._root in above else above[:1]
        for folder in above:
            if folder not in self._folders:
                self._folders[folder] = self._in_folder(folder)
        if item.path != self._archive:
            self._archive, self._packed = item.path, self._in_archive(item.path) if holds_many(item.path) else {}
        near = [self._packed.get(folder, ()) for folder in inside.parents]
        near += [self._folders[folder] for folder in above]
        return tuple(data for lists in reversed(near) for data in lists)

    def _in_folder(self, folder: Path) -> tuple[bytes, ...]:
        names: list[str] = []
        with suppress(OSError):
            names = sorted(str(file) for file in folder.iterdir() if is_list(file.name))
        found = (item for name in names for item in read(name, self._options))
        return tuple(item.data for item in found if isinstance(item, SourceFile))

    def _in_archive(self, path: str) -> dict[PurePosixPath, tuple[bytes, ...]]:
        lists: dict[PurePosixPath, tuple[bytes, ...]] = {}
        for item in read(path, self._options):
            if isinstance(item, SourceFile) and is_list((inside := _inside_path(item)).name):
                lists[inside.parent] = (*lists.get(inside.parent, ()), item.data)
        return lists


def _inside_path(item: SourceFile) -> PurePosixPath:
    """Where a source lies in its archive; else its name."""
    return PurePosixPath(item.name.rpartition(": ")[2])


def expand(paths: Iterable[str]) -> Iterator[str | SourceError]:
    """The files that paths mean: themselves, those under a folder, those that match a pattern, standard input."""
    for path in paths:
        if path == STDIN:
            yield path
        elif answered(Path(path).is_dir):
            inside = _inside(Path(path))
            yield from inside
            if not inside:
                yield SourceError(clean_line(path), "holds no file that could be a debate; name the file itself.")
        elif glob.has_magic(path) and not answered(Path(path).exists):
            matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207  # the pattern may be absolute
            yield from matches
            if not matches:
                yield SourceError(clean_line(path), "matches no file; check the pattern.")
        else:
            yield path


def _inside(folder: Path) -> list[str]:
    found = folder.rglob("*")
    wanted = (file for file in found if is_wanted(file.relative_to(folder).as_posix()))
    return sorted(str(file) for file in wanted if answered(file.is_file, otherwise=True))


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
            reached = stream.tell() if stream.seekable() else 0
            yield SourceFile(inside, path, data, hashlib.sha256(data).hexdigest(), reached=reached)


def _is_readable(path: Path) -> bool:
    mode = path.stat().st_mode
    return stat.S_ISREG(mode) or stat.S_ISFIFO(mode)
