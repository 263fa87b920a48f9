"""Threads of an invented parliament, built by hand: a small one for reading, a large one for measuring."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from store.model import (
    ColumnMark,
    Debate,
    DebateId,
    Excerpt,
    Kind,
    Section,
    Source,
    Speaker,
    Speech,
    SpeechId,
)
from store.readings import Exchange, Thread, alone

DAY = dt.date(2031, 3, 4)
FIRST_ID = 20310304 * 10**6

MINISTER = Speaker("Ottoline Marsh", "Har", "Wexcombe", "The Secretary of State for Rivers and Harbours", "p1")
ASKER = Speaker("Bartholomew Quill", "Mea", "Upper Tarn", None, "p2")
SECOND = Speaker("Siân Gwydir-Llŷn", "Ind", "Llanfair Uchaf", None, "p3")
CHAIR = Speaker("Madam Speaker", None, None, None, "p4")

Turn = tuple[Kind, Speaker | None, str, tuple[int, ...]]


def speech(place: int, turn: Turn, attribution: str = "") -> Speech:
    kind, speaker, text, replies = turn
    return Speech(
        id=SpeechId(FIRST_ID + place),
        key=f"invented/{place}",
        kind=kind,
        speaker=speaker,
        attribution=attribution or (speaker.name if speaker else ""),
        column=str(100 + place // 3),
        time=None,
        text=text,
        replies_to=tuple(SpeechId(FIRST_ID + reply) for reply in replies),
        columns=(ColumnMark(40, str(101 + place // 3)),) if place % 3 == 2 and len(text) > 40 else (),
    )


def thread(
    turns: Sequence[Turn],
    wholes: Sequence[Sequence[int]],
    title: str = "Dredging of the Lower Wex [Lords]",
    excerpt: Excerpt = Excerpt.FULL,
) -> Thread:
    """A thread of such turns; each whole lists its turns, and has a number where a question opens it."""
    speeches = tuple(speech(place, turn) for place, turn in enumerate(turns))
    exchanges: list[Exchange] = []
    of = [0] * len(speeches)
    number = 0
    for index, whole in enumerate(wholes):
        asked = speeches[whole[0]].kind is Kind.QUESTION
        number += asked
        exchanges.append(Exchange(tuple(whole), whole[0], number if asked else None))
        for place in whole:
            of[place] = index
    debate = Debate(
        id=DebateId(20310304 * 10**4),
        key="invented",
        title=title,
        date=DAY,
        house="commons",
        section=Section.CHAMBER,
        parents=("Oral Answers to Questions", "Rivers and Harbours"),
        volume="612",
        url="",
        source=Source("x", "invented"),
        speeches=speeches,
        excerpt=excerpt,
    )
    return Thread(alone(debate), tuple(exchanges), tuple(of), speeches, (0,))


SMALL: tuple[Turn, ...] = (
    (Kind.PROCEDURAL, None, "The House met at half-past Two o’clock. [Madam Speaker in the Chair]", ()),
    (
        Kind.QUESTION,
        ASKER,
        "What assessment she has made of the state of the harbour wall at Upper Tarn, and whether she will publish it "
        "before the spring tides—which have, for three years running, carried off the lamp at its end.",
        (),
    ),
    (
        Kind.ANSWER,
        MINISTER,
        "The wall was surveyed in January by divers, who had to work between ice floes. I can tell the House that its "
        "footings are sound; the lamp is another matter.\nI shall lay the survey before the House on Thursday. My hon. "
        "Friend may wish to read its second appendix, which is about the lamp and nothing else.",
        (1,),
    ),
    (
        Kind.QUESTION,
        ASKER,
        "I thank her. Will she come and see it for herself? [Interruption.] There is a tea room 🫖, and “the best "
        "bara brith east of the Wex”, as the sign says.",
        (1,),
    ),
    (Kind.ANSWER, MINISTER, "I will, gladly.", (3,)),
    (
        Kind.QUESTION,
        SECOND,
        "Diolch yn fawr, Madam Speaker. A gaf i ofyn yr un cwestiwn am Lanfair Uchaf? The café at the end of our pier "
        "has had no pier since 2029.",
        (),
    ),
    (Kind.ANSWER, MINISTER, "I did not know about the pier. I know now, and will write to the hon. Lady.", (5,)),
    (Kind.CHAIR, CHAIR, "Order. We now come to the statement.", ()),
    (
        Kind.STATEMENT,
        MINISTER,
        "With permission, Madam Speaker, I shall make a statement about dredging. Dredging is slow. It is also, as "
        "anybody who has stood on the quay at Wexcombe in a north wind will know, necessary; and it has not been done "
        "since the year in which I was born. We shall begin in April.",
        (),
    ),
    (Kind.INTERVENTION, SECOND, "Will she give way? In which April?", (8,)),
    (Kind.CONTINUATION, MINISTER, "In this one. I commend the statement to the House.", (8,)),
    (
        Kind.DIVISION,
        None,
        "Ayes 3, Noes 2.\nAyes: Marsh, Ottoline; Quill, Bartholomew; Gwydir-Llŷn, Siân\nNoes: Ember, Wilfred; Pym, Ada",
        (),
    ),
)
SMALL_WHOLES = ((0,), (1, 2, 3, 4), (5, 6), (7,), (8, 9, 10), (11,))

WORDS = """
    the of to a and is in that it for harbour wall lamp river dredging Minister House Friend Member government’s
    question statement “sound” — tide pier survey, public, councils; fishermen boats quay year. north-east spring
    whether publish before Thursday I shall not have been would which their there report funding communities
"""


def small() -> Thread:
    """Twelve turns: question time, a statement with an intervention, the Chair and a division."""
    return thread(SMALL, SMALL_WHOLES)


def large(speeches: int = 10_000, words: int = 150, seed: int = 7) -> Thread:
    """Questions and answers, four turns an exchange, of about so many words each."""
    chance = random.Random(seed)
    words_known = WORDS.split()
    people = [
        Speaker(
            f"Ada {'BCDFGHKLM'[n % 9]}{'aeiou'[n % 5]}rren{n}", ("Har", "Mea", "Ind")[n % 3], f"Tarn {n}", None, f"q{n}"
        )
        for n in range(150)
    ]
    turns: list[Turn] = []
    for place in range(speeches):
        length = chance.randint(words // 3, words * 5 // 3)
        said = chance.choices(words_known, k=length)
        for at in range(60, length, 60):
            said[at] = "\n" + said[at].capitalize()
        text = " ".join(said).replace(" \n", "\n")
        first = place - place % 4
        if place % 2:
            turns.append((Kind.ANSWER, MINISTER, text, (place - 1,)))
        else:
            turns.append((Kind.QUESTION, people[(place // 2) % 150], text, (first,) if place % 4 else ()))
    wholes = [range(first, min(first + 4, speeches)) for first in range(0, speeches, 4)]
    return thread(turns, wholes, title="The longest sitting")
