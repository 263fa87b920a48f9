"""Why a contribution is what it is and replies to what it does, told fact by fact."""

from __future__ import annotations

from store.evidence import evidence
from store.model import Debate, Kind, Speech, SpeechId

SHOWN = 48
"""Characters of a speech by which it is told."""
REPLIES = {
    Kind.ANSWER: "answers",
    Kind.QUESTION: "follows up",
    Kind.INTERVENTION: "breaks",
    Kind.CONTINUATION: "continues",
}


def why(debate: Debate, speech: SpeechId) -> list[tuple[str, str]]:
    """What it is, what it replies to, the reason, what bears it out or speaks against it, and what replies to it: each
    with its name, which is empty where it is that of the line before."""
    known = {said.id: said for said in debate.speeches}
    said = known[speech]
    lines = [("this is", f"{_article(said.kind)}, {_about(said)}")]
    lines += [
        ("" if place else REPLIES.get(said.kind, "replies to"), _about(known[target]) if target in known else "?")
        for place, target in enumerate(said.replies_to)
    ]
    lines.append(("because", said.reason or "no rule says more"))
    for each in evidence(debate, speech):
        lines.append(("yet" if each.against else "borne out", f"“{' '.join(each.words.split())}”: {each.told}"))
    after = [other for other in debate.speeches if speech in other.replies_to]
    lines += [("" if place else "replies", _about(other)) for place, other in enumerate(after)]
    return lines


def _article(kind: Kind) -> str:
    name = kind.value.replace("_", " ")
    if kind in (Kind.PROCEDURAL, Kind.CHAIR):
        return {"procedural": "a procedural line", "chair": "a turn of the Chair"}[name]
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _about(speech: Speech) -> str:
    """`Ann Lee: “What steps she is taking …”`."""
    words = " ".join(speech.text[: 2 * SHOWN].split())
    cut = words if len(words) <= SHOWN else words[:SHOWN].rsplit(" ", 1)[0] + " …"
    name = speech.speaker.name if speech.speaker else speech.attribution
    return f"{name}: “{cut}”" if name else f"“{cut}”"
