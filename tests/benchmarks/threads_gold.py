"""How well the threading rules find what Parliament's own labels say.

    python -m tests.benchmarks.threads_gold [FILE ...]

Takes TheyWorkForYou days with `speech/@type` (without arguments those of the shared data), removes the labels and the
Chair's identity, links the day and scores it against the labels: kinds (question, answer, intervention, other), and
answer links, each answer to all questions since the last answer under the heading (F1). An urgent question's opener
counts as question or statement. The Chair's turns carry no label and must come out as none of the three and as no
speech. Every miss is printed in its context."""

from __future__ import annotations

import datetime as dt
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from store.importers import parse_bytes
from store.importers.options import Options
from store.model import Kind, Link
from store.parsed import ParsedDebate, Remark
from store.threads import link
from tests.mutations import DATA

DAYS = ("debates2020-12-14b.xml", "debates2020-12-15a.xml")
TYPED = re.compile(rb"<speech\b[^>]*>")
ATTRIBUTE = re.compile(rb'\b(id|type)="([^"]*)"')
NOBODYS = (Kind.CHAIR, Kind.PROCEDURAL, Kind.DIVISION, Kind.POINT_OF_ORDER)
WIDTH = 78


@dataclass
class Score:
    """Counts of one or more days."""

    turns: int = 0
    right: int = 0
    found: int = 0
    missing: int = 0
    extra: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def kinds(self) -> float:
        """Share of labelled turns whose kind is right."""
        return self.right / self.turns if self.turns else 1.0

    @property
    def links(self) -> float:
        """F1 of the answer links."""
        return 2 * self.found / (2 * self.found + self.missing + self.extra) if self.found else 1.0


def score(path: Path, total: Score) -> None:
    """Adds one day to the counts; a day without labels adds nothing."""
    data = path.read_bytes()
    types = _types(data)
    if not types:
        return
    day = parse_bytes(data, path.name, Options(captured=dt.date(2031, 1, 1))).parsed.debates
    bare = [replace(debate, remarks=tuple(map(_unlabelled, debate.remarks))) for debate in day]
    for debate, links in zip(bare, link(bare), strict=True):
        _score_debate(debate, [types.get(remark.key, "") for remark in debate.remarks], links, total)


def _types(data: bytes) -> dict[str, str]:
    """Each contribution's type by its key, which has no edition letter."""
    found = {}
    for tag in TYPED.finditer(data):
        attributes = {name: value.decode() for name, value in ATTRIBUTE.findall(tag[0])}
        if b"type" in attributes:
            found[re.sub(r"(\d{4}-\d\d-\d\d)[a-z]", r"\1", attributes[b"id"])] = attributes[b"type"]
    return found


def _unlabelled(remark: Remark) -> Remark:
    """The remark without Parliament's label; the Chair, where named as such, gets an ordinary name."""
    label = remark.label if remark.label is Kind.DIVISION else None
    if remark.speaker and re.search(r"\bSpeaker\b", remark.attribution):
        speaker = replace(remark.speaker, name="Rowan Ash", office=None)
        return replace(remark, label=label, supplementary=False, speaker=speaker, attribution="Rowan Ash")
    return replace(remark, label=label, supplementary=False)


def _category(kind: str) -> str:
    named = ("question", "answer", "intervention")
    return next((category for category in named if category in kind.lower()), "other")


def _score_debate(debate: ParsedDebate, types: Sequence[str], links: Sequence[Link], total: Score) -> None:
    for place, (label, each) in enumerate(zip(types, links, strict=True)):
        if not label:
            if debate.remarks[place].speaker and each.kind not in NOBODYS:
                total.misses.append(_shown(debate, links, types, place, f"no label, found {each.kind}"))
            continue
        total.turns += 1
        wanted = {_category(label)} | ({"other"} if _opens_urgently(debate, place) else set())
        if _category(each.kind) in wanted:
            total.right += 1
        else:
            total.misses.append(_shown(debate, links, types, place, f"{label}, found {each.kind}"))
    gold = set(_pairs(types))
    ours = {(place, to) for place, each in enumerate(links) if each.kind is Kind.ANSWER for to in each.replies_to}
    total.found += len(gold & ours)
    total.missing += len(gold - ours)
    total.extra += len(ours - gold)
    for place, to in sorted(gold ^ ours):
        what = "missing" if (place, to) in gold else "not in the labels"
        total.misses.append(_shown(debate, links, types, place, f"link to {to} {what}"))


def _opens_urgently(debate: ParsedDebate, place: int) -> bool:
    return place == 0 and "urgent question" in debate.remarks[0].text[:40].lower()


def _pairs(types: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Each answer with all questions since the last answer under the heading."""
    waiting: list[int] = []
    for place, label in enumerate(types):
        if _category(label) == "question":
            waiting.append(place)
        elif _category(label) == "answer":
            yield from ((place, question) for question in waiting)
            waiting = []


def _shown(debate: ParsedDebate, links: Sequence[Link], types: Sequence[str], place: int, miss: str) -> str:
    lines = [f"{debate.title}, turn {place}: {miss}"]
    for near in range(max(0, place - 2), min(len(links), place + 3)):
        remark = debate.remarks[near]
        mark = ">" if near == place else " "
        text = remark.text.replace("\n", " ")[:WIDTH]
        lines.append(f"  {mark} {near} {remark.attribution} [{types[near]}] {links[near].reason} | {text}")
    return "\n".join(lines)


def main(names: Sequence[str]) -> None:
    paths = [Path(name) for name in names] or [DATA / "theyworkforyou" / name for name in DAYS]
    pooled = Score()
    for path in paths:
        alone = Score()
        score(path, alone)
        score(path, pooled)
        print(f"{path.name}: {alone.turns} labelled turns, kinds {alone.kinds:.4f}, answer links {alone.links:.4f}")
    print("\n".join(pooled.misses))
    print(f"pooled: {pooled.turns} labelled turns, kinds {pooled.kinds:.4f}, answer links {pooled.links:.4f}")


if __name__ == "__main__":
    main(sys.argv[1:])
