"""What happens rarely to what a reader keeps: disks that refuse, other programs between two steps, odd records."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from store import anchors, bulk
from store.annotations import Author, correct_speech, drop_search, keep_search
from store.backup import automatic, back_up, backups, ladder, making, moving, protect, recover, restore, restoring
from store.backup.files import sweep
from store.backup.ladder import Rung
from store.backup.moving import move
from store.errors import ConflictError, LibraryError, NotFoundError, SourceError, StoreError
from store.exports import foreign, gathered, html, jsonl, webannotation
from store.exports.bundle import Bundle
from store.exports.foreign import notes_of_library
from store.library import Library, opening, revising
from store.library.failures import told
from store.library.joining import Joined
from store.library.note_journal import journal_of
from store.model import DebateId, Kind, NoteId, Position, SpeechId
from store.parsed import Parsed
from store.persons import Period
from store.records import Code, Correction, Note, Placing, Scope, SmartList, Tag
from store.rosters import read
from store.schema import VERSION, settings
from store.values import plain, reader
from tests import oracle, schemas
from tests.libraries import NOW, SOURCE, debate
from tests.test_exports import ACCESSED, every_note, filled
from tests.test_exports import annotate as annotated
from tests.test_exports import gathered as export_of
from tests.test_identity import FULL, QUILL, bring
from tests.test_recovering import MOMENT, bodies, noted, ruin

AUTHOR = Author(NOW)
SAID = (SpeechId(20310505000001), DebateId(203105050001))


def refused(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    path = tmp_path / "library.db"
    with Library.open(path) as opened:
        opened.add(Parsed((debate(),)), SOURCE, now=NOW)
        noted(opened, "debate/1", "one")
    return path


def note(number: str, *tags: str, code: str | None = None, body: str = "") -> Note:
    return Note(NoteId(number * 32), SAID[1], Scope.SPEECH, (anchors.whole(SAID[0]),), body, tags, code)


def after(change: Any) -> list[Any]:
    return [edit.after for edit in change.edits]


def test_words_that_stand_everywhere_say_nothing_of_a_place() -> None:
    often = "of the sea and " * 20
    text = f"{often}the harbour is old. {often}"
    start = text.index("harbour is old")
    quote = anchors.make(SAID[0], text, start, start + len("harbour is old"))
    found = anchors.find(quote, f"Let us begin. {often}and yet the harbour is old. {often}")
    assert found.placing is not Placing.SURE or found.text == "harbour is old"
    assert anchors.find(quote, often * 2).placing is Placing.LOST


def test_tags_come_off_are_split_and_become_one() -> None:
    notes = [note("1", "tax", "a"), note("2", "Tax"), note("3", "b")]
    taken = bulk.take_tags(notes, ["TAX"], AUTHOR)
    assert taken is not None
    assert [edit.before for edit in taken.edits] == notes[:2]
    assert after(taken) == [replace(notes[0], tags=("a",), modified=NOW), None], "a note that says nothing more goes"
    assert bulk.take_tags(notes, ["c"], AUTHOR) is None
    kept = bulk.split_tag(notes, [Tag("tax", "levies")], "tax", {notes[0].id: ["tax", "vat"]}, AUTHOR)
    assert kept is not None
    assert {type(edit.before) for edit in kept.edits} == {Note}, "the meaning of a tag that goes on stays"
    merged = bulk.merge_tags([], [Tag("a", "first"), Tag("b", "second"), Tag("c", "third")], ["a", "b"], "d", AUTHOR)
    assert merged is not None
    assert after(merged) == [None, Tag("d", "first"), None], "of two meanings the first stays"


def test_a_code_changed_under_its_own_name_leaves_its_highlights_alone() -> None:
    code = Code("promise", "p", "red")
    assert bulk.rename_code([], code, code, AUTHOR) is None
    changed = bulk.rename_code([note("1", code="promise")], code, replace(code, colour="blue"), AUTHOR)
    assert changed is not None
    assert after(changed) == [replace(code, colour="blue")]


def test_a_smart_list_is_dropped_and_comes_back(library: Path) -> None:
    with Library.open(library) as opened:
        opened.apply(keep_search("dues", "harbour"), now=NOW)
        opened.apply(drop_search(SmartList("dues", "harbour")), now=NOW)
        assert opened.smart_lists() == ()
        opened.undo(now=NOW)
        assert [kept.query for kept in opened.smart_lists()] == ["harbour"]


def test_pairs_of_values_come_back() -> None:
    assert reader(tuple[str, int])(plain(("a", 1))) == ("a", 1)


# Backups


def test_no_backup_where_the_disk_is_nearly_full_or_refuses(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(1, 1, 1))  # type: ignore[attr-defined]
    with pytest.raises(LibraryError, match="the disk has 0 MB left"):
        protect(library, MOMENT)
    monkeypatch.setattr(shutil, "disk_usage", refused)
    with pytest.raises(LibraryError, match=r"could be made \(No space left on device\)"):
        protect(library, MOMENT)
    assert not backups(library)
    assert automatic.pause(1) == dt.timedelta(0)


def test_what_killed_programs_left_is_swept_up_after_a_day(tmp_path: Path) -> None:
    old, new = "20310504T090000Z", "20310506T090000Z"
    for name in (f".library.restoring-{old}", f".library.restoring-{new}", f".other-{old}"):
        (tmp_path / name).mkdir()
    for name in (f".library-{old}.part", f".library-{new}.part", ".library-mine"):
        (tmp_path / name).touch()
    sweep(tmp_path, "library", MOMENT)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {f".library.restoring-{new}", f".library-{new}.part", ".library-mine", f".other-{old}"}


def test_a_backup_that_looked_sound_and_cannot_be_finished_makes_way(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(library, MOMENT)
    ruin(library)
    finish, tried = ladder.finish, []

    def once(made: Path, *rest: Any) -> Any:
        tried.append(made)
        if len(tried) == 1:
            raise LibraryError(f"the library {made}: the disk is full")
        return finish(made, *rest)

    monkeypatch.setattr(ladder, "finish", once)
    assert recover(library, MOMENT).rung is Rung.JOURNAL
    with Library.open(library) as opened:
        assert bodies(opened) == ["one"]
    oracle.sound(library)


def test_a_restore_that_no_way_leads_to_leaves_everything(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ruin(library)
    before = {path.name: path.read_bytes() for path in library.parent.iterdir()}

    def full(made: Path, *_: object) -> None:
        raise LibraryError(f"the library {made}: the disk is full")

    monkeypatch.setattr(ladder, "finish", full)
    with pytest.raises(LibraryError, match=r"library\.db: could not be restored: the disk is full"):
        recover(library, MOMENT)
    monkeypatch.setattr(ladder, "copy_privately", refused)
    with pytest.raises(LibraryError, match="No space left"):
        recover(library, MOMENT)
    assert {path.name: path.read_bytes() for path in library.parent.iterdir()} == before


def test_a_backup_with_what_stands_on_nothing_is_passed_over(library: Path) -> None:
    back_up(library, MOMENT - dt.timedelta(days=1))
    newest = back_up(library, MOMENT).path
    with closing(sqlite3.connect(newest)) as connection, connection:
        connection.execute("DELETE FROM debate")
    ruin(library)
    recovered = recover(library, MOMENT)
    assert (recovered.rung, recovered.backup) == (Rung.BACKUP, backups(library)[1].path)
    oracle.sound(library)


def test_a_copy_that_is_not_whole_is_no_backup(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "examined", lambda _: (0,))
    with pytest.raises(LibraryError, match="is not whole"):
        back_up(library, MOMENT)
    assert not backups(library)


def test_a_backup_whose_rows_are_not_of_their_kind_is_refused(library: Path) -> None:
    made = back_up(library, MOMENT).path
    with closing(sqlite3.connect(made)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        wrong = "UPDATE sqlite_schema SET sql = replace(sql, '\"body\" TEXT', '\"body\" INTEGER') WHERE name = 'note'"
        connection.execute(wrong)
    with pytest.raises(LibraryError, match=r"is damaged itself \(.*body"):
        restore(library, made, MOMENT)
    with Library.open(library) as opened:
        assert bodies(opened) == ["one"]


def test_a_backup_that_changes_while_it_is_copied_or_cannot_be_is_refused(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(library, MOMENT).path
    before = oracle.digest(library)
    with Library.open(tmp_path / "other.db"):
        pass
    monkeypatch.setattr(restoring, "copy_privately", lambda _, copy: shutil.copyfile(tmp_path / "other.db", copy))
    with pytest.raises(LibraryError, match="could not be copied whole; nothing was changed"):
        restore(library, made, MOMENT)
    monkeypatch.setattr(restoring, "copy_privately", refused)
    with pytest.raises(LibraryError, match=r"could not be restored \(No space left"):
        restore(library, made, MOMENT)
    assert oracle.digest(library) == before


# Moving


def test_a_library_is_moved_to_another_name_in_its_folder(library: Path) -> None:
    back_up(library, MOMENT)
    moved = move(library, library.with_name("mine.db"), MOMENT)
    assert (moved.notes, library.exists()) == (1, False)
    assert len(backups(library)) == 1
    oracle.sound(moved.library)


def test_backups_that_are_there_already_stay(library: Path, tmp_path: Path) -> None:
    made = back_up(library, MOMENT).path
    there = tmp_path / "new" / "backups" / made.name
    there.parent.mkdir(parents=True, mode=0o700)
    there.touch(0o600)
    move(library, tmp_path / "new" / "library.db", MOMENT)
    assert there.read_bytes() == b""


def written(library: Path, *_: object) -> None:
    with closing(sqlite3.connect(library)) as connection, connection:
        connection.execute("UPDATE note SET body = 'two'")
        connection.execute("INSERT INTO setting VALUES ('a', 'b')")
        connection.execute("DELETE FROM change")


@pytest.mark.parametrize(
    ("meanwhile", "told"), [(written, "changed by another program meanwhile"), (refused, r"moved to .* \(No space")]
)
def test_a_move_that_fails_leaves_everything(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meanwhile: Callable[..., None], told: str
) -> None:
    copy = moving.copy_library

    def then(library: Path, *rest: Any) -> None:
        copy(library, *rest)
        meanwhile(library)

    monkeypatch.setattr(moving, "copy_library", then)
    with pytest.raises(LibraryError, match=told):
        move(library, tmp_path / "new" / "library.db", MOMENT)
    assert list((tmp_path / "new").iterdir()) == []
    assert library.exists()
    assert journal_of(library).exists()
    with pytest.raises(LibraryError, match="nothing to move"):
        move(tmp_path / "none.db", tmp_path / "new.db", MOMENT)


# Notes out and in


def test_a_library_that_is_none_of_ours_too_large_or_newer_does_not_come_in(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(path: Path) -> str:
        with pytest.raises(SourceError) as caught:
            notes_of_library(path, made=NOW, accessed=ACCESSED)
        return str(caught.value)

    assert "cannot be read (No such file" in told(tmp_path / "none.db")
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("CREATE TABLE theirs (x)")
    assert "another program's SQLite file" in told(other)
    newer = tmp_path / "newer.db"
    shutil.copy(library, newer)
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute(f"PRAGMA user_version = {VERSION + 1}")
        connection.execute("PRAGMA journal_mode = DELETE")
    assert "made by a newer Dispatchbox" in told(newer)
    monkeypatch.setattr(foreign, "LARGEST", 10)
    assert "larger than any library" in told(library)


def test_exports_tell_what_they_can(tmp_path: Path) -> None:
    with filled(tmp_path / "ours.db") as library:
        library.add(Parsed((debate("Buoys", key="debate/3", parents=("Tides", "<Sea>")),)), SOURCE, now=NOW)
        opened = library.debate(library.find_debate("debate/3"))
        annotated(library)
        odd = Note(NoteId("odd"), opened.id, Scope.SPEECH, (anchors.whole(opened.speeches[0].id),), "!", ("a",), None)
        library.apply(bulk._change("made", [bulk.Edit(None, odd)]), now=NOW)  # type: ignore[arg-type]
        export = export_of(library)
        page = html.write(replace(export, made="one day <soon>"))
        assert "Tides / &lt;Sea&gt;" in page
        assert "Made with Dispatchbox, one day &lt;s." in page
        (there,) = [one for one in json.loads(webannotation.write(export))["first"]["items"] if "odd" in one["id"]]
        assert [body["purpose"] for body in there["body"]] == ["commenting", "tagging"]
        unquotable = gathered._citation(opened, opened.speeches[0], anchors.whole(opened.speeches[0].id), ACCESSED,
                                        "ellipsis_oscola")  # fmt: skip
        assert unquotable == ""
        said = jsonl.write(export)
        broken = said.replace('"author": "Ann"', '"author": 7')
        bundle = jsonl.read(broken, "notes")
        assert broken != said
        assert len(bundle.skipped) == len(every_note(library)) - 1


# Sources


def test_a_turn_in_the_place_of_another_persons_is_a_new_one(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db") as library:
        keyless = replace(FULL, remarks=tuple(replace(remark, key="") for remark in FULL.remarks))
        before = library.debate(bring(library, keyless).debates[0])
        remarks = list(keyless.remarks)
        remarks[3] = replace(remarks[3], text="I have nothing to add.", speaker=QUILL, attribution=QUILL.name)
        added = bring(library, replace(keyless, remarks=tuple(remarks)))
        now = library.debate(added.debates[0])
        assert added.new == 1
        assert now.speeches[3].id not in {speech.id for speech in before.speeches}
        assert now.speeches[2].id == before.speeches[2].id


def test_a_name_that_is_empty_is_none() -> None:
    person = {"id": "1", "other_names": [{"note": "Main", "family_name": " "}, {"note": "Main", "name": "Ann Lee"}]}
    whole = {"persons": [person], "memberships": [], "posts": [], "organizations": []}
    (found,) = read(json.dumps(whole).encode(), "p", Period()).people
    assert [name.text for name in found.names] == ["Ann Lee"]


def test_a_pragma_that_does_not_take_ends_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "_SAFE", (("cell_size_check", 7),))
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        pytest.raises(RuntimeError, match="cell_size_check = 7 but 1"),
    ):
        settings.make_safe(connection)


def test_a_style_that_is_none_is_refused() -> None:
    with pytest.raises(StoreError, match="no style"):
        gathered.cite(gathered.Reference.from_fields({"date": "2031-05-05"}), "none")


# The library itself


def test_one_transaction_inside_another_is_one(library: Path) -> None:
    with Library.open(library) as opened:
        before = oracle.exported(opened)
        with suppress(ZeroDivisionError), opened._db.transaction():
            with opened._db.transaction():
                opened._db.rows("DELETE FROM quote")
            raise ZeroDivisionError
        assert oracle.exported(opened) == before


def test_a_wait_that_is_broken_off_is_waited_for_again(library: Path) -> None:
    class Ending:
        def result(self) -> None:
            raise KeyboardInterrupt

        def done(self) -> bool:
            return False

    with Library.open(library) as opened:
        opened._db._ending = Ending()  # type: ignore[assignment]
        with pytest.raises(KeyboardInterrupt):
            opened.shelf()
        assert isinstance(opened._db._ending, Ending)
        opened._db._ending = None


def test_what_is_not_there_is_a_sentence(library: Path) -> None:
    with Library.open(library) as opened:
        with pytest.raises(NotFoundError, match="no debate has the number 7"):
            opened.facts(DebateId(7))
        with pytest.raises(NotFoundError, match="no change 99"):
            opened.change(99)
        (row,) = opened.shelf()
        assert opened.sitting_on(row.date, "commons") == (row.id, row.date)
        assert opened.sitting_on(dt.date(2001, 1, 1), "commons") == (None, row.date)


def test_a_change_whose_record_became_something_else_is_not_taken_back(library: Path) -> None:
    with Library.open(library) as opened:
        noted(opened, "debate/1", "two")
        opened._db.rows("UPDATE note SET body = 'else' WHERE body = 'one'")
        with pytest.raises(ConflictError, match="has become something else since"):
            opened.take_back(1, now=NOW)
        assert "else" in bodies(opened)


def harm(library: Path, *statements: str) -> None:
    with closing(sqlite3.connect(library, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def findings(library: Path, *, fix: bool = False) -> list[str]:
    with Library.open(library) as opened:
        return [finding.what for finding, _ in opened.examined(fix=fix, now=NOW)]


def test_the_doctor_tells_of_rows_of_another_kind_and_of_bare_notes(library: Path) -> None:
    harm(library, "DELETE FROM quote")
    assert findings(library) == ["quotations"]
    wrong = "UPDATE sqlite_schema SET sql = replace(sql, '\"body\" TEXT', '\"body\" INTEGER') WHERE name = 'note'"
    harm(library, "PRAGMA writable_schema = ON", wrong)
    journal_of(library).write_bytes(b"")
    assert findings(library, fix=True) == ["integrity"]
    assert journal_of(library).read_bytes() == b"", "a damaged library has nothing to tell its journal"


def test_the_doctor_tells_what_sqlite_cannot_even_look_through(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*_: object) -> None:
        raise LibraryError("is damaged")

    with Library.open(library) as opened:
        monkeypatch.setattr(opened._db, "rows", damaged)
        (told,) = opened.examined(fix=False, now=NOW)
    assert (told[0].what, told[0].mend) == ("integrity", None)


def test_the_doctor_takes_away_what_means_nothing_and_keeps_notes(library: Path) -> None:
    journal_of(library).unlink()
    with Library.open(library) as opened:
        opened.keep_bookmark("a", opened.shelf()[0].id, Position(opened.debate(opened.shelf()[0].id).speeches[0].id))
    harm(library, "DELETE FROM debate", "INSERT INTO link (speech, replies_to) SELECT 999, min(id) FROM speech")
    assert findings(library)[0] == "foreign keys"
    findings(library, fix=True)
    assert findings(library) == []
    with Library.open(library) as opened:
        assert bodies(opened) == ["one"]
        (row,) = opened.shelf()
        assert (row.date, row.title) == (dt.date(2031, 5, 5), "A debate whose heading is lost")
    oracle.sound(library)


def test_what_the_doctor_cannot_mend_is_not_called_mended(library: Path) -> None:
    harm(library, "DELETE FROM reason")
    assert findings(library) == ["foreign keys"]
    with Library.open(library) as opened:
        told = [(finding.what, mended) for finding, mended in opened.examined(fix=True, now=NOW)]
    assert told == [("foreign keys", True), ("foreign keys", False)]


def test_a_mode_that_cannot_be_set_is_told(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library.chmod(0o644)
    monkeypatch.setattr(Path, "chmod", refused)
    with pytest.raises(LibraryError, match="its mode cannot be set"):
        findings(library, fix=True)


def test_damage_that_sqlite_quotes_is_a_sentence(library: Path) -> None:
    harm(
        library,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = CAST(x'435245415445205441424c4520ff2028' AS TEXT) WHERE name = 'note'",
    )
    with pytest.raises(LibraryError, match="is damaged"):
        Library.open(library)


def test_a_place_in_which_no_library_can_be_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "mkdir", refused)
    with pytest.raises(LibraryError, match=r"cannot be made \(No space left on device\); choose another place"):
        Library.open(tmp_path / "library.db")


def test_an_older_library_is_not_read_before_it_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    schemas.loaded(path, VERSION - 1)
    with pytest.raises(LibraryError, match="older Dispatchbox; open it once for writing"):
        Library.open(path, read_only=True)


def test_a_disk_on_which_no_library_is_safe_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "use_wal", lambda _: False)
    with pytest.raises(LibraryError, match="keep it on a disk of this machine"):
        Library.open(tmp_path / "library.db")


@pytest.mark.parametrize(("code", "tries"), [(sqlite3.SQLITE_BUSY, 3), (sqlite3.SQLITE_IOERR, 1)])
def test_a_library_that_others_are_making_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, tries: int
) -> None:
    use, asked = settings.use_wal, []

    def busy(connection: sqlite3.Connection) -> bool:
        asked.append(1)
        if len(asked) < 3:
            error = sqlite3.OperationalError("refused")
            error.sqlite_errorcode, error.sqlite_errorname = code, "SQLITE_IOERR"
            raise error
        return use(connection)

    monkeypatch.setattr(settings, "use_wal", busy)
    if tries == 1:
        with pytest.raises(LibraryError, match="cannot be read or written"):
            Library.open(tmp_path / "library.db")
    else:
        Library.open(tmp_path / "library.db").close()
    assert len(asked) == tries


def test_an_error_while_a_file_is_made_safe_is_what_sqlite_says(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: sqlite3.Connection) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_IOERR, "SQLITE_IOERR"
        raise error

    monkeypatch.setattr(settings, "make_safe", broken)
    with pytest.raises(LibraryError, match="cannot be read or written"):
        Library.open(library)


def test_a_library_in_a_folder_that_may_not_be_written(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As another user has it; whoever runs this may be the superuser, whom no mode keeps out."""
    trusted = opening._trusted

    def unwritable(path: Path, mode: str, *, may_write: bool) -> sqlite3.Connection:
        if mode == "rw":
            error = sqlite3.OperationalError("unable to open database file")
            error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_CANTOPEN, "SQLITE_CANTOPEN"
            raise error
        return trusted(path, mode, may_write=may_write)

    monkeypatch.setattr(opening, "_trusted", unwritable)
    with Library.open(library) as opened:
        assert bodies(opened) == ["one"]
    library.with_name("library.db-wal").write_bytes(b"waiting")
    with pytest.raises(LibraryError, match=r"changes wait in library\.db-wal; copy both files elsewhere"):
        Library.open(library)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(LibraryError, match="cannot be opened"):
        Library.open(library)


def test_an_error_whose_own_words_are_no_text_is_damage(library: Path) -> None:
    def quoted() -> None:
        raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte")

    with pytest.raises(LibraryError, match=r"library\.db: is damaged"), told(library):
        quoted()


def test_a_note_journal_on_a_full_disk_is_told(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Library.open(library) as opened:
        monkeypatch.setattr(os, "write", refused)
        noted(opened, "debate/1", "two")
        assert opened.unwritten.endswith("cannot be written: No space left on device")
        with pytest.raises(LibraryError, match=r"notes\.jsonl cannot be written \(No space left"):
            opened.catch_up(now=NOW)
        monkeypatch.undo()
        assert opened.catch_up(now=NOW)
        assert bodies(opened) == ["one", "two"]
    ruin(library)
    recover(library, MOMENT)
    with Library.open(library) as opened:
        assert bodies(opened) == ["one", "two"]


def test_when_a_smart_list_was_looked_at_is_kept(library: Path) -> None:
    with Library.open(library) as opened:
        opened.keep_looked("dues", now=NOW)
        assert opened.looked_at() == {"dues": NOW}


def test_corrections_of_a_debate_come_back_and_its_counts_follow(library: Path) -> None:
    """With an older backup, and with none: there the speech is without words until the debate is imported again."""
    back_up(library, MOMENT)
    with Library.open(library) as opened:
        (row,) = opened.shelf()
        question, answer = opened.debate(row.id).speeches
        opened.apply(correct_speech(opened.debate(row.id), None, Correction(answer.id, Kind.PROCEDURAL)), now=NOW)
        opened.apply(correct_speech(opened.debate(row.id), None, Correction(question.id, Kind.SPEECH)), now=NOW)
        opened.undo(now=NOW)
        shown = oracle.exported(opened)
    ruin(library)
    recover(library, MOMENT)
    with Library.open(library) as opened:
        assert oracle.exported(opened) == shown
        assert [speech.kind for speech in opened.debate(row.id).speeches][1] is Kind.PROCEDURAL
    oracle.sound(library)


def test_what_was_marked_moves_with_its_words_and_new_turns_find_their_place(tmp_path: Path) -> None:
    """A page that was cut short, and another of the same debate with what stands between."""
    whole = debate().remarks
    middle = replace(whole[1], key="debate/1.1a", text="A point of order on the dues of this harbour, if I may.")
    with Library.open(tmp_path / "library.db") as opened:
        number = opened.add(Parsed((debate(),)), SOURCE, now=NOW).debates[0]
        last = opened.debate(number).speeches[-1]
        opened.keep_bookmark("a", number, Position(last.id, last.text.index("I will write")))
        later = (whole[0], middle, replace(whole[1], text=f"Yes: {whole[1].text}"))
        opened.add(Parsed((debate(remarks=later),)), SOURCE, now=NOW)
        ((_, _, place, _),) = opened.bookmarks()
        assert opened.speech(place.speech)[1].text[place.offset :].startswith("I will write")
        assert [speech.key for speech in opened.debate(number).speeches] == [said.key for said in later]


def test_readings_are_joined_in_order() -> None:
    assert revising._joined([SpeechId(1), SpeechId(4)], [SpeechId(n) for n in (0, 1, 2, 3, 4, 5)]) == [0, 1, 2, 3, 4, 5]
    assert revising._joined([SpeechId(1)], [SpeechId(2)]) == [2, 1]


def test_speeches_of_nobody_wait_without_a_speaker(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as opened:
        nobody = replace(debate().remarks[1], speaker=None, attribution="")
        opened.add(Parsed((debate(remarks=(debate().remarks[0], nobody)),)), SOURCE, now=NOW)
        noted(opened, "debate/1", "one")
    ruin(path)
    assert recover(path, MOMENT).rung is Rung.JOURNAL
    with Library.open(path) as opened:
        assert (bodies(opened), len(opened.orphans())) == (["one"], 1)
    oracle.sound(path)


def test_a_key_that_is_another_days_makes_another_debate(tmp_path: Path) -> None:
    """Two debates of two days under one key are two, and each comes in again as itself."""
    two = (debate("First", 5), debate("Second", 6))
    with Library.open(tmp_path / "library.db") as opened:
        added = opened.add(Parsed(two), SOURCE, now=NOW)
        assert len({*added.debates}) == 2
        assert sorted(row.title for row in opened.shelf()) == ["First", "Second"]
        again = opened.add(Parsed(two), SOURCE, now=NOW)
        assert (again.new, {*again.debates}) == (0, {*added.debates})
    oracle.sound(tmp_path / "library.db")


def test_a_new_key_that_is_taken_is_not_given_twice(tmp_path: Path) -> None:
    with Library.open(tmp_path / "library.db") as opened:
        opened.add(Parsed((debate(), debate("Lamps", 5, "debate/2"))), SOURCE, now=NOW)
        moved = Parsed((debate("Lamps", 5, "debate/2"),), redirects=(("debate/1", "debate/2"),))
        opened.add(moved, SOURCE, now=NOW)
        assert sorted(row.title for row in opened.shelf()) == ["Harbour dues", "Lamps"]
    oracle.sound(tmp_path / "library.db")


def test_who_speaks_is_looked_up_once_for_all_debates(tmp_path: Path) -> None:
    people = {"persons": [{"id": "p/1", "other_names": [{"note": "Main", "name": "Ffion Prydderch"}]}]}
    roster = read(json.dumps(people | {"memberships": [], "posts": [], "organizations": []}).encode(), "p", Period())
    with Library.open(tmp_path / "library.db") as opened:
        opened.add_people(roster)
        importer = opened.importing(NOW)
        with importer:
            for number in (1, 2):
                importer.add(Parsed((debate(f"Dues {number}", 4 + number, f"debate/{number}"),)), SOURCE)
                importer.flush()
        assert len(opened.shelf()) == 2
    oracle.sound(tmp_path / "library.db")


# Notes of another library


def brought(ours: Path, theirs: Library, change: Callable[[Bundle], Bundle] = lambda bundle: bundle) -> Joined:
    with Library.open(ours) as opened:
        bundle = jsonl.read(jsonl.write(export_of(opened)), "notes")
    return theirs.join(change(bundle), now=NOW)


def only_quote(library: Library) -> tuple[str, Placing]:
    (found,) = every_note(library).values()
    (quote,) = found.quotes
    return quote.text, quote.placing


def test_their_words_are_found_again_where_the_text_is_another_edition(library: Path, tmp_path: Path) -> None:
    newer = tuple(replace(said, text=f"Let me say this. {said.text}") for said in debate().remarks)
    with Library.open(tmp_path / "theirs.db") as theirs:
        theirs.add(Parsed((debate(remarks=newer),)), SOURCE, now=NOW)
        assert brought(library, theirs).waiting == 0
        assert only_quote(theirs) == ("lowering them", Placing.SURE)
    oracle.sound(tmp_path / "theirs.db")


def test_their_words_are_found_in_a_source_with_other_keys_and_another_beginning(library: Path, tmp_path: Path) -> None:
    """An older file of notes tells nothing of how their speeches begin."""

    def short(bundle: Bundle) -> Bundle:
        return replace(bundle, speeches={number: keys[:3] for number, keys in bundle.speeches.items()})

    other = tuple(replace(said, key=f"x{said.key}") for said in debate().remarks)
    with Library.open(tmp_path / "theirs.db") as theirs:
        theirs.add(Parsed((debate(key="other/1", remarks=other),)), SOURCE, now=NOW)
        assert brought(library, theirs, short).waiting == 0
        assert only_quote(theirs) == ("lowering them", Placing.SURE)
        text = theirs.speech(next(iter(every_note(theirs).values())).quotes[0].span.speech)[1].text
        assert text.startswith("We are lowering them")
    oracle.sound(tmp_path / "theirs.db")


def test_codes_of_theirs_with_a_free_letter_come_as_they_are(library: Path, tmp_path: Path) -> None:
    code = Code("thread", "z", "red")
    with Library.open(tmp_path / "theirs.db") as theirs:
        assert brought(library, theirs, lambda bundle: replace(bundle, codes=(code,))).conflicts == []
        assert code in theirs.codes()


def test_every_pragma_is_as_it_was_promised(library: Path) -> None:
    promised = {
        "journal_mode": "wal", "synchronous": 2, "fullfsync": 1, "checkpoint_fullfsync": 1, "foreign_keys": 1,
        "trusted_schema": 0, "cell_size_check": 1, "secure_delete": 1, "recursive_triggers": 0,
    }  # fmt: skip
    with Library.open(library) as opened:
        found = {name: opened._db.one(f"PRAGMA {name}")[0] for name in promised}
    assert found == promised


def test_what_is_taken_away_for_good_is_not_left_in_the_file(library: Path) -> None:
    """A draft is nowhere else: notes stay in the history, which can take their deletion back."""
    with Library.open(library) as opened:
        opened.keep_draft("new 1:0-0", "the harbourmaster's own words " * 300, now=NOW)
    assert b"harbourmaster's own words" in library.read_bytes()
    with Library.open(library) as opened:
        opened.drop_draft("new 1:0-0")
    assert b"harbourmaster" not in b"".join(path.read_bytes() for path in library.parent.glob("library*"))
