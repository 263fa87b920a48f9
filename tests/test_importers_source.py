"""Files, folders, patterns, archives and bombs."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import io
import lzma
import os
import random
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from store.errors import SourceError
from store.importers.options import Options
from store.importers.source import SourceFile, expand, sources

OPTIONS = Options(captured=dt.date(2025, 4, 1))
Pack = Callable[..., bytes]
DAY = b"<publicwhip><!-- a day --></publicwhip>"


def names_and_data(*paths: Path | str, options: Options = OPTIONS) -> list[tuple[str, bytes]]:
    found = list(sources(map(str, paths), options))
    return [(item.name, item.data) for item in found if isinstance(item, SourceFile)]


def errors(*paths: Path | str, options: Options = OPTIONS) -> list[str]:
    return [str(item) for item in sources(map(str, paths), options) if isinstance(item, SourceError)]


def tarred(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def test_a_file_comes_with_its_digest(tmp_path: Path) -> None:
    file = tmp_path / "day.xml"
    file.write_bytes(DAY)
    assert list(sources([str(file)], OPTIONS)) == [
        SourceFile("day.xml", str(file), DAY, hashlib.sha256(DAY).hexdigest(), reached=len(DAY))
    ]


def test_a_folder_gives_what_could_be_a_debate_in_order(tmp_path: Path) -> None:
    for name in ("b.xml", "a.TXT", "notes.md", ".hidden.xml", "sub/c.json", ".git/d.xml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(DAY)
    assert [name for name, _ in names_and_data(tmp_path)] == ["a.TXT", "b.xml", "c.json"]


def test_a_pattern_gives_what_it_matches(tmp_path: Path) -> None:
    for name in ("debates1.xml", "debates2.xml", "other.xml"):
        (tmp_path / name).write_bytes(DAY)
    assert [name for name, _ in names_and_data(tmp_path / "debates*.xml")] == ["debates1.xml", "debates2.xml"]
    assert "matches no file" in errors(tmp_path / "none*.xml")[0]


def test_a_file_whose_name_is_a_pattern_is_itself(tmp_path: Path) -> None:
    (tmp_path / "day[1].xml").write_bytes(DAY)
    assert list(expand([str(tmp_path / "day[1].xml")])) == [str(tmp_path / "day[1].xml")]


@pytest.mark.parametrize(
    ("name", "packed", "inside"),
    [
        ("day.xml.gz", gzip.compress(DAY, mtime=0), ["day.xml"]),
        ("day.xml.gz", gzip.compress(DAY[:9], mtime=0) + gzip.compress(DAY[9:], mtime=0), ["day.xml"]),
        ("day.xml.xz", lzma.compress(DAY), ["day.xml"]),
        ("day.xml.xz", lzma.compress(DAY[:9]) + b"\0\0\0\0" + lzma.compress(DAY[9:]), ["day.xml"]),
        ("days.zip", zipped(("a/1.xml", DAY), ("2.xml", DAY)), ["days.zip: a/1.xml", "days.zip: 2.xml"]),
        ("days.tar", tarred(("a/1.xml", DAY), ("2.xml", DAY)), ["days.tar: a/1.xml", "days.tar: 2.xml"]),
        ("days.tar.gz", gzip.compress(tarred(("1.xml", DAY)), mtime=0), ["days.tar.gz: 1.xml"]),
        ("days.tgz", gzip.compress(tarred(("1.xml", DAY)), mtime=0), ["days.tgz: 1.xml"]),
        (
            "days.tar.xz",
            lzma.compress(tarred(("1.xml", DAY), ("2.xml", DAY))),
            ["days.tar.xz: 1.xml", "days.tar.xz: 2.xml"],
        ),
        ("misnamed.xml", gzip.compress(DAY, mtime=0), ["misnamed.xml"]),
    ],
)
def test_what_is_packed_is_unpacked_by_its_content(tmp_path: Path, name: str, packed: bytes, inside: list[str]) -> None:
    (tmp_path / name).write_bytes(packed)
    assert names_and_data(tmp_path / name) == [(each, DAY) for each in inside]


def test_members_that_are_no_debates_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(("README.md", b"x"), ("__MACOSX/1.xml", b"x"), ("1.xml", DAY)))
    assert names_and_data(tmp_path / "a.zip") == [("a.zip: 1.xml", DAY)]


@pytest.mark.parametrize("pack", [tarred, zipped])
@pytest.mark.parametrize(
    "name", ["../../evil.xml", "/etc/evil.xml", "a/../../evil.xml", "..\\evil.xml", "C:\\evil.xml"]
)
def test_a_member_that_climbs_out_is_refused_and_the_rest_comes_in(tmp_path: Path, pack: Pack, name: str) -> None:
    (tmp_path / "a.archive").write_bytes(pack((name, DAY), ("good.xml", DAY)))
    assert names_and_data(tmp_path / "a.archive") == [("a.archive: good.xml", DAY)]
    assert "outside the archive" in errors(tmp_path / "a.archive")[0]


def test_an_archive_within_an_archive_stays_closed(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(tarred(("1.xml.gz", gzip.compress(DAY, mtime=0)), ("2.xml", DAY)))
    assert names_and_data(tmp_path / "a.tar") == [("a.tar: 2.xml", DAY)]
    assert "within an archive" in errors(tmp_path / "a.tar")[0]


@pytest.mark.parametrize(
    "packed",
    [
        gzip.compress(bytes(60_000_000)),
        lzma.compress(bytes(60_000_000)),
        gzip.compress(tarred(("1.xml", bytes(60_000_000))), mtime=0),
        zipped(("1.xml", bytes(60_000_000))),
    ],
    ids=["gz", "xz", "tar.gz", "zip"],
)
def test_a_bomb_is_left_out(tmp_path: Path, packed: bytes) -> None:
    (tmp_path / "bomb").write_bytes(packed)
    assert names_and_data(tmp_path / "bomb") == []
    assert "far more than a debate" in errors(tmp_path / "bomb")[0]


@pytest.mark.parametrize("packed", [gzip.compress(DAY, mtime=0)[:-9], lzma.compress(DAY)[:-9]], ids=["gz", "xz"])
def test_what_ends_too_early_is_no_source(tmp_path: Path, packed: bytes) -> None:
    (tmp_path / "day").write_bytes(packed)
    assert names_and_data(tmp_path / "day") == []
    assert "cannot be read" in errors(tmp_path / "day")[0]


def test_caps_are_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(bytes(2000))
    (tmp_path / "a.tar").write_bytes(tarred(*((f"{n}.xml", DAY) for n in range(5))))
    small = Options(captured=OPTIONS.captured, max_bytes=1000, max_members=3)
    assert "larger than 1,000 bytes" in errors(tmp_path / "a.xml", options=small)[0]
    assert len(names_and_data(tmp_path / "a.tar", options=small)) == 3
    assert "more than 3 files" in errors(tmp_path / "a.tar", options=small)[0]


def test_what_cannot_be_read_is_said_and_the_rest_goes_on(tmp_path: Path) -> None:
    good, locked = tmp_path / "good.xml", tmp_path / "locked.xml"
    good.write_bytes(DAY)
    locked.write_bytes(DAY)
    locked.chmod(0)
    empty = tmp_path / "empty"
    empty.mkdir()
    said = errors(tmp_path / "gone.xml", "/dev/zero", empty, locked, good)
    assert any("is not there" in line for line in said)
    assert any("neither a file nor a folder" in line for line in said)
    assert any("holds no file" in line for line in said)
    assert os.geteuid() == 0 or any("may not be read" in line for line in said)
    assert ("good.xml", DAY) in names_and_data(tmp_path / "gone.xml", locked, good)


def test_standard_input_is_read_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    for data in (DAY, gzip.compress(DAY, mtime=0)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert names_and_data("-") == [("standard input", DAY)]


def test_damaged_archives_end_in_sentences(tmp_path: Path) -> None:
    chance = random.Random(1)
    whole = [
        gzip.compress(DAY * 9),
        lzma.compress(DAY * 9),
        zipped(("1.xml", DAY * 9), ("2.xml", DAY)),
        tarred(("1.xml", DAY * 9), ("2.xml", DAY)),
        gzip.compress(tarred(("1.xml", DAY * 9)), mtime=0),
    ]
    file = tmp_path / "a"
    for _ in range(400):
        data = bytearray(chance.choice(whole))
        for _ in range(chance.randint(1, 8)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        file.write_bytes(data[: chance.randint(1, len(data))])
        for item in sources([str(file)], OPTIONS):
            assert isinstance(item, SourceFile | SourceError)
