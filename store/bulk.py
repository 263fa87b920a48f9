"""What is done to many annotations at once, wherever in the library they are: each is one change that undo takes back.

Nothing here reads or writes. A tag lies below another where its name begins with that name and `/`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from store.annotations import Author, put, unique
from store.model import NoteId, Position
from store.records import Change, Code, Edit, Note, Tag


def add_tags(notes: Sequence[Note], names: Sequence[str], author: Author) -> Change | None:
    """Tags put on every one of those notes."""
    edits = _each(notes, lambda note: replace(note, tags=unique((*note.tags, *names))), author)
    return _change(f"tagged {', '.join(names)} on", edits)


def take_tags(notes: Sequence[Note], names: Sequence[str], author: Author) -> Change | None:
    """Tags taken off every one of those notes."""
    gone = {name.casefold() for name in names}
    edits = _each(
        notes, lambda note: replace(note, tags=tuple(t for t in note.tags if t.casefold() not in gone)), author
    )
    return _change(f"removed {', '.join(names)} from", edits)


def code_notes(notes: Sequence[Note], code: str | None, author: Author) -> Change | None:
    """A code put on every one of those notes, or taken off."""
    edits = _each(notes, lambda note: replace(note, code=code), author)
    return _change(f"highlighted {code} on" if code else "removed the highlight from", edits)


def delete_notes(notes: Sequence[Note]) -> Change | None:
    """The notes taken away."""
    return _change("deleted", [Edit(note, None) for note in notes])


def below(tag: str, name: str) -> bool:
    """Whether a tag is `name` or lies below it.

    >>> [below(tag, "tax") for tag in ("Tax", "tax/income", "taxi")]
    [True, True, False]
    """
    return tag.casefold() == name.casefold() or tag.casefold().startswith(f"{name.casefold()}/")


def rename_tag(notes: Sequence[Note], defined: Iterable[Tag], old: str, new: str, author: Author) -> Change | None:
    """A tag and all below it under another name; where that name is in use already the two become one.

    `notes` are those that have the tag or one below it, `defined` the tags that have a record.
    """

    def renamed(tag: str) -> str:
        return new + tag[len(old) :] if below(tag, old) else tag

    edits = _each(notes, lambda note: replace(note, tags=unique(map(renamed, note.tags))), author)
    edits += _redefined(list(defined), renamed)
    return _change(f"renamed the tag {old} to {new} on", edits, f"renamed the tag {old} to {new}")


def merge_tags(
    notes: Sequence[Note], defined: Iterable[Tag], old: Sequence[str], into: str, author: Author
) -> Change | None:
    """Several tags made one. What lies below them stays where it is."""
    gone = {name.casefold() for name in old}

    def merged(tag: str) -> str:
        return into if tag.casefold() in gone else tag

    edits = _each(notes, lambda note: replace(note, tags=unique(map(merged, note.tags))), author)
    edits += _redefined(list(defined), merged)
    words = f"merged the tag{'s' if len(old) > 1 else ''} {', '.join(old)} into {into}"
    return _change(f"{words} on", edits, words)


def split_tag(
    notes: Sequence[Note], defined: Iterable[Tag], old: str, into: Mapping[NoteId, Sequence[str]], author: Author
) -> Change | None:
    """A tag parted into others: `into` says which each note gets in its place."""

    def parted(note: Note) -> Note:
        new = into.get(note.id, (old,))
        tags = (part for tag in note.tags for part in (new if tag.casefold() == old.casefold() else (tag,)))
        return replace(note, tags=unique(tags))

    edits = _each(notes, parted, author)
    names = unique(name for names in into.values() for name in names)
    if old.casefold() not in {name.casefold() for name in names}:
        edits += [Edit(tag, None) for tag in defined if tag.name.casefold() == old.casefold()]
    words = f"split the tag {old} into {', '.join(names)}"
    return _change(f"{words} on", edits, words)


def remove_tag(notes: Sequence[Note], defined: Iterable[Tag], name: str, author: Author) -> Change | None:
    """A tag and all below it taken off every note, and what they meant with them."""
    edits = _each(notes, lambda note: replace(note, tags=tuple(t for t in note.tags if not below(t, name))), author)
    edits += [Edit(tag, None) for tag in defined if below(tag.name, name)]
    return _change(f"deleted the tag {name} from", edits, f"deleted the tag {name}")


def rename_code(notes: Sequence[Note], before: Code, after: Code, author: Author) -> Change | None:
    """A code changed; under another name its highlights follow it."""
    if before.name == after.name:
        return _change("", [Edit(before, after)], f"changed the code {after.name}") if before != after else None
    edits = [Edit(before, None), Edit(None, after), *_each(notes, lambda note: replace(note, code=after.name), author)]
    return _change("", edits, f"renamed the code {before.name} to {after.name}")


def remove_code(notes: Sequence[Note], code: Code, author: Author) -> Change | None:
    """A code taken out of the codebook and off every note; one that says nothing else goes with it."""
    edits = [Edit(code, None), *_each(notes, lambda note: replace(note, code=None), author)]
    return _change("", edits, f"deleted the code {code.name}{f' from {_places(len(notes))}' if notes else ''}")


def _redefined(defined: Sequence[Tag], renamed: Callable[[str], str]) -> list[Edit]:
    """The records of tags under their new names; of two that become one the first that has a meaning stays."""
    taken = {tag.name for tag in defined if renamed(tag.name) == tag.name}
    edits: list[Edit] = []
    for tag in defined:
        name = renamed(tag.name)
        if name == tag.name:
            continue
        edits.append(Edit(tag, None))
        if name not in taken:
            taken.add(name)
            edits.append(Edit(None, replace(tag, name=name)))
    return edits


def _each(notes: Sequence[Note], change: Callable[[Note], Note], author: Author) -> list[Edit]:
    return [edit for note in notes if (edit := put(note, change(note), author))]


def _places(count: int) -> str:
    return f"{count:,} annotation{'s' if count != 1 else ''}"


def _change(did: str, edits: Sequence[Edit], words: str = "") -> Change | None:
    """One change; `did` is followed by how many notes, `words` serve where there are none."""
    if not edits:
        return None
    notes = [note for edit in edits if isinstance(note := edit.after or edit.before, Note)]
    told = f"{did} {_places(len(notes))}" if did and notes else words or did
    first = next((note for note in notes if note.quotes), None)
    place = Position(first.quotes[0].span.speech, first.quotes[0].span.start) if first else None
    debate = first.debate if first else notes[0].debate if notes else None
    return Change(told, tuple(edits), debate, place)
