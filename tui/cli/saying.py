"""`dispatchbox search --like SPEECH`: where the sentences of a speech were said in nearly the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.output import counted, say, say_json

if TYPE_CHECKING:
    from store.library import Library

FEWEST = 5
"""Words that a sentence must have to be known by."""


def said_before(lib: Library, speech: int, limit: int, form: str) -> int:
    """Print it; the exit code says whether there is anything."""
    from store.hits import found_json
    from store.model import SpeechId
    from store.sentences import sentences

    _, asked = lib.speech(SpeechId(speech))
    stretches = [asked.text[start:end] for start, end in sentences(asked.text)]
    made = []
    for sentence in stretches:
        if len(sentence.split()) < FEWEST:
            continue
        others = [found for found in lib.said_before(sentence) if found.speech != speech]
        if others:
            made.append((sentence, others))
    if form == "json":
        say_json(
            [
                {
                    "sentence": sentence,
                    "first": others[0].date.isoformat(),
                    "count": len(others),
                    "hits": [found_json(found) for found in others[:limit]],
                }
                for sentence, others in made
            ]
        )
        return 0 if made else 1
    for sentence, others in made:
        say(f"“{sentence}” {counted(len(others), 'speech')}, first on {others[0].date.isoformat()}")
        for found in others[:limit]:
            (span,) = found.spans
            say(f"    {found.date.isoformat()}  {found.speaker}  [{found.speech}]  {found.text[span.start : span.end]}")
    return 0 if made else 1
