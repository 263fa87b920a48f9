"""A reading of many debates as linear text and as JSON values, with what it leaves out counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from store.choosing import sitting
from store.model import DebateId
from store.plain import debate_json, head, question_names
from store.provenance import provenance
from store.readings import Gap, Reading
from store.threads import thread


def plain_reading(reading: Reading) -> Iterator[str]:
    """The reading line by line: its title, then each debate under its heading, at the end where they are from; turns
    left out are counted in place."""
    yield reading.title
    yield reading.about
    gaps = _by_debate(reading)
    chapters = reading.chapters or ("",) * len(reading.debates)
    for debate, chapter in zip(reading.debates, chapters, strict=True):
        if chapter:
            yield ""
            yield chapter
        yield ""
        yield debate.title
        yield sitting(debate)
        if debate.parents:
            yield " / ".join(debate.parents)
        named = question_names(thread(debate))
        own = gaps.get(debate.id, [])
        at = 0
        for speech in debate.speeches:
            while own and own[0].first == at:
                yield from _left_out(own[0])
                at += own.pop(0).count
            yield ""
            yield head(speech, named)
            yield from speech.text.split("\n")
            at += 1
        for gap in own:
            yield from _left_out(gap)
    yield ""
    yield from dict.fromkeys(line for debate in reading.debates for line in provenance(debate.source))


def _left_out(gap: Gap) -> Iterator[str]:
    yield ""
    yield f"[{gap.count} turn{'s' if gap.count != 1 else ''} left out]"


def _by_debate(reading: Reading) -> dict[DebateId, list[Gap]]:
    found: dict[DebateId, list[Gap]] = {}
    for gap in reading.gaps:
        found.setdefault(gap.debate, []).append(gap)
    return found


def reading_json(reading: Reading) -> dict[str, Any]:
    """The title, and every debate in the shape of `show --json` with the Parliament that begins with it and the turns
    left out before, between and after its speeches."""
    gaps = _by_debate(reading)
    chapter = ""
    debates = []
    for place, debate in enumerate(reading.debates):
        chapter = (reading.chapters[place] if reading.chapters else "") or chapter
        left_out = [{"first": gap.first, "turns": gap.count} for gap in gaps.get(debate.id, [])]
        debates.append({"under": chapter, **debate_json(debate), "left_out": left_out})
    return {"title": reading.title, "about": reading.about, "debates": debates}
