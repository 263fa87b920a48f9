"""A debate laid out in a process beside the start is the page that the reader would make itself, or none."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from store.anchors import whole
from store.annotations import Author, Target, highlight
from store.library import Library
from store.model import NoteId
from store.parsed import Parsed
from store.readings import Of, Wanted
from store.records import Scope
from store.threads import thread
from tests.libraries import NOW, SOURCE, debate
from tui.layout.page import Page
from tui.layout.rows import Rows, first_folds, of_plain

SCRIPT = """
import json, sys
from pathlib import Path
from store.library import Library
from store.readings import Of, Wanted
from tui.ahead import Ahead
from tui.screens.opened import opened
ahead = Ahead(Path(sys.argv[1]), sys.argv[2], (100, 30))
ahead.go()
made = ahead.made()
again = ahead.made()
ahead.close()
if made is None:
    found = None
else:
    with Library.open(Path(sys.argv[1])) as library:
        same = made.opened == opened(library, Wanted(Of.DEBATE, library.find_debate(sys.argv[2])))
    found = [list(made.rows.first), list(made.rows.text), list(made.rows.starts), same]
print(json.dumps([found, again is None]))
"""


def ahead(library: Path, word: str) -> list[object] | None:
    """The rows, and whether the rest is what the library gives; made in a process that has no threads yet."""
    found = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(library), word], capture_output=True, text=True, check=True, timeout=60
    )
    assert not found.stderr
    numbers, given_once = json.loads(found.stdout)
    assert given_once
    return numbers  # type: ignore[no-any-return]


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    with Library.open(path) as opened:
        opened.add(Parsed((debate(),)), SOURCE, now=NOW)
        read = opened.debate(opened.shelf()[0].id)
        target: Target = (Scope.SPEECH, (whole(read.speeches[0].id),))
        opened.apply(highlight(read, (), [target], "claim", Author(NOW), iter([NoteId("1" * 32)])), now=NOW)  # type: ignore[arg-type]
    return path


def page(path: Path, rows: Rows | None = None, width: int = 72) -> Page:
    with Library.open(path) as library:
        whole = thread(library.reading(Wanted(Of.DEBATE, library.shelf()[0].id)))
    return Page(whole, width, first_folds(whole.speeches), rows)


def test_the_rows_are_those_of_the_page(library: Path) -> None:
    ours = page(library)
    with Library.open(library) as opened:
        number = opened.shelf()[0].id
    rows = ours.rows
    assert ahead(library, str(number)) == [list(rows.first), list(rows.text), list(rows.starts), True]


@pytest.mark.parametrize("word", ["no debate is called this", ""])
def test_what_cannot_be_found_gives_no_rows(library: Path, word: str) -> None:
    assert ahead(library, word) is None


def test_without_a_library_there_are_no_rows(tmp_path: Path) -> None:
    assert ahead(tmp_path / "missing.db", "1") is None
    assert not (tmp_path / "missing.db").exists()


def test_a_damaged_library_gives_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "damaged.db"
    path.write_bytes(b"not a library" * 1000)
    assert ahead(path, "1") is None


def test_rows_of_another_layout_are_not_taken(library: Path) -> None:
    ours = page(library)
    given = of_plain(*ours.rows.plain)
    assert given == ours.rows
    assert page(library, given).rows is given
    other = page(library, given, width=40)
    assert other.rows is not given
    assert other.rows == page(library, None, width=40).rows
