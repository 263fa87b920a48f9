"""The demo's library: the sample debates of the invented parliament, with six notes of a researcher."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

from store.anchors import make, whole
from store.annotations import Author, note_on, put_code
from store.importers.options import Options
from store.intake import bring_in
from store.library import Library
from store.model import Debate, NoteId, Span, Speech
from store.records import Code, Scope
from tui.clock import now, today

LEFT_OUT = ("people", "README.md", "demo.json", "divisions_for_debate.json", "search_debates_day.json")
"""What lies in the folder and holds no debate."""


def sample_folder() -> Path:
    """`sample_data`: inside the installed package, or beside it in a checkout."""
    installed = Path(str(files("store"))) / "sample_data"
    return installed if installed.is_dir() else Path(str(files("store"))).parent / "sample_data"


def fill(path: Path) -> None:
    """Make a library at `path` with the sample debates and notes."""
    folder = sample_folder()
    with Library.open(path) as library:
        sources = [str(entry) for entry in sorted(folder.iterdir()) if entry.name not in LEFT_OUT]
        for _ in bring_in(library, sources, Options(today(), "commons"), now=now()):
            pass
        _annotate(library, json.loads((folder / "demo.json").read_text(encoding="utf-8")))


def _annotate(library: Library, made: dict[str, Any]) -> None:
    """The codebook and the notes of `demo.json`, each as a change of its own."""
    author = Author(now(), "The demo")
    known = {code.name: code for code in library.codes()}
    for code in made["codes"]:
        library.apply(put_code(Code(**code), known.get(code["name"])), now=author.at)
    for number, note in enumerate(made["notes"]):
        debate, speech, span = _find(library, note)
        target = (Scope.SPAN, (make(speech.id, speech.text, span.start, span.end),))
        if not note["quote"]:
            target = (Scope.SPEECH, (whole(speech.id),))
        change = note_on(
            NoteId(f"demo-{number}"), debate, target, author, body=note["body"], tags=note["tags"], code=note["code"]
        )
        if change is not None:
            library.apply(change, now=author.at)


def _find(library: Library, note: dict[str, Any]) -> tuple[Debate, Speech, Span]:
    """The speech of a demo note's speaker, in the debates of its source, that says the words quoted."""
    name = Path(note["source"]).name
    for shelved in library.shelf():
        debate = library.debate(shelved.id)
        if debate.source.name != name:
            continue
        for speech in debate.speeches:
            if speech.speaker is not None and speech.speaker.name == note["speaker"] and note["quote"] in speech.text:
                start = speech.text.find(note["quote"])
                return debate, speech, Span(speech.id, start, start + len(note["quote"]))
    raise LookupError(f"the sample debates do not hold “{note['quote']}”")
