"""What a pair page, all of one person and a joined day cost over a library that is there.

    python -m tests.benchmarks pairs LIBRARY [PAIRS]

Draws pairs of people who spoke to each other, half of them among the hundred who met most often, and reads each page
once in a library just opened and once more; the floor is the same speeches read by plain SQLite once their numbers are
known. The library is opened for reading only.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from store.library import Library
from store.readings import Of, Reading, Wanted
from store.threads import thread
from tui.layout.page import Page

PAIRS = 40
BUSIEST = """
    SELECT speaker, other FROM link WHERE speaker IS NOT NULL GROUP BY speaker, other ORDER BY count(*) DESC LIMIT 100
"""
SOME = "SELECT speaker, other FROM link WHERE speaker IS NOT NULL AND speech >= ? ORDER BY speech LIMIT 1"
FLOOR = "SELECT s.id, s.text FROM json_each(?) j CROSS JOIN speech s ON s.id = j.value"
LAST = "SELECT max(id) FROM speech"


def timed(verb: Callable[[], Reading]) -> tuple[float, Reading]:
    start = time.perf_counter()
    made = verb()
    return (time.perf_counter() - start) * 1000, made


def told(what: str, times: Sequence[float]) -> None:
    ordered = sorted(times)
    p95 = ordered[min(len(ordered) - 1, len(ordered) * 95 // 100)]
    print(f"{what:34} p50 {statistics.median(ordered):7.1f} ms   p95 {p95:7.1f} ms   most {ordered[-1]:7.1f} ms")


def main(arguments: Sequence[str]) -> None:
    path, count = Path(arguments[0]), int(arguments[1]) if arguments[1:] else PAIRS
    chance = random.Random(7)
    with Library.open(path, read_only=True) as library:
        db = library._db
        number = {n: voice.key for voice in library.voices().people for n in voice.numbers}
        last = db.one(LAST)[0]
        drawn = chance.sample(db.rows(BUSIEST), min(count // 2, len(db.rows(BUSIEST))))
        drawn += [
            row for _ in range(count - len(drawn)) for row in db.rows(SOME, chance.randrange(18000000000000, last))
        ]
    cold, warm, floor, speeches = [], [], [], 0
    for one, two in drawn:
        asked = Wanted(Of.PAIR, people=(number[one], number[two]))
        if len({*asked.people}) < 2:
            continue
        with Library.open(path, read_only=True) as library:
            took, made = timed(lambda library=library, asked=asked: library.reading(asked))  # type: ignore[misc]
            cold.append(took)
            warm.append(timed(lambda library=library, asked=asked: library.reading(asked))[0])  # type: ignore[misc]
            ids = json.dumps([speech.id for debate in made.debates for speech in debate.speeches])
            start = time.perf_counter()
            library._db.rows(FLOOR, ids)
            floor.append((time.perf_counter() - start) * 1000)
            speeches += len(json.loads(ids))
    told(f"pair page, first ({speeches // len(cold)} speeches)", cold)
    told("pair page, again", warm)
    told("the same speeches by SQLite alone", floor)
    with Library.open(path, read_only=True) as library:
        took, person = timed(lambda: library.reading(Wanted(Of.PERSON, people=(number[drawn[0][0]],))))
        print(f"all of one person: {sum(len(d.speeches) for d in person.debates):,} speeches in {took:.0f} ms")
        debate = library.shelf(limit=1)[0].id
        took, day = timed(lambda: library.reading(Wanted(Of.DAY, debate)))
        start = time.perf_counter()
        page = Page(thread(day), 72)
        laid = (time.perf_counter() - start) * 1000
        print(f"a sitting day: {len(page.speeches):,} speeches in {took:.0f} ms, laid out in {laid:.0f} ms")
