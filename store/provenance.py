"""Where a debate came from: the lines that every export carries, and the facts that the reader shows with one key."""

from __future__ import annotations

from collections.abc import Iterator

from store.model import Debate, Excerpt, Source

_PARTS = {
    Excerpt.PAIR: "the turns of two people and the answers around them",
    Excerpt.MEMBER: "the turns of one member and those beside them",
    Excerpt.EXTRACTS: "ministers' turns and those that they answer",
}


def provenance(source: Source) -> Iterator[str]:
    """Name, format, when it was captured and licence, then the digest: one line each, for any export."""
    captured = source.captured and f", captured {source.captured}"
    licence = source.licence and f"; {source.licence}"
    yield f"Source: {source.name} ({source.format}{captured}{licence})"
    if source.digest:
        yield f"SHA-256: {source.digest}"


def facts(debate: Debate) -> Iterator[tuple[str, str]]:
    """Name and value of what is known of a debate and of its source; what is not known is left out or said."""
    source, speeches = debate.source, debate.speeches
    with_column = sum(speech.column is not None for speech in speeches)
    told = (
        ("section", debate.section.words),
        ("under", " / ".join(debate.parents)),
        ("committee", debate.committee),
        ("session", debate.session),
        ("volume", debate.volume or "not known"),
        ("columns", f"known for {with_column:,} of {len(speeches):,} speeches" if speeches else ""),
        ("holds", _PARTS.get(debate.excerpt, "")),
        ("link", debate.url),
        ("number", str(debate.id)),
        ("key", debate.key),
        ("source", source.name),
        ("format", source.format),
        ("captured", source.captured),
        ("licence", source.licence or "the source names none"),
        ("SHA-256", source.digest),
        ("note", debate.warning),
    )
    yield from (each for each in told if each[1])
