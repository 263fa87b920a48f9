"""The library as a reader meets it: opening, the shelf, debates, and what the program remembers."""

from __future__ import annotations

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from store.errors import LibraryError, NotFoundError
from store.library import Library
from store.model import DebateId, Kind, Place, Position
from store.parsed import Parsed
from store.readings import Of, Wanted
from tests.libraries import NOW, SOURCE, debate


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.open(tmp_path / "new" / "library.db")


def test_a_new_library_is_private_and_empty(library: Library) -> None:
    assert library.totals() == (0, 0)
    assert library.shelf() == ()
    library.keep_setting("last_debate", "3")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in library.path.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(library.path.parent.stat().st_mode) == 0o700


def test_a_debate_comes_back_as_it_went_in(library: Library) -> None:
    parsed = debate(parents=("Oral Answers",), volume="12", url="https://x", warning="Extracts only.")
    added = library.add(Parsed((parsed,)), SOURCE, now=NOW)
    assert (added.speeches, added.new, added.updated, added.unchanged) == (2, 2, 0, 0)
    found = library.debate(added.debates[0])
    assert (found.title, found.date, found.parents, found.volume) == (parsed.title, parsed.date, parsed.parents, "12")
    assert (found.source, found.warning, found.id) == (SOURCE, parsed.warning, 203105050001)
    for said, kept in zip(parsed.remarks, found.speeches, strict=True):
        assert (said.text, said.key, said.speaker, said.url) == (kept.text, kept.key, kept.speaker, kept.url)
        assert said.attribution == kept.attribution
    question, answer = found.speeches
    assert (question.id, question.kind, answer.kind) == (20310505000001, Kind.QUESTION, Kind.ANSWER)
    assert answer.replies_to == (question.id,)
    assert library.speech(answer.id) == (found.id, answer)


def test_the_shelf_goes_from_the_newest_day_and_by_house(library: Library) -> None:
    days = [("C", 6, "lords"), ("A", 6, "commons"), ("B", 6, "commons"), ("D", 4, "commons"), ("E", 7, "commons")]
    debates = tuple(debate(title, day, title, house=house) for title, day, house in days)
    library.add(Parsed(debates), SOURCE, now=NOW)
    shelf = library.shelf()
    assert [row.title for row in shelf] == ["E", "A", "B", "C", "D"]
    assert [row.title for row in library.shelf(limit=2, after=shelf[0].id)] == ["A", "B"]
    assert [library.shelf(after=row.id) for row in shelf] == [shelf[place + 1 :] for place in range(5)]
    first = shelf[0]
    assert (first.people, first.speakers, first.speeches) == (("Ffion Prydderch", "Osric Vane"), 2, 2)
    assert (first.exchanges, first.notes, first.read) == (1, 0, 0.0)


@pytest.mark.parametrize(
    "text", ["harbour", "HARBOUR prydderch", "vane commons 2031-05-05", "5 may 2031", "“harbour", "prÿdderch", " "]
)
def test_the_filter_folds(library: Library, text: str) -> None:
    library.add(Parsed((debate('A "Harbour" Bill'),)), SOURCE, now=NOW)
    assert len(library.shelf(text=text)) == 1
    assert library.shelf(text=f"{text} nowhere") == ()


def test_importing_again_adds_nothing(library: Library) -> None:
    parsed = Parsed((debate(), debate("Other", key="debate/2")))
    library.add(parsed, SOURCE, now=NOW)
    before = list(library.shelf())
    added = library.add(parsed, SOURCE, now=NOW)
    assert (added.new, added.updated, added.unchanged) == (0, 0, 4)
    assert list(library.shelf()) == before


def test_a_debate_is_found_by_number_key_title_and_day(library: Library) -> None:
    debates = (debate(), debate("Tides", key="debate/2"), debate("Tides", 6, "debate/3"))
    one, two, three = library.add(Parsed(debates), SOURCE, now=NOW).debates
    assert (
        library.find_debate(str(one)) == library.find_debate("debate/1") == library.find_debate(" harbour DUES ") == one
    )
    assert library.find_debate("Tides 2031-05-06") == three
    assert library.find_debate("tides 2031-05-05") == two
    with pytest.raises(NotFoundError, match=f"any of 2 debates: {three} Tides, 2031-05-06; {two} Tides"):
        library.find_debate("tides")
    with pytest.raises(NotFoundError, match=r"near it: \d+ Harbour dues"):
        library.find_debate("harbor duess")
    with pytest.raises(NotFoundError, match="dispatchbox list"):
        library.find_debate("zzz")
    with pytest.raises(NotFoundError):
        library.find_debate("")
    with pytest.raises(NotFoundError):
        library.debate(DebateId(7))


def test_places_marks_drafts_and_settings_stay(library: Library) -> None:
    number = library.add(Parsed((debate(),)), SOURCE, now=NOW).debates[0]
    speech = library.debate(number).speeches[1].id
    assert library.place(number) is None
    library.keep_place(number, Place(Position(speech, 7), 12, 0.75))
    library.keep_place(number, Place(Position(speech, 3), 2, 0.5))
    library.keep_bookmark("a", number, Position(speech, 4))
    library.keep_draft("note", "half a thou", now=NOW)
    library.keep_setting("theme", "light")
    library.close()
    with Library.open(library.path) as again:
        assert again.place(number) == Place(Position(speech, 3), 2, 0.75)
        assert again.shelf()[0].read == 0.75
        assert again.bookmark("a") == (Wanted(Of.DEBATE, number), Position(speech, 4))
        assert again.bookmark("b") is None
        assert again.drafts() == (("note", "half a thou", NOW),)
        assert again.draft("note") == "half a thou"
        again.drop_draft("note")
        assert again.draft("note") is None
        assert (again.setting("theme"), again.setting("else")) == ("light", None)


def test_another_program_is_noticed(library: Library) -> None:
    with Library.open(library.path) as other:
        stamp = library.stamp()
        assert library.stamp() == stamp
        other.keep_setting("a", "b")
        assert library.stamp() != stamp


def refusal(path: Path, *, read_only: bool = False) -> str:
    with pytest.raises(LibraryError) as caught:
        Library.open(path, read_only=read_only)
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_a_file_that_is_no_library_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("This is no library. " * 400)
    assert "not a Dispatchbox library" in refusal(path)
    assert path.read_text() == "This is no library. " * 400
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    assert "another program's" in refusal(path)
    assert path.read_bytes() == before
    assert "is a folder" in refusal(tmp_path)
    assert "not a folder" in refusal(path / "library.db")
    assert "cannot be opened" in refusal(tmp_path / "absent", read_only=True)


def test_an_old_sqlite_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    assert "needs SQLite 3.37 or newer" in refusal(tmp_path / "library.db")


def test_a_newer_library_is_refused(library: Library) -> None:
    library.close()
    with sqlite3.connect(library.path) as connection:
        connection.execute("PRAGMA user_version = 999")
    assert "newer Dispatchbox" in refusal(library.path)


def test_an_emptied_file_with_changes_beside_it_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.touch()
    path.with_name("library.db-wal").write_bytes(b"frames")
    assert "restore a backup" in refusal(path)
    assert path.with_name("library.db-wal").read_bytes() == b"frames"


def test_a_link_to_nowhere_is_refused(tmp_path: Path) -> None:
    (tmp_path / "library.db").symlink_to(tmp_path / "elsewhere")
    assert "cannot be opened" in refusal(tmp_path / "library.db")
    assert not (tmp_path / "elsewhere").exists()


def test_a_library_opened_for_reading_says_so_when_written(library: Library) -> None:
    library.add(Parsed((debate(),)), SOURCE, now=NOW)
    with Library.open(library.path, read_only=True) as reading:
        assert reading.totals() == (1, 2)
        with pytest.raises(LibraryError, match="may not be written"):
            reading.keep_setting("a", "b")


def test_a_library_in_use_says_so(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.schema.settings._SAFE", (("busy_timeout", 20),))
    with (
        Library.open(library.path) as other,
        library._db.transaction(),
        pytest.raises(LibraryError, match="in use by another program"),
    ):
        other.keep_setting("a", "b")


def test_opening_a_library_does_not_load_sqlite_utils(library: Library) -> None:
    library.add(Parsed((debate(),)), SOURCE, now=NOW)
    program = f"""
import sys
from pathlib import Path
from store.library import Library
library = Library.open(Path({str(library.path)!r}))
assert len(library.shelf()) == 1
library.keep_setting("a", "b")
assert "sqlite_utils" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", program], check=True)
