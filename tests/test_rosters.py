"""Lists of people: what each format says, and what becomes of damaged ones."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.errors import SourceError
from store.persons import Membership, Name, Office, Period, Person, Roster
from store.rosters import read
from tests.mutations import DATA, damaged

SAMPLES = Path(__file__).parent.parent / "sample_data" / "people"
UNTOLD = Period()


def popolo(**parts: Any) -> Roster:
    return read(
        json.dumps({"persons": [], "memberships": [], "posts": [], "organizations": []} | parts).encode(), "p", UNTOLD
    )


def named(*names: dict[str, str], **more: Any) -> tuple[Name, ...]:
    (person,) = popolo(persons=[{"id": "1", "other_names": names} | more]).people
    return person.names


def csv(*rows: str, held: Period = UNTOLD) -> Roster:
    return read("\r\n".join(("person_id,mnis_id,name,party,constituency,party_slug", *rows)).encode(), "m.csv", held)


def test_a_csv_gives_names_seats_and_both_ids() -> None:
    roster = csv("p/1,17,Dr Ann Lee,Labour,Kirkholm,labour", 'p/2,,"Vane, Sir Osric",,,conservative')
    assert roster == Roster(
        "members.csv",
        (
            Person("p/1", (Name("Ann Lee"),), ("p/1", "17"), (Membership("p/1#", "commons", "Lab", "Kirkholm"),)),
            Person("p/2", (Name("Osric Vane", "Vane"),), ("p/2",), (Membership("p/2#", "", "Con"),)),
        ),
    )


def test_a_csv_holds_for_the_days_it_is_given() -> None:
    held = Period("2029-06-01", "2031-05-01")
    roster = csv("p/1,17,Ann Lee,Labour,Kirkholm,labour", held=held)
    assert roster.name == "members.csv 2029-06-01"
    assert roster.people[0].memberships == (Membership("p/1#2029-06-01", "commons", "Lab", "Kirkholm", held),)


def test_a_csv_may_say_house_and_days_itself_and_a_person_may_have_several_rows() -> None:
    rows = "Ann Lee,1,house-of-commons,2020,2024-05,Lab\nLord Lee,1,lords,2025,,Con"
    text = f"\ufeffname,person_id,house,start_date,end_date,party\n{rows}"
    (person,) = read(text.encode(), "m.csv", UNTOLD).people
    assert [name.text for name in person.names] == ["Ann Lee", "Lord Lee"]
    assert person.memberships == (
        Membership("1#2020-01-01", "commons", "Lab", "", Period("2020-01-01", "2024-05-31")),
        Membership("1#2025-01-01", "lords", "Con", "", Period("2025-01-01")),
    )


def test_a_row_without_id_or_name_is_left_out_and_told() -> None:
    roster = csv("p/1,17,,,,bishop", ",,Ann Lee,,,", "p/3,,Ann Lee,,,")
    assert len(roster.people) == 1
    assert roster.skipped == ("line 2 gives no id or no name", "line 3 gives no id or no name")


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        (b"Dear Sir,\nI write", 1),
        (b"name,party\nAnn,Lab", 1),
        (b"name,name,person_id\na,b,c", 1),
        (b"name,person_id\nAnn Lee,1\nBob\n", 3),
        (b'name,person_id\nAnn Lee,1\n"Bob,2\n', 3),
        (b'name,person_id\nAnn Lee,1\n"Bo"b,2\n', 3),
    ],
)
def test_a_damaged_csv_ends_in_a_sentence_with_its_line(data: bytes, line: int) -> None:
    with pytest.raises(SourceError, match=r"m\.csv, line") as caught:
        read(data, "m.csv", UNTOLD)
    assert caught.value.line == line


def test_a_wrong_date_is_told_with_its_line() -> None:
    with pytest.raises(SourceError, match="m, line 2: “5 May 2031” is no date"):
        read(b"name,person_id,start_date\nAnn Lee,1,5 May 2031", "m", UNTOLD)


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ({"given_name": "Ann", "family_name": "Lee", "note": "Main"}, Name("Ann Lee", "Lee")),
        ({"name": "Annie Lee", "note": "Alternate"}, Name("Annie Lee")),
        ({"family_name": "Lee", "note": "Alternate"}, Name("Lee", "Lee")),
        (
            {"honorific_prefix": "Lord", "lordname": "Lee", "lordofname": "Ness", "note": "Main"},
            Name("Lord Lee of Ness"),
        ),
        (
            {"honorific_prefix": "Baroness", "lordname": "Lee", "lordofname": "", "surname": "Vane"},
            Name("Baroness Lee"),
        ),
        ({"honorific_prefix": "Earl", "lordname": "", "lordofname": "Ness", "given_name": "A"}, Name("Earl of Ness")),
        ({"given_name": "Ann\u202e\n", "family_name": "Lee"}, Name("Ann\ufffd Lee", "Lee")),
    ],
)
def test_the_kinds_of_names(entry: dict[str, str], name: Name) -> None:
    assert named(entry) == (name,)


def test_main_names_come_first_and_the_latest_of_them() -> None:
    other = {"name": "Fran Quill", "note": "Alternate"}
    old = {"given_name": "Frances", "family_name": "Askew", "note": "Main", "end_date": "2029-12-31"}
    new = {"given_name": "Frances", "family_name": "Quill", "note": "Main", "start_date": "2030"}
    assert [(name.text, name.held) for name in named(other, old, new)] == [
        ("Frances Quill", Period("2030-01-01")),
        ("Frances Askew", Period("", "2029-12-31")),
        ("Fran Quill", UNTOLD),
    ]


def test_seats_have_house_party_and_days_and_redirected_ids_lead_to_the_person() -> None:
    roster = popolo(
        persons=[
            {
                "id": "p/1",
                "other_names": [{"name": "Ann Lee"}],
                "identifiers": [{"scheme": "datadotparl_id", "identifier": 17}],
            },
            {"id": "p/2", "redirect": "p/1"},
            {"id": "p/3"},
        ],
        memberships=[
            {
                "id": "m/1",
                "person_id": "p/1",
                "post_id": "c/1",
                "on_behalf_of_id": "lab",
                "start_date": "2020",
                "end_date": "2021",
            },
            {"id": "l/1", "person_id": "p/1", "organization_id": "house-of-lords", "start_date": "2022-02-02"},
            {"id": "m/0", "redirect": "m/1"},
            {"id": "m/9", "person_id": "p/9", "post_id": "c/1"},
        ],
        posts=[{"id": "c/1", "organization_id": "house-of-commons", "area": {"name": "Kirkholm"}}],
        organizations=[{"id": "lab", "name": "Labour/Co-operative"}],
    )
    (person,) = roster.people
    assert person.refs == ("p/1", "p/2", "l/1", "m/1", "m/0", "17")
    assert person.memberships == (
        Membership("l/1", "lords", "", "", Period("2022-02-02")),
        Membership("m/1", "commons", "Lab/Co-op", "Kirkholm", Period("2020-01-01", "2021-12-31")),
    )
    assert roster.skipped == ("p/3 has no name",)


def test_offices_are_told_with_their_department() -> None:
    rows = [
        {
            "id": "o/1",
            "person_id": "p/1",
            "organization_id": "house-of-commons",
            "role": "The Minister for Ferries",
            "start_date": "2030-01-01",
        },
        {
            "id": "o/2",
            "person_id": "p/1",
            "organization_id": "department-of-tides",
            "role": "Secretary of State",
            "end_date": "2029",
        },
        {"id": "o/3", "person_id": "p/1", "organization_id": "ferry-committee", "start_date": "2030-01-01"},
    ]
    roster = read(json.dumps({"memberships": rows}).encode(), "ministers.json", UNTOLD)
    assert roster.offices == (
        ("p/1", Office("o/1", "The Minister for Ferries", Period("2030-01-01"))),
        ("p/1", Office("o/2", "Secretary of State, department of tides", Period("", "2029-12-31"))),
    )


@pytest.mark.parametrize(
    ("whole", "where"),
    [
        ("[]", "p: "),
        ("{}", "p: holds neither"),
        ('{"persons": [', "line 1"),
        ('{"persons": 7}', "p: holds no list"),
        ('{"persons": ["x"]}', "p, persons 1: "),
        ('{"persons": [{"id": 7}]}', "p, persons 1: holds no text"),
        ('{"persons": [{"id": "1", "other_names": [{"name": "A", "start_date": "soon"}]}]}', "p, persons 1: “soon”"),
        (
            '{"persons": [], "memberships": [{}, {"person_id": "1", "post_id": "c", "end_date": "x"}]}',
            "p, memberships 2: “x”",
        ),
        ('{"memberships": [{"role": "x", "person_id": ["y"]}]}', "p, memberships 1: "),
        (
            '{"persons": [], "posts": [{"id": "c", "area": 3}], "memberships": [{"person_id": "1", "post_id": "c"}]}',
            "p, posts 1: ",
        ),
    ],
)
def test_a_damaged_json_ends_in_a_sentence_with_its_place(whole: str, where: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(whole.encode(), "p", UNTOLD)
    assert where in str(caught.value)


@pytest.mark.parametrize("name", ["members.csv", "people.json", "ministers.json"])
def test_nothing_but_a_sentence_comes_of_damage(name: str) -> None:
    for copy in damaged((SAMPLES / name).read_bytes(), 60):
        with suppress(SourceError):
            read(copy, name, UNTOLD)


KEYS = st.sampled_from(["id", "other_names", "name", "identifiers", "person_id", "post_id", "role", "area"])
VALUES = st.recursive(
    st.none() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=60)
@given(VALUES)
def test_any_shape_is_read_or_refused(value: object) -> None:
    listed = {"persons": [value], "memberships": [value], "posts": [value]}
    for whole in ({"persons": value}, listed, {"memberships": [value]}):
        with suppress(SourceError):
            read(json.dumps(whole).encode(), "p", UNTOLD)


def test_the_samples() -> None:
    members, people, ministers = (
        read((SAMPLES / name).read_bytes(), name, UNTOLD) for name in ("members.csv", "people.json", "ministers.json")
    )
    assert (len(members.people), len(people.people), len(ministers.offices)) == (48, 66, 11)
    listed = {person.key: person for person in people.people}
    for member in members.people:
        other = listed[member.key]
        assert other.name_on("2025-03-11") == member.names[0].text
        seat = other.seat_on("commons", "2025-03-11")
        assert seat is not None
        assert (seat.party, seat.seat) == (member.memberships[0].party, member.memberships[0].seat)
    assert {key for key, _ in ministers.offices} <= listed.keys()


def test_the_real_list() -> None:
    path = DATA / "people" / "members.csv"
    if not path.exists():
        pytest.skip("no real data here")
    roster = read(path.read_bytes(), path.name, UNTOLD)
    assert len(roster.people) + len(roster.skipped) == 3835
    assert len({person.key for person in roster.people}) == len(roster.people)
