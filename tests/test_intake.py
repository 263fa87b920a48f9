"""Files in: lists beside a sitting, reports in order, what is counted before, and a library that stays untouched."""

from __future__ import annotations

import datetime as dt
import io
import lzma
import shutil
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from store.coming import Coming, together
from store.importers.companions import is_list
from store.importers.options import Options
from store.importers.source import SourceFile, Work, measure, sources
from store.intake import FileReport, bring_in
from store.library import Library
from store.preview import preview
from tests.libraries import NOW
from tests.mutations import DATA

SAMPLES = Path(__file__).parent.parent / "sample_data"
OPTIONS = Options(dt.date(2031, 5, 6))
SITTING = "ParlaMint-GB_2021-11-18-commons.xml"
DAY = SAMPLES / "theyworkforyou" / "debates2025-03-11b.xml"
REPLACED = SAMPLES / "theyworkforyou" / "debates2025-03-11a.xml"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "library.db") as opened:
        yield opened


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A corpus as it is published: lists and root at the top, sittings in folders of years."""
    folder = tmp_path / "ParlaMint-GB.TEI"
    shutil.copytree(SAMPLES / "parlamint", folder)
    (folder / "2021").mkdir()
    (folder / SITTING).rename(folder / "2021" / SITTING)
    return folder


def packed(folder: Path, *, last: str = "") -> bytes:
    """A `.tar.xz` of a folder; lists may come after the sittings, as they do in published archives."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:xz") as archive:
        for file in sorted(folder.rglob("*.xml"), key=lambda file: (last in file.name, file)):
            archive.add(file, f"{folder.name}/{file.relative_to(folder)}")
    return out.getvalue()


def reports(library: Library, *paths: Path) -> list[FileReport]:
    return list(bring_in(library, [str(path) for path in paths], OPTIONS, now=NOW))


def speakers(library: Library) -> set[tuple[str, str | None, str | None]]:
    """Name, party and seat of everybody who speaks in the only debate."""
    (shelved,) = library.shelf()
    spoken = [speech.speaker for speech in library.debate(shelved.id).speeches if speech.speaker]
    return {(speaker.name, speaker.party, speaker.seat) for speaker in spoken}


KNOWN = ("Verity Holmcroft", "Con", "Fosse Abbey")


def test_a_corpus_folder_brings_party_and_seat(library: Library, corpus: Path) -> None:
    found = reports(library, corpus)
    assert KNOWN in speakers(library)
    assert [report.error for report in found] == [None] * 4
    empty = {Path(report.path).name: report.skipped[0].why for report in found if not report.debates}
    assert {name: why.split(";")[0] for name, why in empty.items()} == {
        "ParlaMint-GB.xml": "It is the root of a corpus of 3 files",
        "listOrg.xml": "It lists people and parties (4 in all), and no speeches.",
        "listPerson.xml": "It lists people and parties (5 in all), and no speeches.",
    }


@pytest.mark.parametrize("last", ["list", "ParlaMint"])
def test_so_does_its_archive_whatever_stands_first(library: Library, corpus: Path, tmp_path: Path, last: str) -> None:
    archive = tmp_path / "ParlaMint-GB.tar.xz"
    archive.write_bytes(packed(corpus, last=last))
    found = reports(library, archive)
    assert KNOWN in speakers(library)
    assert [report.error for report in found] == [None] * 4
    assert {report.path for report in found} == {str(archive)}
    assert f"ParlaMint-GB.TEI/2021/{SITTING}" in [report.inside for report in found]


def test_a_zip_and_lists_that_are_packed_do_as_well(library: Library, corpus: Path, tmp_path: Path) -> None:
    inside = tmp_path / "work" / "days.zip"
    inside.parent.mkdir()
    with zipfile.ZipFile(inside, "w") as archive:
        archive.write(corpus / "2021" / SITTING, f"2021/{SITTING}")
    for name in ("listPerson.xml", "listOrg.xml"):
        (inside.parent / f"{name}.xz").write_bytes(lzma.compress((corpus / name).read_bytes()))
    reports(library, inside)
    assert KNOWN in speakers(library)


def test_a_file_has_the_lists_of_its_own_folder_only(library: Library, corpus: Path) -> None:
    reports(library, corpus / "2021" / SITTING)
    assert KNOWN not in speakers(library)
    shutil.copy(corpus / "listPerson.xml", corpus / "2021")
    shutil.copy(corpus / "listOrg.xml", corpus / "2021")
    (again,) = reports(library, corpus / "2021" / SITTING)
    assert KNOWN in speakers(library)
    assert (again.new, again.updated > 0) == (0, True)


def test_nothing_above_the_folder_that_was_named_is_read(corpus: Path) -> None:
    def lists(*paths: Path) -> list[int]:
        found = sources([str(path) for path in paths], OPTIONS)
        return [len(item.companions) for item in found if isinstance(item, SourceFile) and SITTING in item.name]

    assert lists(corpus / "2021", corpus, corpus.parent) == [0, 3, 3]


def test_a_list_that_is_damaged_keeps_no_sitting_out(library: Library, corpus: Path) -> None:
    (corpus / "listPerson.xml").write_bytes((corpus / "listPerson.xml").read_bytes()[:900])
    found = {Path(report.path).name: report for report in reports(library, corpus)}
    assert "is not sound XML" in (found["listPerson.xml"].error or "")
    assert found[SITTING].error is None
    assert any("may be missing" in warning for warning in found[SITTING].warnings)


@pytest.mark.parametrize(
    ("name", "listed"),
    [
        ("ParlaMint-GB-listPerson.xml", True),
        ("listorg.xml", True),
        ("listOrg.xml.gz", True),
        ("ParlaMint-GB.xml", True),
        ("ParlaMint-ES-CT.ana.xml", True),
        ("ParlaMint-GB_2017-09-07-commons.xml", False),
        ("ParlaMint-taxonomy-subcorpus.xml", False),
        ("debates2025-03-11b.xml", False),
        ("listPerson.txt", False),
    ],
)
def test_lists_are_known_by_name(name: str, listed: bool) -> None:
    assert is_list(name) is listed


@pytest.mark.skipif(not (DATA / "parlamint").is_dir(), reason="the real debates are not here")
def test_the_real_list_of_organisations_is_no_error(library: Library) -> None:
    found = {Path(report.path).name: report for report in reports(library, DATA / "parlamint")}
    assert [report.error for report in found.values()] == [None] * 3
    assert "and no speeches" in found["listorg.xml"].skipped[0].why


def test_reports_stay_with_their_files(library: Library, tmp_path: Path) -> None:
    for folder, source in (("a", DAY), ("b", REPLACED), ("c", DAY)):
        (tmp_path / folder).mkdir()
        shutil.copy(source, tmp_path / folder / "day.xml")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "day.xml").write_text("hello")
    found = reports(library, *(tmp_path / folder for folder in "abcd"))
    assert [Path(report.path).parent.name for report in found] == ["a", "b", "c", str(tmp_path / "d")[-1]]
    assert [bool(report.debates) for report in found] == [True, False, True, False]
    assert [report.new > 0 for report in found] == [True, False, False, False]
    assert found[0].debates == found[2].debates
    assert [bool(report.error) for report in found] == [False, False, False, True]


def test_the_work_is_counted_before(corpus: Path, tmp_path: Path) -> None:
    size = sum(file.stat().st_size for file in corpus.rglob("*.xml"))
    assert measure([str(corpus)]) == Work(4, size)
    assert measure([str(corpus), str(tmp_path / "gone.xml")]) == Work(5, size)
    archive = tmp_path / "a.tar.xz"
    archive.write_bytes(packed(corpus))
    assert measure([str(archive), str(corpus)]) == Work(0, size + archive.stat().st_size)
    for paths in ([str(corpus)], [str(archive), str(corpus)]):
        reached = [item.reached for item in sources(paths, OPTIONS) if isinstance(item, SourceFile)]
        assert reached == sorted(reached)
        assert reached[-1] == measure(paths).size


def test_a_preview_counts_and_writes_nothing(library: Library) -> None:
    items = list(sources([str(DAY), str(REPLACED), str(SAMPLES / "theyworkforyou" / "ni2025-03-11.xml")], OPTIONS))
    before = list(preview(items, OPTIONS, library.holds))
    assert library.totals() == (0, 0)
    came = {report.path: report for report in reports(library, DAY, SAMPLES / "theyworkforyou" / "ni2025-03-11.xml")}
    commons, northern = together(part for _, parts in before for part in parts)
    assert (commons.house, commons.debates) == ("commons", len(came[str(DAY)].debates))
    assert (commons.speeches, commons.known) == (came[str(DAY)].speeches, 0)
    assert (northern.house, northern.first) == ("northern_ireland", dt.date(2025, 3, 11))
    assert "was replaced" in before[1][0].skipped[0].why
    after = together(part for _, parts in preview(items, OPTIONS, library.holds) for part in parts)
    assert [part.known for part in after] == [part.debates for part in (commons, northern)]


def test_parts_of_a_house_are_added_up() -> None:
    first, last = dt.date(2024, 1, 8), dt.date(2025, 3, 11)
    parts = [Coming("commons", last, last, 2, 9, 1), Coming("lords", last, last, 1, 1, 0)]
    parts.append(Coming("commons", first, first, 1, 3, 1))
    assert together(parts) == (Coming("commons", first, last, 3, 12, 2), parts[1])
