"""How long a long day takes to thread: must stay linear, and 10,000 speeches within 100 ms.

    python -m tests.benchmarks.threads_speed

The invented day of the sample data is repeated as one debate of 10,000, 20,000 and 40,000 turns; the best of five runs
is printed, `link` and `thread` apart."""

from __future__ import annotations

import datetime as dt
import itertools
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from store.importers import parse_bytes
from store.importers.options import Options
from store.threads import link, thread
from tests.parliament import stored

SAMPLE = Path(__file__).parents[2] / "sample_data" / "theyworkforyou" / "debates2025-03-11b.xml"
FLOOR = 0.1
"""Seconds for 10,000 speeches, `link` and `thread` together."""


def best(work: Callable[[], object]) -> float:
    """Seconds of the fastest of five runs."""
    times = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    day = parse_bytes(SAMPLE.read_bytes(), SAMPLE.name, Options(captured=dt.date(2031, 1, 1))).parsed.debates
    remarks = [replace(remark, label=None) for debate in day for remark in debate.remarks]
    for turns in (10_000, 20_000, 40_000):
        long = replace(day[0], remarks=tuple(itertools.islice(itertools.cycle(remarks), turns)))
        debate = stored(long, link([long])[0])
        linking = best(lambda long=long: link([long]))  # type: ignore[misc]  # bound at once
        grouping = best(lambda debate=debate: thread(debate))  # type: ignore[misc]  # bound at once
        verdict = "" if linking + grouping <= FLOOR * turns / 10_000 else "  above the floor"
        print(f"{turns:6,} turns: link {linking * 1000:4.0f} ms, thread {grouping * 1000:4.0f} ms{verdict}")


if __name__ == "__main__":
    main()
