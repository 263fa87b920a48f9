"""Who is meant by a printed attribution: names, seats, titles, offices and days, as tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.importers.attribution import speaker as printed
from store.model import Speaker
from store.people_matching import NOBODY, Match, People, Sitting, chosen, recognise, shown
from store.person_names import Likeness, form, likeness, office_words
from store.persons import Membership, Name, Office, Period, Person, party_letters

DAY = Sitting("commons", "2031-05-05")
LORDS = Sitting("lords", "2031-05-05")
NOW = Period("2029-06-01")
BEFORE = Period("2020-01-01", "2029-05-01")


def sat(seat: str, party: str = "Lab", held: Period = NOW, house: str = "commons") -> Membership:
    return Membership(f"{house}/{seat}/{held.first}", house, party, seat, held)


def person(key: str, name: str, *seats: Membership, family: str = "", offices: tuple[Office, ...] = ()) -> Person:
    return Person(key, (Name(name, family),), (f"mp-{key}",), seats, offices)


DAVID = person("1", "David Owen", sat("Tarnmouth"), family="Owen")
DILYS = person("2", "Dilys Owen", sat("Aberllyn", "Con"), family="Owen")
DHESI = person("3", "Amrit Singh Dhesi", sat("Lode"), family="Dhesi")
VANE = person("4", "Osric Vane", sat("Wold", "Con"), offices=(Office("o1", "Secretary of State, Tides", NOW),))
HYDE = person("5", "Iolo Bassett-Hyde", sat("Ness and Stour"), family="Bassett-Hyde")
GONE = person("6", "Jory Tolland", sat("Ness", held=BEFORE))
CHAIR = person("7", "Ada Marl", sat("Great Wenlow", "Speaker"))
PARRISH = person("8", "Lord Parrish of Lode", sat("", "Con", house="lords"))
BISHOP = person("9", "Bishop of Wharram", sat("", "Bishop", house="lords"))
CHANGED = Person(
    "10",
    (Name("Frances Quill", "Quill", Period("2030-01-01")), Name("Frances Askew", "Askew", Period("", "2029-12-31"))),
    (),
    (sat("Harrow"),),
)
ENNOBLED = Person(
    "11",
    (Name("Lord Rook", held=Period("2030-01-01")), Name("Anselm Rook", "Rook", Period("", "2029-12-31"))),
    (),
    (sat("", "Con", Period("2030-01-01"), "lords"), sat("Fell", "Con", BEFORE)),
)
EVERYONE = People([DAVID, DILYS, DHESI, VANE, HYDE, GONE, CHAIR, PARRISH, BISHOP, CHANGED, ENNOBLED])


def match(text: str, sitting: Sitting = DAY, people: People = EVERYONE, **known: str) -> Match:
    speaker = printed(text)
    assert speaker is not None
    speaker = Speaker(speaker.name, speaker.party, speaker.seat, speaker.office, known.get("ref"))
    return recognise([speaker], people, sitting)[0]


@pytest.mark.parametrize(
    ("text", "sitting", "meant"),
    [
        ("David Owen", DAY, DAVID),
        ("DAVID OWEN", DAY, DAVID),
        ("Sir David Owen", DAY, DAVID),
        ("Mr David Owen (Tarnmouth) (Lab)", DAY, DAVID),
        ("D. Owen (Aberllyn) (Con)", DAY, DILYS),
        ("Mr Owen (Tarnmouth) (Lab)", DAY, DAVID),
        ("Mr Dhesi", DAY, DHESI),
        ("Amrit Dhesi", DAY, DHESI),
        ("A. S. Dhesi", DAY, DHESI),
        ("Iolo Bassett Hyde (Ness & Stour)", DAY, HYDE),
        ("Dr Bassett-Hyde", DAY, HYDE),
        ("Sir Osric Vane (in the Chair)", DAY, VANE),
        ("The Secretary of State for Tides (Mr Osric Vane)", DAY, VANE),
        ("The Secretary of State for Tides", DAY, VANE),
        ("Mr Speaker", DAY, CHAIR),
        ("Madam Speaker", DAY, CHAIR),
        ("Lord Parrish of Lode (Con)", LORDS, PARRISH),
        ("Lord Parrish", LORDS, PARRISH),
        ("The Lord Bishop of Wharram", LORDS, BISHOP),
        ("The Bishop of Wharram", LORDS, BISHOP),
        ("Frances Quill", DAY, CHANGED),
        ("Frances Askew", Sitting("commons", "2029-12-01"), CHANGED),
        ("Lord Rook", LORDS, ENNOBLED),
        ("Mr Rook", Sitting("commons", "2025-03-01"), ENNOBLED),
    ],
)
def test_who_is_surely_meant(text: str, sitting: Sitting, meant: Person) -> None:
    found = match(text, sitting)
    assert found.person is meant, found.why
    assert found.candidates == ()


@pytest.mark.parametrize(
    ("text", "sitting", "candidates"),
    [
        ("Mr Owen", DAY, [DAVID, DILYS]),
        ("D. Owen", DAY, [DAVID, DILYS]),
        ("David Owen (Aberllyn)", DAY, [DAVID]),
        ("Rhys Owen", DAY, [DAVID, DILYS]),
        ("Jory Tolland", DAY, [GONE]),
        ("Frances Askew", DAY, [CHANGED]),
        ("Frances Quill", Sitting("commons", "2029-12-01"), [CHANGED]),
        ("Anselm Rook", DAY, [ENNOBLED]),
        ("Lord Parrish of Lode", DAY, [PARRISH]),
    ],
)
def test_who_may_be_meant(text: str, sitting: Sitting, candidates: list[Person]) -> None:
    found = match(text, sitting)
    assert found.person is None
    assert list(found.candidates) == candidates
    assert found.why


@pytest.mark.parametrize(
    ("text", "sitting"),
    [
        ("Nobody Listed", DAY),
        ("Baroness Parrish of Lode", DAY),
        ("Lord Bassett", LORDS),
        ("The Secretary of State for Weather", DAY),
        ("The Secretary of State for Tides", LORDS),
        ("The shadow Secretary of State for Tides", DAY),
        ("Mr Speaker", LORDS),
        ("Amrit Dhesi Junior", DAY),
    ],
)
def test_who_is_unknown(text: str, sitting: Sitting) -> None:
    found = match(text, sitting)
    assert (found.person, found.candidates) == (None, ())


def test_the_sources_id_beats_the_name() -> None:
    assert match("Mr Owen", ref="1").person is DAVID
    assert match("Mr Owen", ref="mp-2").person is DILYS
    assert match("Mr. Speaker", LORDS, ref="mp-7").person is CHAIR


def test_an_id_whose_person_has_another_name_is_not_believed() -> None:
    """Other parliaments give ids of the same form to other people."""
    found = match("Mr Owen", ref="4")
    assert found.person is None
    assert found.candidates == (VANE,)
    assert "Osric Vane" in found.why


def test_two_people_of_one_name_are_never_one() -> None:
    twin = person("12", "David Owen", sat("Ness", "Con"))
    people = People([DAVID, twin])
    assert match("David Owen", people=people).candidates == (DAVID, twin)
    assert match("David Owen (Con)", people=people).person is twin
    assert match("David Owen (Tarnmouth)", people=people).person is DAVID


def test_several_of_a_family_name_are_told_apart_by_who_was_named_in_full_before() -> None:
    speakers = [Speaker("Mr Owen"), Speaker("Dilys Owen", "Con", "Aberllyn"), Speaker("Mrs Owen")]
    before, full, after = recognise(speakers, EVERYONE, DAY)
    assert (before.person, full.person, after.person) == (None, DILYS, DILYS)
    both = recognise([Speaker("Dilys Owen"), Speaker("David Owen"), Speaker("Mr Owen")], EVERYONE, DAY)
    assert both[2].person is None


def test_a_family_name_is_not_that_of_a_member_while_a_stranger_of_that_name_speaks() -> None:
    """A list that lacks somebody must not hand their words to somebody else."""
    for speakers in ([Speaker("Rhys Dhesi"), Speaker("Mr Dhesi")], [Speaker("Mr Dhesi"), Speaker("Rhys Dhesi")]):
        found = {
            speaker.name: match for speaker, match in zip(speakers, recognise(speakers, EVERYONE, DAY), strict=True)
        }
        assert found["Mr Dhesi"].person is None
        assert found["Mr Dhesi"].candidates == (DHESI,)
        assert "Rhys Dhesi" in found["Mr Dhesi"].why


def test_an_office_alone_is_the_one_named_with_it_in_the_debate() -> None:
    title = "The Minister for Ferries"
    speakers = [Speaker(title, office=title), Speaker("David Owen", office=title), None]
    alone, named, nobody = recognise(speakers, EVERYONE, DAY)
    assert (alone.person, named.person, nobody) == (DAVID, DAVID, NOBODY)
    assert "in this debate" in alone.why


def test_several_holders_of_an_office_are_listed() -> None:
    whips = [person(str(n), f"Ann Lee{n}", sat(f"S{n}"), offices=(Office(f"w{n}", "Whip", NOW),)) for n in (1, 2)]
    assert match("The Whip", people=People(whips)).candidates == tuple(whips)


@pytest.mark.parametrize(("text", "sure"), [("Ann Lee (Kirkholm)", True), ("Ann Lee", False), ("Ms Lee", False)])
def test_a_list_without_days_needs_the_seat_as_well(text: str, sure: bool) -> None:
    listed = person("1", "Ann Lee", Membership("m", "commons", "Lab", "Kirkholm"))
    found = match(text, people=People([listed]))
    assert (found.person is listed) is sure
    assert sure or found.candidates == (listed,)


def test_the_name_shown_is_whole_and_of_that_day() -> None:
    assert shown(DHESI, Speaker("Mr Dhesi"), DAY) == ("Amrit Singh Dhesi", "Lab", "Lode")
    assert shown(DHESI, Speaker("Amrit Dhesi"), DAY) == ("", "Lab", "Lode")
    assert shown(PARRISH, Speaker("Lord Parrish"), LORDS) == ("", "Con", "")
    title = "The Secretary of State for Tides"
    assert shown(VANE, Speaker(title, office=title), DAY) == ("Osric Vane", "Con", "Wold")
    assert shown(CHAIR, Speaker("Mr Speaker", office="Mr Speaker"), DAY) == ("", "Speaker", "Great Wenlow")
    assert shown(ENNOBLED, Speaker("Mr Rook"), Sitting("commons", "2025-03-01")) == ("Anselm Rook", "Con", "Fell")
    assert shown(GONE, Speaker("Jory Tolland"), DAY) == ("", "", "")


def test_who_is_chosen_by_hand_comes_with_party_and_seat_of_that_day() -> None:
    wrong = Speaker("Mr Owen", "Con", "Ness", "The Minister for Ferries", "x")
    assert chosen(DAVID, wrong, DAY) == Speaker("David Owen", "Lab", "Tarnmouth", "The Minister for Ferries", "1")
    assert chosen(GONE, None, DAY) == Speaker("Jory Tolland", ref="6")


@pytest.mark.parametrize(
    ("text", "name", "family", "much"),
    [
        ("Ann Lee", "Ann Lee", "Lee", Likeness.WHOLE),
        ("Ann M. Lee", "Ann Mary Lee", "Lee", Likeness.PART),
        ("A. Lee", "Ann Mary Lee", "Lee", Likeness.PART),
        ("Lee", "Ann Lee", "Lee", Likeness.FAMILY),
        ("Mr Duncan Smith", "Iain Duncan Smith", "Duncan Smith", Likeness.FAMILY),
        ("Mr Smith", "Iain Duncan Smith", "Duncan Smith", Likeness.NONE),
        ("Mr Smith", "Iain Duncan Smith", "", Likeness.FAMILY),
        ("Iain Smith", "Iain Duncan Smith", "", Likeness.PART),
        ("B. Lee", "Ann Lee", "Lee", Likeness.NONE),
        ("Mary Lee", "Ann Mary Lee", "Lee", Likeness.NONE),
        ("Lady Vane", "Baroness Vane", "", Likeness.WHOLE),
        ("Lord Vane of Lode", "Lord Vane of Ness", "", Likeness.NONE),
        ("Lord Vane", "Viscount Vane", "", Likeness.NONE),
        ("Mr Lord", "Jonathan Lord", "Lord", Likeness.FAMILY),
        ("Siôn O’Dwyer", "Sion O'Dwyer", "O'Dwyer", Likeness.WHOLE),
    ],
)
def test_how_much_of_a_name_is_printed(text: str, name: str, family: str, much: Likeness) -> None:
    assert likeness(form(text), Name(name, family)) is much


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The Secretary of State for Tides", "Secretary of State, Department for Tides", True),
        ("Minister of State, Home Office", "The Minister of State, Home Department", True),
        ("The Secretary of State for Tides", "Shadow Secretary of State for Tides", False),
        ("The Secretary of State for Tides", "The Parliamentary Under-Secretary of State for Tides", False),
    ],
)
def test_offices_compared(one: str, other: str, same: bool) -> None:
    assert (office_words(one) == office_words(other)) is same


@pytest.mark.parametrize(
    ("party", "letters"),
    [
        ("Labour", "Lab"),
        ("Labour/Co-operative", "Lab/Co-op"),
        ("Liberal Democrat", "LD"),
        ("con", "Con"),
        ("Yogic", "Yogic"),
    ],
)
def test_parties_are_told_by_their_letters(party: str, letters: str) -> None:
    assert party_letters(party) == letters


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(["commons", "lords", ""]))
def test_anything_may_be_printed(name: str, seat: str, house: str) -> None:
    found = recognise(
        [Speaker(name, seat, seat, name), Speaker(name, None, seat)], EVERYONE, Sitting(house, "2031-05-05")
    )
    assert all((match.person is None) or not match.candidates for match in found)


@given(
    st.permutations([DAVID, DILYS, DHESI, VANE, GONE, CHANGED]), st.sampled_from(["Mr Owen", "Dilys Owen", "D Owen"])
)
def test_the_order_of_a_list_means_nothing(people: list[Person], name: str) -> None:
    found = recognise([Speaker(name)], People(people), DAY)
    assert found == recognise([Speaker(name)], People([DAVID, DILYS, DHESI, VANE, GONE, CHANGED]), DAY)
