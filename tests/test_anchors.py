"""Quotations find their words again in changed texts, and never a look-alike."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from itertools import count

import pytest

from store import anchors
from store.model import Span, SpeechId
from store.records import Placing, Quote

SPEECH = SpeechId(20310505000001)
ROUNDS = 1500
LONG_ROUNDS = 10_000

OLD = (
    "The harbour was built in the reign of an earlier queen. It has stood for two hundred years. "
    "We will spend £4 million on the “western” wall.\nThe harbour will be safe. I thank the hon. Lady for her letter."
)


def quoted(words: str, text: str = OLD) -> Quote:
    start = text.index(words)
    return anchors.make(SPEECH, text, start, start + len(words))


@pytest.mark.parametrize(
    ("words", "change", "placing", "there"),
    [
        ("two hundred years", ("", ""), Placing.SURE, "two hundred years"),
        ("two hundred years", ("The harbour was", "Let me begin. The harbour was"), Placing.SURE, "two hundred years"),
        ("for two hundred years", ("reign of an earlier", "days of the"), Placing.SURE, "for two hundred years"),
        ("the “western” wall", ("“western”", "'western'"), Placing.SURE, "the 'western' wall"),
        ("stood for two hundred", ("two hundred", "three hundred"), Placing.MOVED, "stood for three hundred"),
        ("two hundred years", ("two hundred years", "a long time"), Placing.LOST, None),
        ("harbour", ("The harbour was built in the reign of an earlier queen. ", ""), Placing.LOST, None),
        ("The harbour", ("The harbour was built in the reign of an earlier queen. ", ""), Placing.LOST, None),
    ],
)
def test_changes(words: str, change: tuple[str, str], placing: Placing, there: str | None) -> None:
    new = OLD.replace(*change) if change[0] else OLD
    quote = quoted(words)
    found = anchors.find(quote, new)
    assert found.placing is placing
    if there is not None:
        assert new[found.span.start : found.span.end] == there
    if placing is Placing.SURE:
        assert found == anchors.make(SPEECH, new, found.span.start, found.span.end)
    else:
        assert (found.text, found.before, found.after) == (quote.text, quote.before, quote.after)


def test_a_whole_speech_is_never_lost() -> None:
    assert anchors.find(anchors.whole(SPEECH), "") == Quote(Span(SPEECH, 0, 0), "")


def test_an_identical_text_keeps_every_span() -> None:
    for start in range(0, len(OLD), 7):
        quote = anchors.make(SPEECH, OLD, start, min(start + 11, len(OLD)))
        assert anchors.find(quote, OLD) == quote


def test_marks_alone_are_placed_only_where_nothing_changed() -> None:
    quote = quoted("£")
    assert anchors.find(quote, OLD).placing is Placing.SURE
    assert anchors.find(quote, OLD.replace("spend", "pay")).placing in (Placing.LOST, Placing.SURE)


Token = tuple[int, str]
"""A number that stays with a word through every edit, and the word with what follows it."""

STOCK = [
    "I thank my hon. Friend for that question. ",
    "The Government will act when the time is right. ",
    "As I said in my earlier answer, we are looking at this. ",
    "That is why we are spending £4 million this year. ",
    "I refer the hon. Lady to the answer that I gave last week. ",
    "Will he meet me to discuss the matter? ",
    "That is simply not the case. ",
    "We have made our position clear on this many times before. ",
    "I will write to him. ",
]
WORDS = ["the", "of", "to", "and", "a", "in", "that", "is", "for", "it", "was", "on", "be", "we", "not", "harbour"]


def invented(chance: random.Random, numbers: count[int]) -> list[Token]:
    """A text in which stock sentences come again and again."""
    sentences = []
    for _ in range(chance.randint(2, 25)):
        if chance.random() < 0.25:
            sentence = chance.choice(STOCK)
        else:
            words = chance.choices([*WORDS, *(f"w{n}" for n in range(60))], k=chance.randint(3, 25))
            sentence = " ".join(words).capitalize() + chance.choice([". ", "? ", ".\n"])
        sentences += [(next(numbers), word) for word in pieces(sentence)]
    return sentences


def pieces(sentence: str) -> list[str]:
    parts = sentence.split(" ")
    return [part + " " for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def edit(chance: random.Random, tokens: list[Token], numbers: count[int]) -> list[Token]:
    at = chance.randrange(len(tokens) + 1)
    span = chance.choice([1, 1, 2, 5, 15])
    match chance.choice(["put", "drop", "swap", "letters", "marks"]):
        case "put":
            sentence = chance.choice([*STOCK, "Indeed, ", "very "])
            while sentence in STOCK and at and tokens[at - 1][1][-2:-1] not in ".?;":
                at -= 1
            return tokens[:at] + [(next(numbers), word) for word in pieces(sentence)] + tokens[at:]
        case "drop":
            return tokens[:at] + tokens[at + span :] or tokens
        case "swap":
            return tokens[:at] + tokens[at + span : at + 2 * span] + tokens[at : at + span] + tokens[at + 2 * span :]
        case "letters":
            return [(n, f"x{word}") if at <= place < at + 2 else (n, word) for place, (n, word) in enumerate(tokens)]
        case _:
            return [(n, word.replace(".", ";").replace("£", "GBP")) for n, word in tokens]


def spans(tokens: list[Token]) -> dict[int, tuple[int, int]]:
    """Where each word stands, without the white space behind it."""
    found, at = {}, 0
    for number, word in tokens:
        found[number] = (at, at + len(word.rstrip()))
        at += len(word)
    return found


def folded(quote: Quote) -> list[list[str]]:
    """The words of a quotation and its neighbours: a place that has them all cannot be told from the first one."""
    return [re.findall(r"\w+", part.lower()) for part in (quote.before, quote.text, quote.after)]


def alike(quote: Quote, found: Quote) -> bool:
    """Nobody could tell the place from the first one: all the words of both neighbours stand there again."""
    (before, words, after), (ahead, there, behind) = folded(quote), folded(found)
    return words == there and ahead[-len(before) :] == before[-len(ahead) :] and behind[: len(after)] == after


def trial(chance: random.Random) -> str:
    """One quotation, some edits; what became of it against what is true."""
    numbers = count()
    old = invented(chance, numbers)
    first = chance.randrange(len(old))
    chosen = old[first : first + chance.choice([1, 2, 4, 8, 20, 60])]
    at = spans(old)
    text = "".join(word for _, word in old)
    quote = anchors.make(SPEECH, text, at[chosen[0][0]][0], at[chosen[-1][0]][1])
    new = old
    for _ in range(chance.choice([1, 1, 2, 3])):
        new = edit(chance, new, numbers)
    found = anchors.find(quote, "".join(word for _, word in new))
    now = spans(new)
    left = [now[number] for number, _ in chosen if number in now]
    if found.placing is Placing.LOST:
        return "lost" if 2 * len(left) > len(chosen) else "rightly lost"
    overlaps = any(start < found.span.end and found.span.start < end for start, end in left)
    if not overlaps and not alike(quote, found):
        return f"wrong {found.placing}"
    if found.placing is Placing.SURE:
        assert folded(quote)[1] == folded(found)[1]
    return found.placing.value


def tally(rounds: int, seed: int, one: Callable[[random.Random], str] = trial) -> dict[str, int]:
    chance = random.Random(seed)
    counts: dict[str, int] = {}
    for _ in range(rounds):
        outcome = one(chance)
        counts[outcome] = counts.get(outcome, 0) + 1
    return counts


def check(counts: dict[str, int]) -> None:
    assert not [outcome for outcome in counts if outcome.startswith("wrong")], counts
    placed, lost = counts.get("sure", 0) + counts.get("moved", 0), counts.get("lost", 0)
    assert placed / (placed + lost) >= 0.95, counts


def test_synthetic_edits() -> None:
    check(tally(ROUNDS, 1))


@pytest.mark.long
def test_many_synthetic_edits() -> None:
    check(tally(LONG_ROUNDS, 2))


def test_a_long_quotation_is_found_by_its_ends() -> None:
    chance = random.Random(4)
    words = [f"w{chance.randrange(4_000)}" for _ in range(12_000)]
    old = " ".join(words)
    quote = anchors.make(SPEECH, old, old.index(words[40]), len(old) - 400)
    before, inside, behind = old[: quote.span.start], quote.text, quote.after
    for text, placing in (
        (f"Let me begin. {old}", Placing.SURE),
        (old.replace("w7 ", "w7  "), Placing.SURE),
        (old.replace(inside[30_000:30_300], "and so on "), Placing.MOVED),
        (f"{before}{inside[5_000:]}{behind}", Placing.LOST),
        (f"{before}{inside[:-5_000]}{behind}", Placing.LOST),
        (f"{inside[30_000:]} {inside[:30_000]}", Placing.LOST),
    ):
        found = anchors.find(quote, text)
        assert found.placing is placing
        if placing is not Placing.LOST:
            there = text[found.span.start : found.span.end]
            assert there.startswith(inside[:900])
            assert there.endswith(inside[-900:])
        if placing is not Placing.SURE:
            assert found.text == inside


@pytest.mark.parametrize("words", ["the the ", "a b c d e f g h "])
@pytest.mark.parametrize("length", [3_900, 100_000])
def test_words_over_and_over_take_no_time_that_grows_with_their_square(words: str, length: int) -> None:
    """Counted in CPU of this process, a hundred times what it takes."""
    old = f"Here they come: {words * (length // len(words))} and no more"
    quote = anchors.make(SPEECH, old, 6, len(old) - 5)
    before = time.process_time()
    anchors.find(quote, old.replace("they", "some", 1))
    anchors.find(quote, f"{words} {old[:-20]}")
    strange = Quote(Span(SPEECH, 6, 20), old[6:20], old, old)
    assert anchors.find(strange, f"{words} {old[:-20]}").placing is Placing.LOST
    assert anchors.find(Quote(Span(SPEECH, 6, 20), old[6:20], old * 2 + old[:6], old[20:]), old).text == old[6:20]
    assert time.process_time() - before < 20
