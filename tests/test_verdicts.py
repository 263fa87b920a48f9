"""Verdicts: what they are on, how they are counted, and how the library keeps them."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from store.csv_text import csv_text
from store.errors import StoreError
from store.library import Library
from store.model import Debate, Kind
from store.parsed import Parsed
from store.records import Verdict
from store.verdicts import Judged, answers_at, by_month, by_topic, judge, tally, tally_table, withdraw
from tests import invented
from tests.libraries import NOW, SOURCE, debate
from tui.cli import dispatchbox
from tui.config import Config, read_config

GRADES = Config().verdicts


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path / "library.db")
    parents = {"parents": ("Oral Answers", "Tides")}
    library.add(Parsed((debate(**parents), debate("Other", 6, "debate/2"))), SOURCE, now=NOW)
    return library


@pytest.fixture
def opened(library: Library) -> Debate:
    return library.debate(library.find_debate("debate/1"))


def given(library: Library, key: str, name: str, note: str = "") -> None:
    opened = library.debate(library.find_debate(key))
    answer = opened.speeches[1].id
    change = judge(opened, library.verdicts(opened.id), [answer], Verdict(answer, name, note, "M", NOW))
    assert change is not None
    library.apply(change, now=NOW)


def test_a_verdict_is_on_the_answer_and_from_a_question_on_its_answer() -> None:
    debate = invented.small().debate
    at = [answers_at(debate, speech.id) for speech in debate.speeches]
    ids = [speech.id for speech in debate.speeches]
    assert at[1] == at[2] == (ids[2],)
    assert at[3] == at[4] == (ids[4],)
    assert [found for found, speech in zip(at, debate.speeches, strict=True) if speech.kind is Kind.STATEMENT] == [()]
    assert at[0] == ()


def test_a_verdict_is_kept_changed_and_undone(library: Library, opened: Debate) -> None:
    answer = opened.speeches[1].id
    given(library, "debate/1", "evaded", "  speaks of\n the lamp ")
    assert library.verdicts(opened.id) == {answer: Verdict(answer, "evaded", "speaks of the lamp", "M", NOW)}
    given(library, "debate/1", "partial")
    assert library.verdicts(opened.id)[answer].verdict == "partial"
    library.undo(now=NOW)
    assert library.verdicts(opened.id)[answer].note == "speaks of the lamp"
    again = Verdict(answer, "evaded", "speaks of the lamp")
    assert judge(opened, library.verdicts(opened.id), [answer], again) is None
    gone = withdraw(opened, library.verdicts(opened.id), [answer])
    assert gone is not None
    assert gone.words == "took away the verdict on Osric Vane, 5 May 2031"
    library.apply(gone, now=NOW)
    assert library.verdicts(opened.id) == {}
    assert withdraw(opened, {}, [answer]) is None
    library.undo(now=NOW)
    library.undo(now=NOW)
    assert library.judged() == ()


def test_a_verdict_stays_when_a_newer_edition_comes_in(library: Library, opened: Debate) -> None:
    given(library, "debate/1", "direct")
    edition = debate()
    remarks = (edition.remarks[0], replace(edition.remarks[1], text="We are lowering them all. I will write."))
    library.add(Parsed((replace(edition, remarks=remarks),)), replace(SOURCE, digest="cd" * 32), now=NOW)
    assert [verdict.verdict for verdict in library.verdicts(opened.id).values()] == ["direct"]


def test_verdicts_are_counted_by_minister_topic_and_month(library: Library) -> None:
    given(library, "debate/1", "evaded")
    given(library, "debate/2", "mine own")
    rows = library.judged()
    assert [(row.title, row.minister, row.asker, row.party) for row in rows] == [
        ("Other", "Osric Vane", "Ffion Prydderch", "Con"),
        ("Harbour dues", "Osric Vane", "Ffion Prydderch", "Con"),
    ]
    assert list(tally_table(rows, "minister", {"direct": "d", "evaded": "e"})) == [
        ("minister", "direct", "evaded", "mine own", "all"),
        ("Osric Vane", "0", "1", "1", "2"),
    ]
    assert [row.name for row in tally(rows, by_topic)] == ["Other", "Tides › Harbour dues"]
    assert [(row.name, row.total) for row in tally(rows, by_month)] == [("2031-05", 2)]


def test_months_stand_in_order_and_the_rest_by_number(library: Library) -> None:
    given(library, "debate/1", "evaded")
    (row,) = library.judged()
    many: list[Judged] = [replace(row, date=row.date.replace(month=month)) for month in (3, 5, 5, 4)]
    assert [each.name for each in tally(many, by_month)] == ["2031-05", "2031-04", "2031-03"]


def ran(library: Library, *words: str) -> tuple[int, str]:
    found = CliRunner().invoke(dispatchbox, ["--library", str(library.path), *words])
    return found.exit_code, found.output


def test_the_command_judges_lists_and_counts(library: Library, opened: Debate) -> None:
    question, answer = (speech.id for speech in opened.speeches)
    assert ran(library, "verdict")[0] == 1
    assert ran(library, "verdict", str(question), "e", "--note", "=1+1")[1] == (
        "judged “evaded”: Osric Vane, 5 May 2031\n"
    )
    code, text = ran(library, "verdict", "--csv")
    (row,) = csv.DictReader(io.StringIO(text))
    assert (code, row["verdict"], row["note"], row["speech"]) == (0, "evaded", "'=1+1", str(answer))
    assert json.loads(ran(library, "verdict", "--json")[1])[0]["note"] == "=1+1"
    assert "Tides › Harbour dues,0,0,0,1,0,1" in ran(library, "verdict", "--by", "topic", "--csv")[1]
    assert ran(library, "verdict", "--by", "month")[1] == "2031-05: evaded 1; 1 verdict\n"
    assert ran(library, "verdict", str(answer), "splendid")[0] == 2
    assert "took away" in ran(library, "verdict", str(answer), "--remove")[1]
    assert ran(library, "verdict", str(answer), "--remove")[1] == "nothing to change\n"


def test_the_command_lists_promises_and_keeps_what_is_said_of_them(library: Library) -> None:
    code, text = ran(library, "promises")
    assert (code, text.count("I will write to the hon. Lady.")) == (0, 2)
    newer, older = re.findall(r"\[(\S+)\]", text)
    assert "dismissed a promise" in ran(library, "promises", "--dismiss", newer)[1]
    assert "closed a promise" in ran(library, "promises", "--close", older, "--with", newer.partition(".")[0])[1]
    assert ran(library, "promises")[0] == 1
    rows = json.loads(ran(library, "promises", "--state", "all", "--json")[1])
    assert [(row["state"], row["closed on"]) for row in rows] == [("dismissed", ""), ("closed", "2031-05-06")]
    assert "opened again" in ran(library, "promises", "--reopen", older)[1]
    assert next(csv.DictReader(io.StringIO(ran(library, "promises", "--csv")[1])))["state"] == "open"
    assert ran(library, "promises", "--dismiss", "12.ab")[0] == 2


def test_a_cell_never_runs_in_a_spreadsheet() -> None:
    assert csv_text([("a", "=x", '"q"'), ("-1", "", "b,c")]) == 'a,\'=x,"""q"""\n\'-1,,"b,c"\n'


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("verdicts = 3", "takes lines such as"),
        ("[verdicts]\ngood = 'gg'", "one letter or figure"),
        ("[verdicts]\ngood = 'g'\ngreat = 'g'", "the same letter"),
        ("[verdicts]\nkind = 'k'", "a key of the list"),
    ],
)
def test_a_wrong_set_is_refused_with_a_sentence(tmp_path: Path, toml: str, said: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(toml)
    with pytest.raises(StoreError, match=said):
        read_config(file)


def test_the_set_is_the_readers_own(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text("[verdicts]\ngood = 'g'\nbad = 'b'\n")
    assert read_config(file).verdicts == {"good": "g", "bad": "b"}
    assert list(GRADES) == ["direct", "partial", "promised", "evaded", "not answered"]
