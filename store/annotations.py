"""The rules of notes, tags, codes and corrections: what each act of a reader changes, as a `Change`.

Nothing here reads or writes; ids and the time come as arguments. A note that says nothing any more is removed, a
mark on words that already carry one goes onto the same note, and whatever is done to many is one change.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from store.model import Debate, DebateId, NoteId, Position, Speaker, SpeechId
from store.records import Change, Code, Correction, DebateFacts, Edit, Note, Quote, Scope, SmartList, Tag
from store.telling import did, edited

Target = tuple[Scope, tuple[Quote, ...]]
"""What a mark is put on: a speech as a whole, words of one or of several speeches, an exchange, the debate."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who makes a change, and when."""

    at: str
    name: str = ""


def note_on(
    note: NoteId,
    debate: Debate,
    target: Target,
    author: Author,
    *,
    body: str = "",
    tags: Sequence[str] = (),
    code: str | None = None,
) -> Change | None:
    """A new note; None where it would say nothing."""
    scope, quotes = target
    made = Note(note, debate.id, scope, quotes, body.strip(), unique(tags), code, author.at, author.at, author.name)
    if silent(made):
        return None
    return _change(f"{did(made)} {about(debate, quotes)}", [Edit(None, made)], debate.id)


def edit_note(
    debate: Debate,
    note: Note,
    author: Author,
    *,
    body: str | None = None,
    tags: Sequence[str] | None = None,
    code: str | None = None,
) -> Change | None:
    """Another body, other tags or another code; what is None stays. None where nothing would change."""
    after = replace(
        note,
        body=note.body if body is None else body.strip(),
        tags=note.tags if tags is None else unique(tags),
        code=code or note.code,
    )
    if after == note:
        return None
    if silent(after):
        return delete_note(debate, note)
    return _change(f"{edited(note, after)} {about(debate, note.quotes)}", [_edited(note, after, author)], debate.id)


def delete_note(debate: Debate, note: Note) -> Change:
    """The note taken away."""
    return _change(f"deleted the note on {about(debate, note.quotes)}", [Edit(note, None)], debate.id)


def confirm(debate: Debate, note: Note, quotes: tuple[Quote, ...], author: Author) -> Change:
    """The places that a reader chose for the quotations of a note that had moved."""
    edit = _edited(note, replace(note, quotes=quotes), author)
    return _change(f"placed the note on {about(debate, quotes)}", [edit], debate.id)


def tag(
    debate: Debate,
    notes: Sequence[Note],
    targets: Sequence[Target],
    names: Sequence[str],
    author: Author,
    ids: Iterable[NoteId],
) -> Change | None:
    """Tags added to every target; `notes` are those of the debate, `ids` serve for the notes that are new."""
    edits = [
        edit
        for before, after in _on_each(debate, notes, targets, author, iter(ids))
        if (edit := put(before, replace(after, tags=unique((*after.tags, *names))), author))
    ]
    return _of_many(f"tagged {', '.join(names)} on", debate, edits)


def untag(debate: Debate, notes: Sequence[Note], names: Sequence[str], author: Author) -> Change | None:
    """Tags taken off every note that has one of them."""
    gone = {name.casefold() for name in names}
    edits = [
        edit
        for note in notes
        if (edit := put(note, replace(note, tags=tuple(t for t in note.tags if t.casefold() not in gone)), author))
    ]
    return _of_many(f"removed {', '.join(names)} from", debate, edits)


def highlight(
    debate: Debate,
    notes: Sequence[Note],
    targets: Sequence[Target],
    code: str,
    author: Author,
    ids: Iterable[NoteId],
) -> Change | None:
    """A code put on every target, in place of the one it has."""
    edits = [
        edit
        for before, after in _on_each(debate, notes, targets, author, iter(ids))
        if (edit := put(before, replace(after, code=code), author))
    ]
    return _of_many(f"highlighted {code} on", debate, edits)


def unhighlight(debate: Debate, notes: Sequence[Note], author: Author) -> Change | None:
    """The code taken off every note."""
    edits = [edit for note in notes if (edit := put(note, replace(note, code=None), author))]
    return _of_many("removed the highlight from", debate, edits)


def remove_debate(facts: DebateFacts, notes: int = 0) -> Change:
    """A debate taken off the shelf; its notes stay with it for the day it comes back."""
    with_notes = f" with {notes} note{'s' if notes != 1 else ''}" if notes else ""
    words = f"removed {facts.title}, {long_date(facts.date)}{with_notes}"
    return _change(words, [Edit(facts, replace(facts, removed=True))], facts.debate)


def correct_debate(before: DebateFacts, after: DebateFacts) -> Change:
    """Title, date, house, section or volume set by hand."""
    return _change(f"corrected {after.title}, {long_date(after.date)}", [Edit(before, after)], after.debate)


def correct_speech(debate: Debate, before: Correction | None, after: Correction | None) -> Change:
    """Kind, links, speaker or column set by hand; None takes a correction back."""
    speech = (after or before).speech  # type: ignore[union-attr]  # one of the two is there
    return _change(f"corrected {_name(debate, speech)}", [Edit(before, after)], debate.id, Position(speech))


def name_speaker(
    debate: Debate, corrections: Mapping[SpeechId, Correction], speeches: Sequence[SpeechId], speaker: Speaker
) -> Change | None:
    """Who makes these speeches, set by hand; None where it is so already. What else was corrected stays."""
    edits = []
    for speech in speeches:
        before = corrections.get(speech)
        after = replace(before or Correction(speech), speaker=speaker)
        if after != before:
            edits.append(Edit(before, after))
    if not edits:
        return None
    many = f" of {len(edits)} speeches" if edits[1:] else ""
    words = f"named {speaker.name} as the speaker{many}, {long_date(debate.date)}"
    return _change(words, edits, debate.id, Position(speeches[0]))


def put_tag(after: Tag, before: Tag | None = None) -> Change:
    """A tag defined, or defined anew."""
    return _change(f"defined the tag {after.name}", [Edit(before, after)])


def delete_tag(tag: Tag) -> Change:
    """The definition of a tag taken away; notes keep the tag."""
    return _change(f"deleted the definition of the tag {tag.name}", [Edit(tag, None)])


def keep_search(name: str, query: str) -> Change:
    """A query kept as a smart list, in place of what the name stood for."""
    return _change(f"kept the search “{name}”", [Edit(None, SmartList(name, query))])


def drop_search(kept: SmartList) -> Change:
    """A smart list taken away."""
    return _change(f"deleted the smart list “{kept.name}”", [Edit(kept, None)])


def put_code(after: Code, before: Code | None = None) -> Change:
    """A code put into the codebook, or changed there."""
    return _change(f"{'changed' if before else 'added'} the code {after.name}", [Edit(before, after)])


def delete_code(code: Code) -> Change:
    """A code taken out of the codebook; highlights keep its name."""
    return _change(f"deleted the code {code.name}", [Edit(code, None)])


def together(changes: Iterable[Change | None]) -> Change | None:
    """What one act does in several debates, as one change; None where it does nothing in any."""
    made = [change for change in changes if change is not None]
    if len(made) < 2:
        return made[0] if made else None
    more = f", and in {len(made) - 1} more debate{'s' if made[2:] else ''}"
    return replace(made[0], words=made[0].words + more, edits=tuple(edit for change in made for edit in change.edits))


def stuck(change: Change | None, tags: Sequence[str]) -> Change | None:
    """The change with tags put on every note that it makes."""
    if change is None or not tags:
        return change
    return replace(
        change,
        edits=tuple(
            replace(edit, after=replace(edit.after, tags=unique((*edit.after.tags, *tags))))
            if edit.before is None and isinstance(edit.after, Note)
            else edit
            for edit in change.edits
        ),
    )


def unique(tags: Iterable[str]) -> tuple[str, ...]:
    """Each tag once, in the spelling that came first; white space inside is single."""
    found: dict[str, str] = {}
    for name in (" ".join(tag.split()) for tag in tags):
        if name:
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def about(debate: Debate, quotes: Sequence[Quote]) -> str:
    """Whom and when: `Harpreet Uppal, 16 January 2025`, `Harpreet Uppal and 2 more speeches, …`; the title for a note
    on the debate."""
    on = dict.fromkeys(quote.span.speech for quote in quotes)
    if not on:
        return f"{debate.title}, {long_date(debate.date)}"
    more = f" and {len(on) - 1} more speech{'es' * (len(on) > 2)}" if len(on) > 1 else ""
    return _name(debate, quotes[0].span.speech, more)


def long_date(day: dt.date) -> str:
    """`16 January 2025`."""
    return f"{day.day} {day:%B %Y}"


def _name(debate: Debate, speech: SpeechId, more: str = "") -> str:
    for said in debate.speeches:
        if said.id == speech:
            who = said.speaker.name if said.speaker else said.attribution
            return f"{who or debate.title}{more}, {long_date(debate.date)}"
    return f"{debate.title}{more}, {long_date(debate.date)}"


def silent(note: Note) -> bool:
    """Whether a note says nothing, and so is not kept."""
    return not (note.body or note.tags or note.code)


def _edited(before: Note, after: Note, author: Author) -> Edit:
    return Edit(before, replace(after, modified=author.at))


def put(before: Note | None, after: Note, author: Author) -> Edit | None:
    """Before and after of one note, the silent ones gone; None where nothing changes."""
    kept = None if silent(after) else after
    if kept == before:
        return None
    return _edited(before, kept, author) if before and kept else Edit(before, kept)


def _on_each(
    debate: Debate, notes: Sequence[Note], targets: Sequence[Target], author: Author, ids: Iterator[NoteId]
) -> Iterator[tuple[Note | None, Note]]:
    """For each target the note that is on exactly these words, or a new one that says nothing yet."""
    there = {(note.scope, tuple(quote.span for quote in note.quotes)): note for note in reversed(notes)}
    for scope, quotes in targets:
        note = there.get((scope, tuple(quote.span for quote in quotes)))
        if note is not None:
            yield note, note
        else:
            yield None, Note(next(ids), debate.id, scope, quotes, "", (), None, author.at, author.at, author.name)


def _of_many(did: str, debate: Debate, edits: Sequence[Edit]) -> Change | None:
    if not edits:
        return None
    if len(edits) > 1:
        return _change(f"{did} {len(edits)} places, {long_date(debate.date)}", edits, debate.id)
    note = edits[0].after or edits[0].before
    quotes = note.quotes if isinstance(note, Note) else ()
    return _change(f"{did} {about(debate, quotes)}", edits, debate.id)


def _change(words: str, edits: Sequence[Edit], debate: DebateId | None = None, place: Position | None = None) -> Change:
    """A change that leads back to the first words it touches."""
    for edit in edits:
        note = edit.after or edit.before
        if place is None and isinstance(note, Note) and note.quotes:
            span = note.quotes[0].span
            place = Position(span.speech, span.start)
    return Change(words, tuple(edits), debate, place)
