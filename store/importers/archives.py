"""Streams of bytes unpacked within caps: gzip, xz, tar in either, and zip.

Nothing is written to disk, so the names in an archive are names and no more; one that climbs out of it is refused all
the same. An archive within an archive is not opened. Compressed data may grow a hundredfold (a debate grows fivefold).
"""

from __future__ import annotations

import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath
from typing import IO, Final, Protocol, cast

from store.errors import SourceError
from store.filenames import is_wanted
from store.importers.options import MEGABYTE, Options
from store.sanitise import clean_line

DAMAGE: Final = (
    OSError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    tarfile.TarError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What the readers of the standard library raise for damaged, encrypted or unreadable archives."""
Member = tuple[str, bytes] | SourceError
"""Name and bytes of what was packed, or why it cannot come in."""
_GZIP, _XZ, _ZIP, _TAR = b"\x1f\x8b", b"\xfd7zXZ\0", b"PK\x03\x04", b"ustar"
_TAR_AT: Final = 257
_HEAD: Final = 512
_XZ_MEMORY: Final = 512 * MEGABYTE
_SLACK: Final = 4 * MEGABYTE
"""However little was packed, it may grow to this: it harms nobody."""
_CHUNK: Final = 256 * 1024


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def unpacked(stream: IO[bytes], name: str, options: Options) -> Iterator[Member]:
    """What a stream holds: itself, or each member of an archive. A stream that cannot seek may hold a small zip.

    Raises SourceError for a bomb and what DAMAGE lists for an archive that is not whole.
    """
    tally = _Tally(stream)
    if tally.head.startswith(_ZIP):
        whole = stream if stream.seekable() else io.BytesIO(_whole(tally, name, options))
        yield from _zipped(whole, name, options)
        return
    inner: _Readable = tally
    bare = name
    if tally.head.startswith(_GZIP):
        inner = _Limited(gzip.GzipFile(fileobj=cast("IO[bytes]", tally)), lambda: tally.taken, name, options)
        bare = name.removesuffix(".gz")
    elif tally.head.startswith(_XZ):
        inner = _Limited(_Xz(tally), lambda: tally.taken, name, options)
        bare = name.removesuffix(".xz")
    inside = inner if inner is tally else _Tally(inner)
    if _is_tar(inside.head):
        yield from _tarred(inside, name, options)
    else:
        yield bare, _whole(inside, name, options)


class _Tally:
    """A stream that was looked at and counts what is taken from it."""

    def __init__(self, stream: _Readable) -> None:
        self._stream = stream
        self.head = b""
        while len(self.head) < _HEAD and (more := stream.read(_HEAD - len(self.head))):
            self.head += more
        self._ahead = self.head
        self.taken = 0

    def read(self, size: int, /) -> bytes:
        if self._ahead:
            data, self._ahead = self._ahead[:size], self._ahead[size:]
        else:
            data = self._stream.read(size)
        self.taken += len(data)
        return data


class _Limited:
    """An unfolding stream that stops a bomb while it unfolds."""

    def __init__(self, stream: _Readable, taken: Callable[[], int], name: str, options: Options) -> None:
        self._stream = stream
        self._taken = taken
        self._name = name
        self._options = options
        self._given = 0

    def read(self, size: int, /) -> bytes:
        data = self._stream.read(min(size, _CHUNK))
        self._given += len(data)
        _check(self._given, self._taken(), self._name, self._options)
        return data


class _Xz:
    """The bytes of an xz file, in bounded memory: the library's own reader takes what the file's header asks for."""

    def __init__(self, packed: _Readable) -> None:
        self._packed = packed
        self._decoder = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)

    def read(self, size: int, /) -> bytes:
        while True:
            feed = b""
            if self._decoder.eof:
                feed = (self._decoder.unused_data or self._packed.read(_CHUNK)).lstrip(b"\0")
                if not feed:
                    return b""
                self._decoder = lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
            elif self._decoder.needs_input:
                feed = self._packed.read(_CHUNK)
                if not feed:
                    raise EOFError("it ends too early")
            if data := self._decoder.decompress(feed, size):
                return data


def _check(given: int, taken: int, name: str, options: Options) -> None:
    if given > options.max_total or given > _SLACK + taken * options.max_ratio:
        raise SourceError(name, "unpacks to far more than a debate could be; it was left out.")


def _whole(stream: _Readable, name: str, options: Options) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := stream.read(_CHUNK):
        pieces.append(piece)
        size += len(piece)
        if size > options.max_bytes:
            raise SourceError(name, f"is larger than {options.max_bytes:,} bytes; import a part of it.")
    return b"".join(pieces)


def _is_tar(head: bytes) -> bool:
    return head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR


def _tarred(stream: _Readable, name: str, options: Options) -> Iterator[Member]:
    with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|") as archive:
        for count, member in enumerate(archive, 1):
            if count > options.max_members:
                raise SourceError(name, f"holds more than {options.max_members:,} files; import a part of it.")
            if member.isfile() and is_wanted(member.name) and (packed := archive.extractfile(member)):
                yield _member(name, member.name, packed, options)


def _zipped(stream: IO[bytes], name: str, options: Options) -> Iterator[Member]:
    packed, given = stream.seek(0, io.SEEK_END), 0
    with zipfile.ZipFile(stream) as archive:
        members = archive.infolist()
        if len(members) > options.max_members:
            raise SourceError(name, f"holds more than {options.max_members:,} files; import a part of it.")
        for info in members:
            if info.is_dir() or not is_wanted(info.filename):
                continue
            member = _unzipped(archive, info, name, options)
            yield member
            given += 0 if isinstance(member, SourceError) else len(member[1])
            _check(given, packed, name, options)


def _unzipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, options: Options) -> Member:
    try:
        with archive.open(info) as packed:
            return _member(name, info.filename, _Limited(packed, lambda: info.compress_size, name, options), options)
    except DAMAGE as error:
        return SourceError(f"{name}: {clean_line(info.filename)}", f"cannot be unpacked ({clean_line(str(error))}).")


def _member(archive: str, inside: str, packed: _Readable, options: Options) -> Member:
    name = f"{archive}: {clean_line(inside)}"
    path = PurePosixPath(inside.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return SourceError(name, "would lie outside the archive; it was left out.")
    try:
        data = _whole(packed, name, options)
    except SourceError as error:
        return error
    if data.startswith((_GZIP, _XZ, _ZIP)) or _is_tar(data[:_HEAD]):
        return SourceError(name, "is an archive within an archive; unpack the outer one first.")
    return name, data
