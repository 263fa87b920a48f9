"""Verdicts as lines for the reader and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from store.model import Spoken
from store.plain import long_date
from store.verifying.checking import Status, Verdict
from store.verifying.matching import Diff

_TITLES = {
    Status.EXACT: "exact",
    Status.ALTERED: "altered",
    Status.MISATTRIBUTED: "misattributed",
    Status.NOT_FOUND: "not found",
}
_SHOWN = 160


def told(verdicts: Sequence[Verdict]) -> str:
    """`12 quotations: 9 exact, 2 altered, 1 not found`."""
    counts = Counter(verdict.status for verdict in verdicts)
    parts = ", ".join(f"{counts[status]} {title}" for status, title in _TITLES.items() if counts[status])
    quotations = f"{len(verdicts)} quotation{'' if len(verdicts) == 1 else 's'}"
    return f"{quotations}: {parts}" if parts else "no quotation of five words or more"


def lines(verdicts: Iterable[Verdict], unit: str = "line") -> Iterator[str]:
    """The report: each quotation that is not exact at length, the exact ones on a line each."""
    for verdict in verdicts:
        quotation = verdict.quotation
        yield f"{unit} {quotation.line}: {_TITLES[verdict.status]}: “{clipped(quotation.text)}”"
        yield from (f"    {line}" for line in details(verdict))


def details(verdict: Verdict) -> Iterator[str]:
    """What the record says."""
    found, compared = verdict.found, verdict.compared
    if found is None:
        yield "nothing in the library is near it"
        return
    where = _where(verdict, found)
    if verdict.status is Status.NOT_FOUND:
        yield f"nearest: {where}"
    elif verdict.status is not Status.EXACT:
        yield where
    if compared is not None and verdict.status in (Status.ALTERED, Status.NOT_FOUND):
        yield marked(compared.diff) if verdict.status is Status.ALTERED else f"“{clipped(_words(found, verdict))}”"
    if verdict.otherwise:
        yield f"the record prints {verdict.otherwise} otherwise: “{clipped(_words(found, verdict))}”"
    yield from _wrong(verdict, found)


def _words(found: Spoken, verdict: Verdict) -> str:
    return found.text[verdict.compared.start : verdict.compared.end] if verdict.compared else ""


def _where(verdict: Verdict, found: Spoken) -> str:
    parts = (verdict.speaker, long_date(found.date), verdict.column and f"column {verdict.column}")
    return f"{', '.join(filter(None, parts))} ({found.title}, speech {found.speech})"


def _wrong(verdict: Verdict, found: Spoken) -> Iterator[str]:
    claim = verdict.quotation.claim
    if "speaker" in verdict.wrong:
        yield f"speaker: the draft says {claim.speakers[0]}, the record {verdict.speaker}"
    if "date" in verdict.wrong:
        said = long_date(claim.dates[0]) if claim.dates else str(claim.year)
        yield f"date: the draft says {said}, the record {long_date(found.date)}"
    if "column" in verdict.wrong and claim.columns:
        first, last = claim.columns
        yield f"column: the draft says {first}{f'–{last}' if last > first else ''}, the record {verdict.column}"
    if "house" in verdict.wrong:
        yield f"house: the draft says {claim.house}, the record {found.house}"


def marked(diff: Diff) -> str:
    """A word diff on one line: `[-what the draft has-]` and `{+what the record has+}`."""
    signs = {"same": "{}", "draft": "[-{}-]", "record": "{{+{}+}}"}
    return " ".join(signs[kind].format(" ".join(words.split())) for kind, words in diff)


def clipped(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1].rstrip()}…"


def as_json(draft: str, verdicts: Sequence[Verdict]) -> dict[str, Any]:
    """The report as plain values."""
    counts = Counter(verdict.status.value for verdict in verdicts)
    return {
        "draft": draft,
        "counts": {status.value: counts[status.value] for status in Status},
        "quotations": [_verdict(verdict) for verdict in verdicts],
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    claim, quotation = verdict.quotation.claim, verdict.quotation
    return {
        "line": quotation.line,
        "text": quotation.text,
        "status": verdict.status.value,
        "wrong": list(verdict.wrong),
        "otherwise": verdict.otherwise or None,
        "claimed": {
            "speaker": claim.speakers[0] if claim.speakers else None,
            "date": claim.dates[0].isoformat() if claim.dates else None,
            "year": claim.year,
            "columns": list(claim.columns) if claim.columns else None,
            "house": claim.house or None,
        },
        "found": None if verdict.status is Status.NOT_FOUND else _found(verdict),
        "nearest": _found(verdict) if verdict.status is Status.NOT_FOUND else None,
        "diff": [list(part) for part in verdict.compared.diff]
        if verdict.compared and verdict.status is Status.ALTERED
        else [],
    }


def _found(verdict: Verdict) -> dict[str, Any] | None:
    found = verdict.found
    if found is None:
        return None
    return {
        "speech": found.speech,
        "debate": found.debate,
        "title": found.title,
        "date": found.date.isoformat(),
        "house": found.house,
        "speaker": verdict.speaker or None,
        "column": verdict.column or None,
        "text": _words(found, verdict),
        "likeness": round(verdict.compared.likeness, 3) if verdict.compared else None,
    }
