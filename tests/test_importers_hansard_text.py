"""The official "Download text", invented and, where it is at hand, real."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from store.errors import SourceError
from store.importers import hansard_text
from store.importers.procedure import is_procedure
from store.model import Kind
from tests.mutations import DATA, OPTIONS, survives

REAL = sorted((DATA / "hansard-text").glob("*.txt"))
COMMONS = replace(OPTIONS, house="commons")
NAME = "Lamp Oil_ Supply 2025-03-11.txt"
TEXT = """\
Lamp Oil: Supply

Motion made, and Question proposed, That this House do now adjourn.—(Cy Dow.)

19:00:00

Ann Lee (Kirkholm) (Lab)
I am grateful for this debate.

There is no oil in Kirkholm.

19:05:00

Nor are there wicks.

The Minister for Lamps (Bo Ray)
rose—

Ann Lee
I give way.

Question put and agreed to.

House adjourned.
"""


def test_blocks_are_speeches_paragraphs_clocks_and_lines() -> None:
    [found] = hansard_text.parse(TEXT.encode(), NAME, COMMONS).debates
    assert (found.title, found.date, found.house) == ("Lamp Oil: Supply", dt.date(2025, 3, 11), "commons")
    assert [(remark.attribution, remark.text, remark.time, remark.line) for remark in found.remarks] == [
        ("", "Motion made, and Question proposed, That this House do now adjourn.—(Cy Dow.)", None, 3),
        (
            "Ann Lee (Kirkholm) (Lab)",
            "I am grateful for this debate.\nThere is no oil in Kirkholm.\nNor are there wicks.",
            "19:00:00",
            7,
        ),
        ("The Minister for Lamps (Bo Ray)", "rose—", "19:05:00", 16),
        ("Ann Lee", "I give way.", "19:05:00", 19),
        ("", "Question put and agreed to.", "19:05:00", 22),
        ("", "House adjourned.", "19:05:00", 24),
    ]
    assert [remark.label for remark in found.remarks if not remark.speaker] == [Kind.PROCEDURAL] * 3


def test_line_ends_of_windows_make_no_difference() -> None:
    windows = hansard_text.parse(TEXT.replace("\n", "\r\n").encode(), NAME, COMMONS)
    assert windows == hansard_text.parse(TEXT.encode(), NAME, COMMONS)


def test_the_content_tells_the_format() -> None:
    assert hansard_text.accepts(TEXT.encode(), "any")
    assert not hansard_text.accepts(b"<html>" + TEXT.encode(), "any.txt")
    assert not hansard_text.accepts(b"Shopping\n\nBread\nMilk\n", "list.txt")


@pytest.mark.parametrize(
    ("text", "name", "options", "says"),
    [
        (TEXT, NAME, OPTIONS, "add --house commons or --house lords"),
        (TEXT, "Lamp Oil.txt", COMMONS, "no sitting day in its name"),
        (TEXT, "Lamp Oil 2025-13-41.txt", COMMONS, "no sitting day in its name"),
        ("Lamp Oil\n\nNobody.\n", NAME, COMMONS, "no line with a speaker's name"),
        ("", NAME, COMMONS, "no line with a speaker's name"),
    ],
)
def test_what_is_missing_is_said(text: str, name: str, options: hansard_text.Options, says: str) -> None:
    with pytest.raises(SourceError, match=says):
        hansard_text.parse(text.encode(), name, options)


def test_what_the_reader_gives_goes_first() -> None:
    options = replace(COMMONS, title="Oil", date=dt.date(2024, 1, 2))
    [found] = hansard_text.parse(TEXT.encode(), "page.txt", options).debates
    assert (found.title, found.date) == ("Oil", dt.date(2024, 1, 2))


@pytest.mark.parametrize(
    ("line", "procedural"),
    [
        ("Question put and agreed to.", True),
        ("Question accordingly agreed to.", True),
        ("On Question, Amendment agreed to.", True),
        ("Clause 1, as amended, agreed to.", True),
        ("Amendment, by leave, withdrawn.", True),
        ("Bill accordingly read a Second time.", True),
        ("[Ann Lee in the Chair]", True),
        ("Their Lordships divided: Contents, 31; Not-contents, 38.", True),
        ("Read 2ª, and committed.", True),
        ("House adjourned at Eight o'clock.", True),
        ("Questions about oil are put to me each day.", False),
        ("Ordering oil is dear.", False),
        ("Bill Quill is my neighbour.", False),
        ("Motion is the law of lamps.", False),
        ("Question " + "x" * 500, False),
    ],
)
def test_lines_that_nobody_speaks(line: str, procedural: bool) -> None:
    assert is_procedure(line) is procedural


def test_damaged_files_end_in_a_sentence() -> None:
    def parse(data: bytes, name: str, options: hansard_text.Options) -> hansard_text.Parsed:
        return hansard_text.parse(data, NAME, options)

    assert survives(parse, TEXT.encode(), 2000, COMMONS) > 0
    long = b"Ann Lee (Kirkholm) (Lab)\nSo.\n\n" + b"a\n\n" * 300_000
    assert survives(parse, long, 2, COMMONS) >= 0


@pytest.mark.skipif(not REAL, reason="the real debates are not here")
def test_a_real_debate_comes_in_whole() -> None:
    [path] = REAL
    data = path.read_bytes()
    blocks = re.split(r"\n\s*\n", data.decode().strip())
    assert hansard_text.accepts(data[:65536], path.name)
    [found] = hansard_text.parse(data, path.name, COMMONS).debates
    assert sum(1 for remark in found.remarks if remark.attribution) == sum(1 for block in blocks if "\n" in block)
    words = " ".join([found.title, *(f"{remark.attribution} {remark.text}" for remark in found.remarks)]).split()
    clocks = [word for word in data.decode().split() if re.fullmatch(r"\d\d:\d\d:\d\d", word)]
    assert len(words) + len(clocks) == len(data.decode().split())
