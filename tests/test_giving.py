"""Debates out of one library and into another: every word, person, column, exchange and source as it was."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from click.testing import CliRunner, Result

from store.library import Library
from store.model import Debate, Kind, Speaker
from store.records import Change, Correction, Edit
from tests.libraries import NOW
from tui.cli import dispatchbox

SAMPLES = Path(__file__).parents[1] / "sample_data"
PLACES = ("theyworkforyou", "parallel-parliament", "parlamint", "hansard-json")


def run(path: Path, *words: str) -> Result:
    return CliRunner().invoke(dispatchbox, ["--library", str(path), *words])


def held(path: Path) -> list[Debate]:
    with Library.open(path) as library:
        return [library.debate(shelved.id) for shelved in library.shelf()]


def filled(path: Path) -> Path:
    folders = [str(SAMPLES / place) for place in PLACES if (SAMPLES / place).is_dir()]
    assert len(folders) > 2
    assert run(path, "import", *folders).exit_code in (0, 2)
    return path


def test_what_goes_out_comes_in_as_it_was(tmp_path: Path) -> None:
    first, second, file = filled(tmp_path / "first.db"), tmp_path / "second.db", tmp_path / "all.jsonl"
    before = held(first)
    assert len({debate.source.format for debate in before}) > 2
    told = run(first, "export", "debates", "-o", str(file))
    assert (told.exit_code, f"{len(before)} debates to" in told.output) == (0, True)
    assert run(second, "import", str(file)).exit_code == 0
    assert held(second) == before
    again = run(first, "import", str(file))
    assert "(0 new, 0 changed," in again.output
    assert held(first) == before


def test_one_debate_to_standard_output_without_what_a_reader_set_by_hand(tmp_path: Path) -> None:
    path = filled(tmp_path / "first.db")
    with Library.open(path) as library:
        debate = library.debate(library.shelf()[0].id)
        speech = debate.speeches[0]
        edit = Edit(None, Correction(speech.id, Kind.CHAIR, speaker=Speaker("Nobody Else"), column="999"))
        library.apply(Change("set", (edit,)), now=NOW)
    out = run(path, "export", "debates", "--debate", str(debate.id))
    assert out.stdout.count('{"debate":') == 1
    assert out.stdout.count('{"remark":') == len(debate.speeches)
    file = tmp_path / "one.jsonl"
    file.write_text(out.stdout, encoding="utf-8")
    assert run(tmp_path / "second.db", "import", str(file)).exit_code == 0
    [found] = held(tmp_path / "second.db")
    assert found.source == debate.source
    assert found.speeches == (replace(speech, column="999"), *debate.speeches[1:])


def test_a_file_that_is_there_and_another_form_are_refused(tmp_path: Path) -> None:
    path, file = filled(tmp_path / "first.db"), tmp_path / "x.jsonl"
    file.write_text("mine", encoding="utf-8")
    assert "is there already" in run(path, "export", "debates", "-o", str(file)).output
    assert file.read_text(encoding="utf-8") == "mine"
    assert run(path, "export", "debates", "--format", "html").exit_code == 2
    empty = tmp_path / "empty.db"
    assert run(empty, "import", str(tmp_path / "none.xml")).exit_code == 2
    assert run(empty, "export", "debates").exit_code == 1
