"""What each turn is and what it replies to, on invented proceedings; and the exchanges that follow from it."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.model import Excerpt, Kind, Link, Section
from store.parsed import ParsedDebate, Remark
from store.threads import link, thread
from tests.parliament import debate, said, stored

LONG = "The ferries of this country carry more people than anybody counts, and they do it in all weathers. "
HARBOURS = "The Secretary of State for Harbours"

Expected = list[tuple[str, tuple[int, ...]]]


def linked(parsed: ParsedDebate) -> tuple[Link, ...]:
    (links,) = link([parsed])
    return links


def found(parsed: ParsedDebate) -> Expected:
    return [(each.kind.value, each.replies_to) for each in linked(parsed)]


def speech(words: int, opening: str = "") -> str:
    return f"{opening} {LONG * (words // 18 + 1)}".strip()


GROUP = debate(
    said("Ann Lee", "What steps he is taking to repair the ferries.", "1"),
    said("Bo Ray", "What steps he is taking to repair the ferries.", "4"),
    said("Cy Moor", "We are repairing all of them, beginning with the oldest.", office=HARBOURS),
    said("Ann Lee", "I thank the Minister. When will the Gannet sail again?"),
    said("Cy Moor", "In the spring, if the engine comes."),
    said("Bo Ray", "What about the Tern, on which my constituents depend every day?"),
    said("Cy Moor", "The Tern will follow in the summer, after the Gannet."),
    said("Di Fell", "Does the Minister not see that the summer is too late for most of us?"),
    said("Cy Moor", "I do see it, and I am sorry for it."),
    parents=("Oral Answers to Questions", "Harbours"),
)

TOPICAL = debate(
    said("Ann Lee", "If he will make a statement on his departmental responsibilities.", "T1"),
    said("Cy Moor", "Today we launched the Gannet.", office=HARBOURS),
    said("Ann Lee", "Will he come aboard?"),
    said("Cy Moor", "With the greatest of pleasure, when she floats."),
    said("Di Fell", "Two piers in my constituency were closed on Friday. Why was nobody told about it?"),
    said("Ed Vane", "I have looked into the two piers, and they will reopen next week."),
    said("Bo Ray", "The harbour dues have doubled in two years. Will the Minister look at them again?", "T3"),
    said("Cy Moor", "I will look at them, and write to the hon. Gentleman."),
    title="Topical Questions",
    parents=("Oral Answers to Questions", "Harbours"),
)

STATEMENT = debate(
    said("Cy Moor", speech(300, "With permission, Madam Deputy Speaker, I will make a statement on the Tern.")),
    said("Di Fell", speech(60, "I thank the Secretary of State for advance sight of his statement.")),
    said("Cy Moor", "I am grateful for what she says, and I will answer it in order."),
    said("Ann Lee", "Who was on the bridge that night?"),
    said("", "[Interruption.]"),
    said("Cy Moor", "That is for the inquiry to say, and not for me."),
    said("Ann Lee", "But does he know?"),
    said("Cy Moor", "No."),
)

URGENT = debate(
    said("Di Fell", "(Urgent Question): To ask the Secretary of State if he will make a statement on the Gannet."),
    said("Cy Moor", speech(90, "I am grateful to the hon. Lady.")),
    said("Di Fell", "That was not an answer. Did the engine fail?"),
    said("Cy Moor", "It did not fail; it was never started."),
    said("Bo Ray", "Who was to start it?"),
    said("Cy Moor", "The engineer, who was ashore."),
    title="MV Gannet",
)

SPEECHES = debate(
    said("", "Motion made, and Question proposed, That this House do now adjourn."),
    said("Ann Lee", speech(200)),
    said("Bo Ray", "Does my hon. Friend agree that the pier at Kirkholm is the worst of them all?"),
    said("Ann Lee", speech(120, "I do agree.")),
    said("Di Fell", "rose—"),
    said("Ann Lee", "I will give way to the hon. Lady, who has been patient."),
    said("Di Fell", "I am grateful to the hon. Gentleman for giving way. Has he been to Kirkholm?"),
    said("Ann Lee", speech(100, "I was there on Sunday.")),
    said("Bo Ray", speech(150, "It is a pleasure to follow my hon. Friend.")),
    said("Cy Moor", speech(110, "I congratulate my hon. Friend on securing this debate.")),
    said("Di Fell", "Will the Minister give way?"),
    said("Cy Moor", "No."),
)

POINTS = debate(
    said("Ann Lee", speech(150, "I beg to move, That this House has considered piers.")),
    said("Bo Ray", "On a point of order, Madam Deputy Speaker. Is it in order to read out a timetable?"),
    said("Gwen Ash", "I am grateful to the hon. Gentleman for his point of order. It is in order, if it is short."),
    said("Bo Ray", "It was not short, as everybody here will have noticed."),
    said("Gwen Ash", "Order. That is not a point of order."),
    said("Ann Lee", speech(90, "As I was saying, the boat leaves at seven.")),
)

INTERRUPTED = debate(
    said("Ann Lee", "What steps he is taking to dredge the harbour.", "2"),
    said("Cy Moor", "We dredge it every spring.", office=HARBOURS),
    said("Di Fell", "My constituents have waited two years, and there are now reeds growing in it, and so—"),
    said("Madam Speaker", "Order. I am sure that there is a question coming."),
    said("Di Fell", "There is. Will he come and see the reeds before they flower?"),
    said("Bo Ray", "They are flowering now!"),
    said("Cy Moor", "I will come and see them."),
    parents=("Oral Answers to Questions", "Harbours"),
)

LORDS = debate(
    said("Lord Vane", "To ask Her Majesty’s Government what they are doing for lighthouses."),
    said("Baroness Fell", "My Lords, we are painting them, beginning with those that can be seen."),
    said("Lord Vane", "My Lords, I thank the Minister. Is the paint waterproof?"),
    said("Baroness Fell", "My Lords, I am told that it is."),
    said("Lord Ray", "My Lords—"),
    said("Lord Moor", "My Lords, it is the turn of the Cross Benches."),
    said("Lord Ash", "My Lords, has anybody asked the birds?"),
    said("Baroness Fell", "My Lords, the birds have been consulted at length."),
    title="Lighthouses — Question",
    house="lords",
)

MINISTER_INTERRUPTED = debate(
    said("Ann Lee", speech(300, "I beg to move, That this House has considered the price of rope.")),
    said("Bo Ray", speech(160)),
    said("Cy Moor", "I thank my hon. Friend for the debate, and I shall come to what was said about the rope trade."),
    said("Bo Ray", "And about the hemp, I trust."),
    said("Cy Moor", speech(500, "I am grateful to the hon. Gentleman, and I shall come to hemp.")),
)

WRITTEN = debate(
    said("Ann Lee", "To ask the Secretary of State for Harbours how many buoys there are.", "4101"),
    said("Bo Ray", "To ask the Secretary of State for Harbours how many buoys are lit.", "4102"),
    said("Cy Moor", "There are 3,112 buoys, of which 900 are lit."),
    section=Section.WRITTEN_ANSWER,
)

PAIR = debate(
    said("Cy Moor", "I shall gladly meet the hon. Lady to talk about it."),
    said("Ann Lee", "I welcome what he says. Will he come to Kirkholm as well?"),
    said("Cy Moor", "My hon. Friend knows that I never refuse a boat."),
    excerpt=Excerpt.PAIR,
)

TABLES: dict[str, tuple[ParsedDebate, Expected]] = {
    "a group of questions and its supplementaries": (
        GROUP,
        [
            ("question", ()),
            ("question", ()),
            ("answer", (0, 1)),
            ("question", (0,)),
            ("answer", (3,)),
            ("question", (1,)),
            ("answer", (5,)),
            ("question", (0,)),
            ("answer", (7,)),
        ],
    ),
    "topical questions": (
        TOPICAL,
        [
            ("question", ()),
            ("answer", (0,)),
            ("question", (0,)),
            ("answer", (2,)),
            ("question", ()),
            ("answer", (4,)),
            ("question", ()),
            ("answer", (6,)),
        ],
    ),
    "a statement and the questions on it": (
        STATEMENT,
        [
            ("statement", ()),
            ("question", ()),
            ("answer", (1,)),
            ("question", ()),
            ("procedural", ()),
            ("answer", (3,)),
            ("question", (3,)),
            ("answer", (6,)),
        ],
    ),
    "an urgent question": (
        URGENT,
        [
            ("question", ()),
            ("answer", (0,)),
            ("question", (0,)),
            ("answer", (2,)),
            ("question", ()),
            ("answer", (4,)),
        ],
    ),
    "speeches and those who break in": (
        SPEECHES,
        [
            ("procedural", ()),
            ("speech", ()),
            ("intervention", (1,)),
            ("continuation", (1,)),
            ("procedural", ()),
            ("continuation", (1,)),
            ("intervention", (1,)),
            ("continuation", (1,)),
            ("speech", ()),
            ("speech", ()),
            ("intervention", (9,)),
            ("continuation", (9,)),
        ],
    ),
    "points of order": (
        POINTS,
        [
            ("speech", ()),
            ("point_of_order", ()),
            ("chair", ()),
            ("point_of_order", ()),
            ("chair", ()),
            ("continuation", (0,)),
        ],
    ),
    "a question stopped by the Chair, and a cry": (
        INTERRUPTED,
        [
            ("question", ()),
            ("answer", (0,)),
            ("question", (0,)),
            ("chair", ()),
            ("continuation", (2,)),
            ("intervention", (4,)),
            ("answer", (2,)),
        ],
    ),
    "a question in the Lords, where nobody calls": (
        LORDS,
        [
            ("question", ()),
            ("answer", (0,)),
            ("question", (0,)),
            ("answer", (2,)),
            ("procedural", ()),
            ("procedural", ()),
            ("question", (0,)),
            ("answer", (6,)),
        ],
    ),
    "a Minister who is interrupted at once": (
        MINISTER_INTERRUPTED,
        [("speech", ()), ("speech", ()), ("speech", ()), ("intervention", (2,)), ("continuation", (2,))],
    ),
    "written questions answered together": (WRITTEN, [("question", ()), ("question", ()), ("answer", (0, 1))]),
    "a pair page that begins with another's answer": (PAIR, [("answer", ()), ("question", ()), ("answer", (1,))]),
}


@pytest.mark.parametrize("name", TABLES)
def test_kinds_and_replies(name: str) -> None:
    parsed, expected = TABLES[name]
    assert found(parsed) == expected


@pytest.mark.parametrize(
    ("parsed", "place", "reason"),
    [
        (GROUP, 2, "answers for the department; follows the questions of Ann Lee and Bo Ray, asked together"),
        (GROUP, 5, "a supplementary to their own question"),
        (STATEMENT, 2, "made the statement; answers Di Fell’s question"),
        (SPEECHES, 2, "breaks in on Ann Lee’s speech, who goes on"),
        (PAIR, 0, "answers a Member not shown on this page"),
        (WRITTEN, 2, "answers the questions of Ann Lee and Bo Ray, asked together"),
        (INTERRUPTED, 3, "speaks from the Chair"),
    ],
)
def test_reasons_are_sentences_for_a_reader(parsed: ParsedDebate, place: int, reason: str) -> None:
    assert linked(parsed)[place].reason == reason


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("I move that this bill be now read a second time.", Kind.SPEECH),
        ("I formally move the motion in the name of my friend.", Kind.SPEECH),
        ("Motion moved.", Kind.SPEECH),
        ("Where is the Minister?", Kind.INTERVENTION),
    ],
)
def test_a_motion_moved_in_a_few_words_opens_the_debate(opening: str, kind: Kind) -> None:
    links = linked(debate(said("Ann Lee", opening), said("Bo Ray", speech(200)), said("Cy Moor", speech(200))))
    assert [each.kind for each in links] == [kind, Kind.SPEECH, Kind.SPEECH]


def test_labels_of_the_source_are_kept() -> None:
    labels = (Kind.STATEMENT, Kind.QUESTION, Kind.ANSWER)
    turns = (said("Cy Moor", "Good afternoon."), said("Ann Lee", "Is it?"), said("Cy Moor", "It is."))
    parsed = debate(*(dataclasses.replace(turn, label=label) for turn, label in zip(turns, labels, strict=True)))
    assert found(parsed) == [("statement", ()), ("question", ()), ("answer", (1,))]


def test_the_chair_is_known_by_the_whole_day() -> None:
    """What Gwen Ash says in the second debate could be anybody's; what she says in the first could not."""
    first = debate(
        said("Gwen Ash", "Order. I call the Minister to move the motion."),
        said("Cy Moor", speech(200, "I beg to move, That this House has considered oars.")),
    )
    second = debate(
        said("Ann Lee", "What steps he is taking to count the gulls.", "7"),
        said("Gwen Ash", "That is a question that I have wanted to hear for years."),
        said("Cy Moor", "They are counted at breakfast.", office=HARBOURS),
    )
    kinds = [[each.kind for each in links] for links in link([first, second])]
    assert kinds[0][0] is Kind.CHAIR
    assert kinds[1] == [Kind.QUESTION, Kind.CHAIR, Kind.ANSWER]
    assert linked(second)[1].kind is not Kind.CHAIR


def test_who_answered_for_the_department_answers_topical_questions() -> None:
    """Ed Vane answered under the first heading, and so at topical questions he is not the next to ask."""
    tabled = debate(
        said("Ann Lee", "What steps he is taking about oars.", "1"),
        said("Ed Vane", "We are buying more of them."),
        parents=("Oral Answers to Questions", "Harbours"),
    )
    topical = debate(
        said("Bo Ray", "If he will make a statement on his departmental responsibilities.", "T1"),
        said("Ed Vane", "Oars remain at the heart of it."),
        said("Di Fell", "Is there a shortage?"),
        said("Ed Vane", "There was."),
        title="Topical Questions",
        parents=("Oral Answers to Questions", "Harbours"),
    )
    assert [each.kind.value for each in link([tabled, topical])[1]] == ["question", "answer", "question", "answer"]


def exchanges(parsed: ParsedDebate) -> list[tuple[tuple[int, ...], int | None]]:
    return [(each.turns, each.number) for each in thread(stored(parsed, linked(parsed))).exchanges]


@pytest.mark.parametrize(
    ("parsed", "expected"),
    [
        (GROUP, [(tuple(range(9)), 1)]),
        (TOPICAL, [((0, 1, 2, 3), 1), ((4, 5), 2), ((6, 7), 3)]),
        (STATEMENT, [((0,), None), ((1, 2), 1), ((3, 4, 5, 6, 7), 2)]),
        (URGENT, [((0, 1, 2, 3), 1), ((4, 5), 2)]),
        (SPEECHES, [(tuple(range(8)), None), ((8,), None), ((9, 10, 11), None)]),
        (POINTS, [(tuple(range(6)), None)]),
        (PAIR, [((0,), None), ((1, 2), 1)]),
        (WRITTEN, [((0, 1, 2), 1)]),
        (debate(said("", "House adjourned.")), [((0,), None)]),
        (debate(), []),
    ],
)
def test_exchanges(parsed: ParsedDebate, expected: list[tuple[tuple[int, ...], int | None]]) -> None:
    assert exchanges(parsed) == expected


TEXTS = st.sampled_from(
    [
        "What steps he is taking.",
        "To ask His Majesty’s Government what is to be done.",
        "With permission, Mr Speaker, I will make a statement.",
        "I beg to move, That this House has considered rope.",
        "On a point of order, Madam Deputy Speaker.",
        "Order. I call the next.",
        "Will the hon. Lady give way?",
        "I am grateful to the hon. Lady for giving way.",
        "Before the Minister sits down, may I ask about hemp?",
        "rose—",
        "My Lords—",
        "My Lords, it is the turn of the Cross Benches.",
        "Amendment 3 withdrawn.",
        "",
        "Yes.",
        "A long speech. " * 40,
        "A longer one. " * 300,
    ]
)
REMARKS = st.builds(
    said,
    st.sampled_from(["", "Ann Lee", "Bo Ray", "Cy Moor", "Madam Deputy Speaker", "Several hon. Members", "Lord Vane"]),
    TEXTS,
    st.sampled_from(["", "", "", "1", "T2"]),
    office=st.sampled_from([None, None, HARBOURS, "The Deputy Presiding Officer"]),
    label=st.sampled_from([None, None, None, *Kind]),
    supplementary=st.booleans(),
)
DEBATES = st.builds(
    lambda remarks, more: debate(*remarks, **more),
    st.lists(REMARKS, max_size=25),
    st.fixed_dictionaries(
        {
            "title": st.sampled_from(["", "Ferries", "Topical Questions", "Points of Order", "[Ann Lee in the Chair]"]),
            "parents": st.sampled_from([(), ("Oral Answers to Questions", "Harbours")]),
            "section": st.sampled_from(list(Section)),
            "excerpt": st.sampled_from(list(Excerpt)),
            "house": st.sampled_from(["commons", "lords", "scotland"]),
        }
    ),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(DEBATES, max_size=4))
def test_any_day_gets_one_sound_link_each(day: list[ParsedDebate]) -> None:
    """Every remark has a kind and a reason, and replies only to what came before; an answer only to questions."""
    for parsed, links in zip(day, link(day), strict=True):
        assert len(links) == len(parsed.remarks)
        for place, each in enumerate(links):
            assert each.reason
            assert all(0 <= target < place for target in each.replies_to)
            if each.kind is Kind.ANSWER:
                assert all(links[target].kind is Kind.QUESTION for target in each.replies_to)


@settings(max_examples=200, deadline=None)
@given(DEBATES)
def test_exchanges_part_the_debate(parsed: ParsedDebate) -> None:
    """Every turn is in exactly one exchange, without gaps; numbers count the exchanges that a question opens."""
    threaded = thread(stored(parsed, linked(parsed)))
    turns = [turn for each in threaded.exchanges for turn in each.turns]
    assert turns == list(range(len(parsed.remarks)))
    assert all(each.opener in each.turns for each in threaded.exchanges)
    numbers = [each.number for each in threaded.exchanges if each.number is not None]
    assert numbers == list(range(1, threaded.count + 1))
    for index, each in enumerate(threaded.exchanges):
        assert all(threaded.exchange_of[turn] == index for turn in each.turns)


def test_links_do_not_depend_on_how_often_they_are_asked() -> None:
    day = [GROUP, TOPICAL, STATEMENT, URGENT, SPEECHES, POINTS]
    assert link(day) == link(day)


def test_a_remark_is_never_changed() -> None:
    before = tuple(GROUP.remarks)
    linked(GROUP)
    assert before == GROUP.remarks
    assert all(isinstance(remark, Remark) for remark in before)
