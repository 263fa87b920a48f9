"""The pair page: what any two people said to each other, out of full days; and who speaks in a library."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from store.between import talk
from store.errors import NotFoundError
from store.importers.options import Options
from store.intake import bring_in
from store.library import Library
from store.model import Kind, Speaker
from store.parsed import Parsed, Remark
from store.readings import Of, Reading, Wanted
from store.voices import Printed, Voices, bare, voices
from tests import parliament
from tests.ferries import DAY
from tests.libraries import ANSWERER, ASKER, NOW, SOURCE, debate
from tests.test_app import PAIR, SAMPLES
from tui.clock import now

DAYS = [SAMPLES / "theyworkforyou" / name for name in ("debates2025-03-11b.xml", "debates2025-03-12a.xml")]
WANTED = Wanted(Of.PAIR, people=("Dilys Marchbank", "Harriet Quill"))


def library_of(path: Path, files: Sequence[Path]) -> Path:
    with Library.open(path) as library:
        reports = bring_in(library, [str(file) for file in files], Options(DAY), now=now())
        assert [report.error for report in reports] == [None] * len(files)
    return path


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with all of the sample's days, pages and volumes."""
    files = sorted(SAMPLES.glob("theyworkforyou/*.xml")) + sorted(SAMPLES.glob("parallel-parliament/*.txt"))
    files += [SAMPLES / "parlamint" / "ParlaMint-GB_2021-11-18-commons.xml", SAMPLES / "historic" / "S3V0412P0.xml"]
    return library_of(tmp_path_factory.mktemp("pairs") / "library.db", files)


@pytest.fixture
def library(everything: Path) -> Iterator[Library]:
    with Library.open(everything, read_only=True) as opened:
        yield opened


def said(reading: Reading) -> list[tuple[str, str, str, str]]:
    """Title, day, name and words of all that is read."""
    return [
        (debate.title, debate.date.isoformat(), speech.speaker.name if speech.speaker else "", speech.text)
        for debate in reading.debates
        for speech in debate.speeches
    ]


@pytest.mark.parametrize("files", [DAYS, [PAIR, *DAYS], [*DAYS, PAIR]], ids=["days", "page first", "page last"])
def test_the_page_from_the_full_days_is_the_page_that_parallel_parliament_gives(
    tmp_path: Path, files: Sequence[Path]
) -> None:
    with Library.open(library_of(tmp_path / "page.db", [PAIR])) as page:
        listed = [page.debate(shelved.id) for shelved in page.shelf()]
        printed = [
            (debate.title, debate.date.isoformat(), speech.speaker.name if speech.speaker else "", speech.text)
            for debate in listed
            for speech in debate.speeches
        ]
        assert said(page.reading(WANTED)) == printed
    with Library.open(library_of(tmp_path / "days.db", files)) as days:
        reading = days.reading(WANTED)
        assert said(reading) == printed
        assert reading.title == "Debates between Dilys Marchbank and Harriet Quill"
        assert reading.chapters == ("2024 Parliament, 9 July 2024 to today", "")
        # the context: every other turn of those debates opens in place
        whole = reading
        for _ in range(20):
            if whole.gaps:
                whole = days.open_gap(whole, whole.gaps[0])
        assert [debate.speeches for debate in whole.debates] == [days.debate(d.id).speeches for d in reading.debates]


def test_every_pair_is_what_a_look_through_all_debates_finds(library: Library) -> None:
    people = library.voices().people
    home = {d.id: library.debate(d.id) for d in library.shelf()}
    owned = {
        number: replace(debate, speeches=tuple(s for s in debate.speeches if library.speech(s.id)[0] == number))
        for number, debate in home.items()
    }
    met = 0
    for one, two in itertools.combinations(people, 2):
        expected = {speech for debate in owned.values() for speech in talk(debate, one, two)}
        try:
            reading = library.reading(Wanted(Of.PAIR, people=(one.key, two.key)))
        except NotFoundError:
            assert not expected, (one.name, two.name)
            continue
        met += 1
        assert {s.id for debate in reading.debates for s in debate.speeches} == expected, (one.name, two.name)
        dates = [debate.date for debate in reading.debates]
        assert dates == sorted(dates, reverse=True)
    assert met > 10


def test_all_of_one_person(library: Library) -> None:
    quill = library.voices().find("Harriet Quill")
    reading = library.reading(Wanted(Of.PERSON, people=(quill.key,)))
    home = [library.debate(d.id) for d in library.shelf()]
    expected = {s.id for debate in home for s in debate.speeches if quill.speaks(s.speaker)}
    assert {s.id for debate in reading.debates for s in debate.speeches} == expected


def test_only_one_parliament(library: Library) -> None:
    assert library.reading(replace(WANTED, parliament="2024")).title.endswith("during the 2024 Parliament")
    with pytest.raises(NotFoundError, match="during the 2019 Parliament is in this library"):
        library.reading(replace(WANTED, parliament="2019"))
    with pytest.raises(NotFoundError, match="“2020” is no Parliament since 1918"):
        library.reading(replace(WANTED, parliament="2020"))


def test_a_speaker_printed_otherwise_later_is_found_by_the_new_name(tmp_path: Path) -> None:
    first = debate()
    answer = replace(first.remarks[1], speaker=Speaker("Ivo Thane", "Con", "Saltmere", ANSWERER.office, "person/3"))
    second = replace(first, remarks=(first.remarks[0], answer))
    with Library.open(tmp_path / "library.db") as library:
        library.add(Parsed((first,)), SOURCE, now=NOW)
        assert library.reading(Wanted(Of.PAIR, people=(ASKER.name, ANSWERER.name)))
        library.add(Parsed((second,)), replace(SOURCE, digest="cd" * 32), now=NOW)
        reading = library.reading(Wanted(Of.PAIR, people=(ASKER.name, "Ivo Thane")))
        assert [speech.kind for speech in reading.debates[0].speeches] == [Kind.QUESTION, Kind.ANSWER]
        with pytest.raises(NotFoundError):
            library.reading(Wanted(Of.PAIR, people=(ASKER.name, ANSWERER.name)))


def printed(*speakers: tuple[str, str]) -> Voices:
    return Voices(voices(Printed(n, Speaker(name, ref=ref or None)) for n, (name, ref) in enumerate(speakers)))


@pytest.mark.parametrize(
    ("speakers", "people"),
    [
        ([("Ann Lee", ""), ("Ms Ann Lee", ""), ("ANN LEE", "")], 1),
        ([("Ann Lee", "x/person/1"), ("Ann Lee", ""), ("Ann Lee", "x/member/7"), ("Ann Lee", "x/member/9")], 1),
        ([("Ann Lee", "x/person/1"), ("Ann Lee", "x/person/2")], 2),
        ([("Ann Lee", "x/person/1"), ("Ann Lee", "x/person/2"), ("Ann Lee", "")], 3),
        ([("Ann Lee", "x/person/1"), ("Ann Lee-Cope", "x/person/1")], 1),
        ([("Lord Parrish of Lode", ""), ("Lord Parrish of Stour", "")], 2),
        ([("Hon. Members", ""), ("Several hon. Members", "")], 0),
    ],
)
def test_who_is_one_person_and_who_is_another(speakers: list[tuple[str, str]], people: int) -> None:
    found = printed(*speakers)
    assert len(found.people) == people
    numbers = [number for voice in found.people for number in voice.numbers]
    assert sorted(numbers) == list(range(len(speakers)))[: len(numbers)]
    for name, ref in speakers:
        who = found.of(Speaker(name, ref=ref or None))
        assert people == 0 or (who is not None and who.speaks(Speaker(name, ref=ref or None)))
        assert sum(voice.speaks(Speaker(name, ref=ref or None)) for voice in found.people) == min(people, 1)


def test_names_are_completed_and_those_near_are_told() -> None:
    found = printed(("Harriet Quill", "p/1"), ("Bartholomew Quillfeather", "p/2"), ("Ottoline Marsh", "p/3"))
    assert [voice.name for voice in found.matching("quill")] == ["Harriet Quill", "Bartholomew Quillfeather"]
    assert [voice.name for voice in found.matching("o mar")] == ["Ottoline Marsh"]
    assert found.matching("") == ()
    assert [found.find(typed).name for typed in ("Harriet Quill", "Ms H Quill", "p/1", "marsh")] == [
        *["Harriet Quill"] * 3,
        "Ottoline Marsh",
    ]
    with pytest.raises(NotFoundError, match=r"may be any of Harriet Quill .* give the whole name"):
        found.find("quill")
    with pytest.raises(NotFoundError, match="near it: Ottoline Marsh"):
        found.find("Otoline Mrash")
    with pytest.raises(NotFoundError, match="nobody of that name speaks"):
        found.find("Zzyzx")
    assert bare("The Rt Hon. Dame Ann Lee MP") == "ann lee"


def run(library: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tui", "--library", str(library), "pair", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_the_command(everything: Path) -> None:
    plain = run(everything, "quill", "marchbank")
    assert plain.returncode == 0
    assert "2024 Parliament, 9 July 2024 to today" in plain.stdout
    assert "[9 turns left out]" in plain.stdout
    assert plain.stdout.rstrip().splitlines()[-2].startswith("Source: "), "where it is from, once, at the end"
    shown = json.loads(run(everything, "Harriet Quill", "Dilys Marchbank", "--json", "--parliament", "2024").stdout)
    assert [debate["debate"]["title"] for debate in shown["debates"]] == [
        "Brackwater Reservoir",
        "Harrowmere Dam Inquiry",
    ]
    assert [len(debate["speeches"]) for debate in shown["debates"]] == [3, 3]
    refused = run(everything, "Harriet Quil", "Marchbnak")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "near it: Dilys Marchbank" in refused.stderr
    nothing = run(everything, "Quill", "Okonjo")
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert "said to each other" in nothing.stderr
    assert run(everything, "Quill", "Harriet Quill").returncode == 2


@pytest.mark.parametrize(
    ("years", "refs", "told"),
    [
        (
            (2009, 2020),
            ("x/member/1", "x/person/7"),
            "Ann Lee, 2009–2020, joined by name alone · 2 debates · 4 speeches",
        ),
        ((2009, 2020), ("x/person/7", "x/person/7"), "2 debates · 4 speeches"),
        ((2019, 2020), ("x/member/1", "x/person/7"), "2 debates · 4 speeches"),
    ],
)
def test_who_may_be_two_of_one_name_is_told(
    tmp_path: Path, years: tuple[int, int], refs: tuple[str, str], told: str
) -> None:
    with Library.open(tmp_path / "library.db") as library:
        for year, ref in zip(years, refs, strict=True):
            asked = Remark("", "Where is the ferry?", Speaker("Ann Lee", ref=ref), "Ann Lee", number="1")
            answered = Remark("", "In the harbour.", Speaker("Cy Moor", ref="x/person/9"), "Cy Moor")
            held = parliament.debate(asked, answered, date=dt.date(year, 3, 4), key=f"ferries/{year}")
            library.add(Parsed((held,)), replace(SOURCE, name=f"{year}.xml"), now=NOW)
        reading = library.reading(Wanted(Of.PAIR, people=("Ann Lee", "Cy Moor")))
        assert reading.about == told
