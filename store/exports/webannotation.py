"""W3C Web Annotation (JSON-LD): <https://www.w3.org/TR/annotation-model/>. Everything comes in again.

Each quotation is a TextQuoteSelector and a TextPositionSelector on one speech. What the model has no word for (scope,
how sure a place is, the source's keys) has a term of ours, which other programs pass over.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable
from typing import Any

from store.errors import SourceError
from store.exports.bundle import PROVENANCE, Bundle
from store.exports.gathered import Annotated, Export, Passage, provenance
from store.exports.jsonl import Parts, context
from store.values import plain

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
TERMS = "urn:dispatchbox:"
_SAID = {"body", "tags", "code", "created", "modified", "author"}
"""Fields of a note for which the model has words."""


def write(export: Export) -> str:
    """An AnnotationCollection with one page."""
    keys = {"debates": dict(export.debates), "speeches": dict(export.speeches)}
    defined = {"tags": [plain(tag) for tag in export.tags], "codes": [plain(code) for code in export.codes]}
    page = {"type": "AnnotationPage", "startIndex": 0, "items": [_annotation(item) for item in export.items]}
    collection = {
        "@context": [CONTEXT, {"dispatchbox": TERMS}],
        "id": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, export.made)}",
        "type": "AnnotationCollection",
        "label": "Notes on parliamentary debates",
        "generator": {"type": "Software", "name": "Dispatchbox"},
        "generated": export.made,
        "total": len(export.items),
        "dispatchbox:made": PROVENANCE,
        "dispatchbox:sources": provenance([debate for debate, _ in export.by_debate()]),
        "dispatchbox:keys": keys | defined,
        "first": page,
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _annotation(item: Annotated) -> dict[str, Any]:
    note = item.note
    bodies: list[dict[str, Any]] = []
    if note.body:
        kind = {"type": "TextualBody", "format": "text/markdown", "purpose": "commenting"}
        bodies.append(kind | {"value": note.body})
    bodies += [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in note.tags]
    if note.code:
        bodies.append({"type": "TextualBody", "purpose": "classifying", "value": note.code})
    targets = [_target(passage, item) for passage in item.passages] or [
        _source(item.debate.url, f"debate:{item.debate.key}")
    ]
    made: dict[str, Any] = {
        "id": _address(note.id),
        "type": "Annotation",
        "motivation": "commenting" if note.body else "classifying" if note.code else "tagging",
        "body": bodies,
        "target": targets if len(targets) > 1 else targets[0],
        "dispatchbox:note": {name: part for name, part in plain(note).items() if name not in _SAID},
        "dispatchbox:revisions": list(item.revisions),
        "dispatchbox:context": context(item),
    }
    made |= {"created": note.created} if note.created else {}
    made |= {"modified": note.modified} if note.modified else {}
    return made | ({"creator": {"type": "Person", "name": note.author}} if note.author else {})


def _target(passage: Passage, item: Annotated) -> dict[str, Any]:
    quote, speech = passage.quote, passage.speech
    source = _source((speech.url if speech else "") or item.debate.url, f"speech:{quote.span.speech}")
    if not quote.text:
        return {"type": "SpecificResource", "source": source}
    exact = {"type": "TextQuoteSelector", "exact": quote.text, "prefix": quote.before, "suffix": quote.after}
    place = {"type": "TextPositionSelector", "start": quote.span.start, "end": quote.span.end}
    return {"type": "SpecificResource", "source": source, "selector": [exact, place]}


def _source(url: str, name: str) -> dict[str, Any]:
    return {"id": url or f"{TERMS}{name}", "type": "Text", "format": "text/plain"}


def _address(note: str) -> str:
    try:
        return f"urn:uuid:{uuid.UUID(hex=note)}"
    except ValueError:
        return f"{TERMS}note:{note}"


def is_ours(head: str) -> bool:
    """Whether a file that begins so is an annotation collection."""
    return CONTEXT in head[:2000] and head.lstrip("\ufeff \r\n\t").startswith("{")


def read(text: str, name: str) -> Bundle:
    """What the file holds. An annotation that says nothing of a debate of ours is told and passed over; raises
    SourceError where the file is no collection of annotations."""
    try:
        made = json.loads(text.lstrip("\ufeff"))
        keys = made.get("dispatchbox:keys", {})
        if not isinstance(keys, dict):
            raise ValueError("its keys are none")
        first = made.get("first", made)
        items = first["items"] if isinstance(first, dict) else []
    except (ValueError, KeyError, AttributeError, RecursionError) as error:
        raise SourceError(name, f"is not a collection of web annotations ({error})") from None
    parts = Parts()
    for kind, word in (("debates", "debate"), ("speeches", "speech")):
        for number, held in _pairs(keys.get(kind)):
            parts.attempt({word: number, "keys": held}, f"the keys of {word} {number}")
    for word in ("tag", "code"):
        for held in _list(keys.get(f"{word}s")):
            parts.attempt({word: held}, f"a {word}")
    for place, item in enumerate(_list(items), 1):
        parts.attempt(_line(item), f"annotation {place}")
    return parts.bundle()


def _pairs(held: Any) -> Iterable[tuple[str, Any]]:
    return held.items() if isinstance(held, dict) else ()


def _list(held: Any) -> list[Any]:
    return held if isinstance(held, list) else []


def _line(item: Any) -> dict[str, Any]:
    """An annotation as a line of a file of notes: the standard's own words win over ours."""
    if not isinstance(item, dict) or not isinstance(item.get("dispatchbox:note"), dict):
        return {}
    note = dict(item["dispatchbox:note"])
    bodies = item.get("body") or []
    bodies = bodies if isinstance(bodies, list) else [bodies]
    said: dict[str, list[str]] = {}
    for body in bodies:
        if not isinstance(body, dict) or not isinstance(body.get("value"), str):
            return {}
        said.setdefault(str(body.get("purpose", "commenting")), []).append(body["value"])
    note |= {"body": "\n\n".join(said.get("commenting", ())), "tags": said.get("tagging", [])}
    note |= {"code": next(iter(said.get("classifying", ())), None)}
    for field in ("created", "modified"):
        note |= {field: item[field]} if field in item else {}
    creator = item.get("creator") or {}
    note |= {"author": creator["name"]} if isinstance(creator, dict) and "name" in creator else {}
    return {"note": note, "revisions": item.get("dispatchbox:revisions") or []}
