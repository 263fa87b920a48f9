"""`dispatchbox note` and `dispatchbox tag`: annotating a speech from the command line."""

from __future__ import annotations

import os
import sys
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from store.errors import NotFoundError, StoreError
from tui.cli.output import counted, opened, say, say_json
from tui.clock import now

if TYPE_CHECKING:
    from store.annotations import Author, Target
    from store.library import Library
    from store.model import Debate, Speech
    from store.records import Change, Note


@click.command("note")
@click.argument("speech", type=int)
@click.argument("text", required=False, metavar="[TEXT|-]")
@click.option("--quote", "words", metavar="WORDS", help="The words of the speech that the note is on.")
@click.option("--tag", "tags", multiple=True, metavar="TAG", help="A tag; may be repeated.")
@click.option("--code", metavar="CODE", help="A code of the codebook, by its name or letter.")
@click.option("--author", metavar="NAME", help="Your name; else that of the config file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def note_command(
    library: Path,
    speech: int,
    text: str | None,
    words: str | None,
    tags: tuple[str, ...],
    code: str | None,
    author: str | None,
    as_json: bool,
) -> None:
    """Make a note on a speech, or on words of it; `-` reads the text from standard input.

    Without text, tags and code: list the notes on the speech. SPEECH is its number, as `show` prints it.
    """
    from store.annotations import note_on
    from store.model import NoteId

    body = sys.stdin.read() if text == "-" else text or ""
    with opened(library) as lib:
        debate, said = _said(lib, speech)
        if not (body.strip() or tags or code):
            _list(lib, debate, said, as_json)
            return
        target = _target(said, words)
        number = NoteId(uuid.uuid4().hex)
        named = _code(lib, code) if code else None
        change = note_on(number, debate, target, _author(author), body=body, tags=tags, code=named)
        if change is None:
            raise StoreError("a note needs words, a tag or a code")
        done = lib.apply(change, now=now())
        made = lib.note(number)
    if as_json:
        say_json({"note": note_json(made), "did": done.words})
    else:
        say(f"{done.words} ({made.id})")


@click.command("tag")
@click.argument("speech", type=int, required=False)
@click.argument("tags", nargs=-1, metavar="TAG…")
@click.option("--remove", is_flag=True, help="Take these tags off every note on the speech.")
@click.option("--author", metavar="NAME", help="Your name; else that of the config file.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def tag_command(
    library: Path, speech: int | None, tags: tuple[str, ...], remove: bool, author: str | None, as_json: bool
) -> None:
    """Tag a speech, or take tags off it. Without TAG: list its tags; without SPEECH: every tag with its uses."""
    names = tuple(tag.strip().lstrip("#") for tag in tags)
    with opened(library) as lib:
        if speech is None:
            _list_all(lib, as_json)
            return
        debate, said = _said(lib, speech)
        change = _tagged(lib, debate, said, names, _author(author), remove=remove) if names else None
        if change is not None:
            lib.apply(change, now=now())
        on = sorted({tag for note in _notes(lib, debate, said) for tag in note.tags}, key=str.casefold)
    if as_json:
        say_json({"speech": speech, "tags": on, "did": change.words if change else None})
    elif change is not None:
        say(change.words)
    elif names:
        say("nothing to change")
    else:
        for tag in on:
            say(f"#{tag}")
    if not names and not on:
        sys.exit(1)


def _said(library: Library, number: int) -> tuple[Debate, Speech]:
    from store.model import SpeechId

    home, _ = library.speech(SpeechId(number))
    debate = library.debate(home)
    return debate, next(speech for speech in debate.speeches if speech.id == number)


def _target(speech: Speech, words: str | None) -> Target:
    """The speech as a whole, or the only place where it has these words."""
    from store.anchors import make, whole
    from store.records import Scope
    from tui.layout.find import pattern

    if words is None:
        return Scope.SPEECH, (whole(speech.id),)
    wanted = pattern(words)
    places = [found.span() for found in wanted.finditer(speech.text)] if wanted else []
    if not places:
        raise NotFoundError(f"the speech {speech.id} does not say “{words}”; `show` prints what it says")
    if len(places) > 1:
        raise StoreError(f"the speech {speech.id} says “{words}” {len(places)} times; give more of the words")
    return Scope.SPAN, (make(speech.id, speech.text, *places[0]),)


def _code(library: Library, named: str) -> str:
    codes = library.codes()
    for code in codes:
        if named.casefold() == code.name.casefold() or named == code.letter:
            return code.name
    raise NotFoundError(f"no code is “{named}”; there are {', '.join(f'{code.letter} {code.name}' for code in codes)}")


def _author(given: str | None) -> Author:
    from store.annotations import Author
    from tui.config import read_config
    from tui.files import config_file

    return Author(now(), read_config(config_file(os.environ)).author if given is None else given)


def _notes(library: Library, debate: Debate, speech: Speech) -> list[Note]:
    return [note for note in library.notes(debate.id) if any(quote.span.speech == speech.id for quote in note.quotes)]


def _tagged(
    library: Library, debate: Debate, speech: Speech, names: tuple[str, ...], author: Author, *, remove: bool
) -> Change | None:
    from store.annotations import tag, untag
    from store.model import NoteId

    on = _notes(library, debate, speech)
    if remove:
        return untag(debate, on, names, author)
    notes = [note for note in library.notes(debate.id) if note.quotes]
    return tag(debate, notes, [_target(speech, None)], names, author, iter([NoteId(uuid.uuid4().hex)]))


def _list(library: Library, debate: Debate, speech: Speech, as_json: bool) -> None:
    found = _notes(library, debate, speech)
    if as_json:
        say_json({"speech": speech.id, "notes": [note_json(note) for note in found]})
    for note in () if as_json else found:
        words = " … ".join(quote.text for quote in note.quotes if quote.text)
        marks = " ".join(filter(None, (note.code or "", *(f"#{tag}" for tag in note.tags))))
        say("  ".join(filter(None, (note.id, f"“{words}”" if words else "", marks))))
        for line in note.body.splitlines():
            say(f"    {line}")
    if not found:
        sys.exit(1)


def _list_all(library: Library, as_json: bool) -> None:
    tags = library.tags()
    if as_json:
        say_json({"tags": [{"name": tag.name, "notes": uses, "definition": tag.definition} for tag, uses in tags]})
    for tag, uses in () if as_json else tags:
        say(f"#{tag.name}  {counted(uses, 'note')}{f'  {tag.definition}' if tag.definition else ''}")
    if not tags:
        sys.exit(1)


def note_json(note: Note) -> dict[str, Any]:
    """A note in the shape of `note --json`."""
    return {
        "id": note.id,
        "debate": note.debate,
        "scope": note.scope.value,
        "body": note.body,
        "tags": list(note.tags),
        "code": note.code,
        "author": note.author,
        "created": note.created,
        "modified": note.modified,
        "quotes": [
            {
                "speech": quote.span.speech,
                "start": quote.span.start,
                "end": quote.span.end,
                "words": quote.text,
                "placing": quote.placing.value,
            }
            for quote in note.quotes
        ],
    }
