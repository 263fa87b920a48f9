"""People in the library: lists taken in, speakers recognised, and what a reader sets by hand."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from store.annotations import correct_debate, name_speaker
from store.library import Library
from store.library.recognising import Recognised
from store.model import Debate, Excerpt, Kind, Source, Speaker
from store.parsed import Parsed, ParsedDebate, Remark
from store.people_matching import chosen
from store.persons import Membership, Name, Office, Period, Person, Roster
from store.records import Correction
from store.rosters import read
from tests.libraries import NOW, SOURCE
from tui.cli import dispatchbox

SAMPLES = Path(__file__).parent.parent / "sample_data"
SINCE = Period("2030-01-01")
DAVID = Person(
    "p/1", (Name("David Owen", "Owen"),), ("p/1", "m/1", "17"), (Membership("m/1", "commons", "Lab", "Lode", SINCE),)
)
DILYS = Person(
    "p/2", (Name("Dilys Owen", "Owen"),), ("p/2", "m/2"), (Membership("m/2", "commons", "Con", "Ness", SINCE),)
)
VANE = Person("p/3", (Name("Osric Vane", "Vane"),), ("p/3",), (Membership("m/3", "commons", "Con", "Wold", SINCE),))
PEOPLE = Roster("people.json", (DAVID, DILYS, VANE))
OFFICES = Roster("ministers.json", offices=(("p/3", Office("o/1", "The Secretary of State for Tides", SINCE)),))
TIDES = "The Secretary of State for Tides"
SAID = (
    ("David Owen (Lode) (Lab)", Speaker("David Owen", "Lab", "Lode"), "What is he doing about the tides at Lode?"),
    (TIDES, Speaker(TIDES, office=TIDES), "We are watching them, and I will write to the hon. Gentleman about them."),
    ("Mr Owen", Speaker("Mr Owen"), "Watching is not much of a policy, as the ducks of Lode have told me."),
    ("D. Owen", Speaker("D. Owen"), "Some of us like to watch, and would be sorry to see it put an end to."),
    ("Vane", Speaker("Vane", "Ind", "Elsewhere", ref="p/3"), "I have nothing to add to what was said before."),
    ("Hon. Members", None, "Oh!"),
)


def sitting(said: Any = SAID, **facts: Any) -> ParsedDebate:
    remarks = tuple(Remark(f"t.{n}", text, speaker, who) for n, (who, speaker, text) in enumerate(said))
    return ParsedDebate("Tides", dt.date(2031, 5, 5), "commons", remarks, **{"key": "t", **facts})


@pytest.fixture
def library(tmp_path: Path) -> Library:
    library = Library.open(tmp_path / "library.db")
    library.add(Parsed((sitting(),)), SOURCE, now=NOW)
    return library


def opened(library: Library) -> Debate:
    return library.debate(library.find_debate("t"))


def shown(library: Library) -> list[tuple[str, str | None, str | None]]:
    return [(who.name, who.party, who.seat) for speech in opened(library).speeches if (who := speech.speaker)]


KNOWN = [
    ("David Owen", "Lab", "Lode"),
    ("Osric Vane", "Con", "Wold"),
    ("David Owen", "Lab", "Lode"),
    ("D. Owen", None, None),
    ("Vane", "Ind", "Elsewhere"),
]


def test_speakers_get_party_and_seat_of_the_day_and_keep_what_is_printed(library: Library) -> None:
    before = opened(library)
    library.add_people(PEOPLE)
    library.add_people(OFFICES)
    assert library.recognise() == Recognised(sure=4, unsure=1, unknown=0)
    assert shown(library) == [*KNOWN[:4], ("Osric Vane", "Ind", "Elsewhere")]
    after = opened(library)
    assert [speech.attribution for speech in after.speeches] == [who for who, _, _ in SAID]
    assert [speech.text for speech in after.speeches] == [speech.text for speech in before.speeches]
    assert after.speeches[1].speaker == Speaker("Osric Vane", "Con", "Wold", TIDES, "p/3")
    assert library.speech(after.speeches[2].id)[1].speaker == after.speeches[2].speaker


def test_debates_that_come_in_later_are_recognised_too(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library.db")
    library.add_people(PEOPLE)
    library.add_people(OFFICES)
    library.add(Parsed((sitting(),)), SOURCE, now=NOW)
    assert shown(library)[:4] == KNOWN[:4]


def test_without_lists_nothing_is_said_of_anybody(library: Library) -> None:
    assert library.recognise() == Recognised(unknown=5)
    assert [speech.speaker for speech in opened(library).speeches] == [speaker for _, speaker, _ in SAID]
    assert library.who(opened(library).id, opened(library).speeches[0].id).match.why == "no list has that name"


def test_who_says_how_it_is_known_and_who_may_be_meant(library: Library) -> None:
    library.add_people(PEOPLE)
    library.add_people(OFFICES)
    debate = opened(library)
    found = [library.who(debate.id, speech.id) for speech in debate.speeches]
    assert [who.match.person and who.match.person.key for who in found] == ["p/1", "p/3", "p/1", None, "p/3", None]
    assert found[1].match.why == "held that office on that day"
    assert [person.key for person in found[3].match.candidates] == ["p/1", "p/2"]
    assert found[1].match.person is not None
    assert [office.title for office in found[1].match.person.offices_on("2031-05-05")] == [TIDES]
    assert found[5].match.why == "the source names nobody"
    assert found[5].attribution == "Hon. Members"


def test_a_newer_list_takes_the_place_of_the_older(library: Library) -> None:
    assert library.add_people(PEOPLE).new == 3
    moved = replace(DAVID, memberships=(replace(DAVID.memberships[0], held=Period("2030-01-01", "2031-01-01")),))
    assert library.add_people(Roster("people.json", (moved,))).new == 0
    library.recognise()
    assert shown(library)[2] == ("Mr Owen", None, None)
    assert library.people_named("Owen") == (replace(moved, id=1), replace(DILYS, id=2))


def test_people_are_one_where_lists_share_an_id_and_never_by_name(library: Library) -> None:
    library.add_people(PEOPLE)
    same = Person("17", (Name("Dai Owen"),), ("17",))
    twin = Person("p/9", (Name("David Owen"),), ("p/9",))
    assert library.add_people(Roster("members.csv", (same, twin))).new == 1
    assert [(person.key, [name.text for name in person.names]) for person in library.people_named("David Owen")] == [
        ("p/1", ["David Owen", "Dai Owen"]),
        ("p/9", ["David Owen"]),
    ]


def test_offices_of_strangers_are_counted_and_left_out(library: Library) -> None:
    listed = library.add_people(OFFICES)
    assert (listed.offices, listed.strangers) == (0, 1)


def test_who_it_is_can_be_set_by_hand_and_undone_and_stays_when_the_debate_comes_again(library: Library) -> None:
    library.add_people(PEOPLE)
    debate = opened(library)
    unsure = debate.speeches[3]
    library.apply(_corrected(unsure.id), now=NOW)
    who = library.who(debate.id, unsure.id)
    speaker = chosen(who.match.candidates[1], who.printed, who.sitting)
    change = name_speaker(debate, library.corrections(debate.id), who.speeches, speaker)
    assert change is not None
    assert change.words == "named Dilys Owen as the speaker, 5 May 2031"
    library.apply(change, now=NOW)

    set_by_hand = opened(library).speeches[3]
    assert (set_by_hand.speaker, set_by_hand.attribution) == (
        Speaker("Dilys Owen", "Con", "Ness", None, "p/2"),
        "D. Owen",
    )
    assert set_by_hand.kind is Kind.INTERVENTION
    assert library.who(debate.id, unsure.id).by_hand == speaker
    assert name_speaker(debate, library.corrections(debate.id), who.speeches, speaker) is None

    newer = (*SAID[:3], ("D. Owen", Speaker("D. Owen"), f"{SAID[3][2]} Hear, hear."), *SAID[4:])
    library.add(Parsed((sitting(newer),)), replace(SOURCE, digest="cd" * 32), now=NOW)
    library.recognise()
    assert opened(library).speeches[3].text.endswith("Hear, hear.")
    assert opened(library).speeches[3].speaker == speaker

    library.undo(now=NOW)
    again = opened(library).speeches[3]
    assert (again.speaker, again.kind) == (Speaker("D. Owen"), Kind.INTERVENTION)
    library.redo(now=NOW)
    assert opened(library).speeches[3].speaker == speaker


def _corrected(speech: Any) -> Any:
    from store.records import Change, Edit

    return Change("corrected", (Edit(None, Correction(speech, kind=Kind.INTERVENTION)),))


def test_all_speeches_that_print_the_same_are_set_at_once(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library.db")
    library.add_people(PEOPLE)
    said = [("D. Owen", Speaker("D. Owen"), f"Words number {n} of a long evening about tides.") for n in range(3)]
    library.add(Parsed((sitting(said),)), SOURCE, now=NOW)
    debate = opened(library)
    who = library.who(debate.id, debate.speeches[1].id)
    assert who.speeches == tuple(speech.id for speech in debate.speeches)
    change = name_speaker(debate, {}, who.speeches, chosen(who.match.candidates[0], who.printed, who.sitting))
    assert change is not None
    assert change.words == "named David Owen as the speaker of 3 speeches, 5 May 2031"
    library.apply(change, now=NOW)
    assert {name for name, _, _ in shown(library)} == {"David Owen"}
    library.undo(now=NOW)
    assert {name for name, _, _ in shown(library)} == {"D. Owen"}


def test_a_corrected_day_is_another_day(library: Library) -> None:
    library.add_people(PEOPLE)
    library.recognise()
    facts = library.facts(opened(library).id)
    library.apply(correct_debate(facts, replace(facts, date=dt.date(2029, 5, 5))), now=NOW)
    assert shown(library)[2] == ("Mr Owen", None, None)
    library.undo(now=NOW)
    assert shown(library)[2] == ("David Owen", "Lab", "Lode")


def test_an_excerpt_and_the_full_debate_both_know_their_speakers(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library.db")
    library.add_people(PEOPLE)
    pair = sitting(SAID[1:3], key="", excerpt=Excerpt.PAIR)
    page = Source("page.txt", "Parallel Parliament page", "ef" * 32)
    (excerpt,) = library.add(
        Parsed((replace(pair, remarks=tuple(replace(r, key="") for r in pair.remarks)),)), page, now=NOW
    ).debates
    assert library.debate(excerpt).speeches[1].speaker == Speaker("Mr Owen")
    (full,) = library.add(Parsed((sitting(),)), SOURCE, now=NOW).debates
    assert full != excerpt
    assert shown(library)[2] == ("David Owen", "Lab", "Lode")
    assert library.debate(excerpt).speeches[1].id == library.debate(full).speeches[2].id
    assert library.speech(library.debate(full).speeches[2].id)[1].speaker == opened(library).speeches[2].speaker


def test_odd_letters_of_a_list_can_be_kept(library: Library) -> None:
    entry = {
        "id": "p\ud800",
        "other_names": [{"name": "Ann\0 \ud800Lee"}],
        "identifiers": [{"scheme": "datadotparl_id", "identifier": "\udfff"}],
    }
    library.add_people(read(json.dumps({"persons": [entry]}).encode(), "people.json", Period()))
    assert len(library.people_named("Lee")) == 1


def run(path: Path, *words: str) -> Any:
    return CliRunner().invoke(dispatchbox, ["--library", str(path), "people", "import", *words])


def test_the_command_takes_lists_in_any_order_and_reports(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with Library.open(path) as library:
        library.add(Parsed((sitting(),)), SOURCE, now=NOW)
    lists = [str(SAMPLES / "people" / name) for name in ("ministers.json", "people.json")]
    done = run(path, *lists)
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "people.json: 66 people (66 new), 0 offices",
        "ministers.json: 0 people (0 new), 11 offices",
        "speakers recognised in 0 speeches, unsure in 1, unknown in 4; g w in the reader says why",
    ]
    told = json.loads(run(path, *lists, "--json").output)
    assert [each["new"] for each in told["lists"]] == [0, 0]
    assert told["speeches"] == {"sure": 0, "unsure": 1, "unknown": 4}


def test_the_command_takes_what_is_whole_and_says_what_is_not(tmp_path: Path) -> None:
    done = run(
        tmp_path / "library.db",
        str(SAMPLES / "README.md"),
        str(SAMPLES / "people" / "members.csv"),
        "--from",
        "2024-07-05",
    )
    assert done.exit_code == 2
    assert "dispatchbox: README.md, line 1: is no list of people" in done.output
    assert "members.csv: 48 people (48 new)" in done.output
