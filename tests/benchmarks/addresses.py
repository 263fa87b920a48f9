"""Forms of address on real days against a list that was checked by eye.

`python -m tests.benchmarks.addresses` tells how many of the mentions in the list still mean the person that was found
right, and prints every other one. The list holds no words: a digest of the place and one of the person, a line each.
`--draw` prints the mentions that the list is drawn from with their context, to be checked anew.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

from store.importers.options import Options
from store.importers.source import sources
from store.intake import take_in
from store.library import Library
from store.people import mentions, said
from tests.ferries import DAY

CHECKED = Path(__file__).parent / "addresses_checked.txt"
SIZE = 200


@dataclass(frozen=True, slots=True)
class Case:
    """A form of address for which a person was found."""

    place: str
    person: str
    shown: str


def digest(*parts: object) -> str:
    return blake2b("\x1f".join(map(str, parts)).encode(), digest_size=6).hexdigest()


def cases(folder: Path, library: Path) -> Iterator[Case]:
    """Every resolved mention of the days in a folder, brought into a library of its own."""
    with Library.open(library) as opened:
        list(take_in(opened, sources([str(folder)], Options(DAY)), Options(DAY), now="2031-01-01T00:00:00Z"))
        for shelved in opened.shelf():
            debate = opened.debate(shelved.id)
            turns = said(debate)
            for index, speech in enumerate(debate.speeches):
                for each in mentions(index, turns):
                    if each.person is None:
                        continue
                    around = speech.text[max(0, each.start - 60) : each.end + 40].replace("\n", " ")
                    who = speech.speaker.name if speech.speaker else ""
                    shown = f"[{each.person}] {each.rule} | by {who}: …{around}…"
                    place = digest(speech.key, each.start, each.text)
                    yield Case(place, digest(place, each.person), shown)


def drawn(found: list[Case]) -> list[Case]:
    """Some, by chance but always the same."""
    return sorted(found, key=lambda case: case.place)[:SIZE]


def checked() -> dict[str, str]:
    """The person by the place, of those that were found right."""
    lines = CHECKED.read_text(encoding="ascii").splitlines()
    return dict(line.split() for line in lines if line and not line.startswith("#"))


def score(found: list[Case]) -> tuple[int, list[Case]]:
    """How many of the list were found, and those that are another person now."""
    right = checked()
    there = [case for case in found if case.place in right]
    return len(there), [case for case in there if case.person != right[case.place]]


def main() -> None:
    import tempfile

    from tests.mutations import DATA

    with tempfile.TemporaryDirectory() as folder:
        found = list(cases(DATA / "theyworkforyou", Path(folder) / "library.db"))
    if "--draw" in sys.argv:
        for case in drawn(found):
            print(case.place, case.person, case.shown)
        return
    there, wrong = score(found)
    print(f"{len(found)} resolved; of {len(checked())} checked {there} are resolved, {len(wrong)} to another person")
    for case in wrong:
        print(case.shown)


if __name__ == "__main__":
    main()
