"""Markdown: a block for each note between marks of ours, and the user's own words between the blocks.

A file is written again block by block. What stands between our blocks stays to the letter; a block that was changed by
hand is left alone; a note that is gone takes its block with it unless that was changed. A file without our head is
refused.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from store.errors import StoreError
from store.exports.gathered import Annotated, Export, heading, provenance
from store.plain import who
from store.records import Scope

HEAD = "<!-- dispatchbox:notes -->"
_BLOCK = re.compile(
    r"<!-- dispatchbox:begin (?P<id>[^\s>]+) (?P<digest>[0-9a-f]{12}) -->\n"
    r"(?P<text>.*?)<!-- dispatchbox:end (?P=id) -->\n?",
    re.S,
)
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-!|<>~&])")
_LINE_START = re.compile(r"^(\s*)(\d+)([.)])", re.M)

TEMPLATE = """\
{% if note.scope == "debate" %}**On the debate**
{% endif %}{% for passage in passages %}
{% if passage.question %}{% for asked in passage.question %}
*{{ asked.speaker | md }}:* {{ asked.text | md | oneline }}

{% endfor %}{% endif %}
> {{ passage.words | md | quoted }}

— {{ passage.speaker | md }}{% if passage.citation %}, {{ passage.citation | md }}{% endif %}
{% if passage.unsure %} *(place not sure)*{% endif %}


{% endfor %}
{% if note.body %}{{ note.body }}

{% endif %}{% if note.code %}**{{ note.code | md }}** {% endif %}
{% for tag in note.tags %}#{{ tag | hashed }} {% endfor %}
"""
"""What a block holds where the reader gives no template: `note`, `debate` and `passages`, as docs/exports.md tells."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file as it is to be, and what was left alone in it."""

    text: str
    by_hand: int = 0
    """Blocks that were changed by hand and stay as they are."""
    new: int = 0
    changed: int = 0
    gone: int = 0


def write(export: Export) -> str:
    """A new file."""
    return rewrite(export, "").text


def rewrite(export: Export, before: str, template: str = TEMPLATE) -> Written:
    """The file that is there with our blocks brought up to date. Raises StoreError where it is not one of ours."""
    if before and not before.replace("\r\n", "\n").startswith(HEAD):
        raise StoreError("was not made by `dispatchbox export`; nothing was written: choose another file")
    blocks = _blocks(export, template)
    before = before.replace("\r\n", "\n")
    if not before:
        return Written(f"{HEAD}\n\n" + "\n".join(_framed(*block) for block in blocks.items()), new=len(blocks))
    return _merged(before, blocks)


def _merged(before: str, blocks: Mapping[str, str]) -> Written:
    found = {match["id"]: match for match in _BLOCK.finditer(before)}
    by_hand = changed = gone = 0
    follows = _following(blocks, found)
    rest = len(HEAD)
    pieces = [HEAD, *(f"\n\n{_framed(each, blocks[each])}" for each in follows.get("", ()))]
    for number, match in found.items():
        pieces.append(before[rest : match.start()])
        rest = match.end()
        touched = _digest(match["text"]) != match["digest"]
        if touched:
            by_hand += 1
            pieces.append(match[0])
        elif number in blocks:
            framed = _framed(number, blocks[number])
            changed += framed != match[0]
            pieces.append(framed)
        else:
            gone += 1
        pieces += [f"\n{_framed(each, blocks[each])}" for each in follows.get(number, ())]
    pieces.append(before[rest:])
    new = sum(len(each) for each in follows.values())
    return Written("".join(pieces), by_hand, new, changed, gone)


def _following(blocks: Mapping[str, str], found: Mapping[str, Any]) -> dict[str, list[str]]:
    """New blocks, by the block that they come after; those that come first, after the head."""
    follows: dict[str, list[str]] = {}
    last = ""
    for number in blocks:
        if number in found:
            last = number
        else:
            follows.setdefault(last, []).append(number)
    return follows


def _blocks(export: Export, template: str) -> dict[str, str]:
    """By id: a block for each debate's heading, each note, and the sources at the end."""
    render = _renderer(template)
    blocks: dict[str, str] = {}
    debates = []
    for debate, items in export.by_debate():
        debates.append(debate)
        blocks[f"debate-{debate.id}"] = f"## {escape(debate.title)}\n\n{escape(heading(debate))}\n"
        for item in items:
            blocks[f"note-{item.note.id}"] = render(item)
    sources = "".join(f"* {escape(line)}\n" for line in provenance(debates))
    blocks["sources"] = f"---\n\nSources\n\n{sources}" if sources else "No notes.\n"
    return blocks


def _framed(number: str, text: str) -> str:
    text = text.strip("\n") + "\n"
    return f"<!-- dispatchbox:begin {number} {_digest(text)} -->\n{text}<!-- dispatchbox:end {number} -->\n"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _renderer(template: str) -> Any:
    from jinja2 import StrictUndefined, TemplateError  # 38 ms, with the first export to Markdown

    from store.templates import KNOWN_ERRORS, bounded

    environment = bounded(lists_change=True)(undefined=StrictUndefined, autoescape=False, trim_blocks=True)
    environment.filters |= {"md": escape, "quoted": _quoted, "oneline": _one_line, "hashed": _hashed}
    try:
        compiled = environment.from_string(template)
    except (TemplateError, *KNOWN_ERRORS) as error:
        raise StoreError(f"the template cannot be read: {error}") from None

    def render(item: Annotated) -> str:
        try:
            text = compiled.render(values(item))
        except (TemplateError, *KNOWN_ERRORS) as error:
            raise StoreError(f"the template cannot be filled in: {error}") from None
        text = re.sub(r"[ \t]+$", "", text, flags=re.M)
        return _unmarked(re.sub(r"\n{3,}", "\n\n", text))

    return render


def values(item: Annotated) -> dict[str, Any]:
    """What a template may use."""
    note, debate = item.note, item.debate
    return {
        "note": {
            "id": note.id,
            "scope": note.scope.value,
            "body": note.body,
            "tags": list(note.tags),
            "code": note.code or "",
            "author": note.author,
            "created": note.created,
            "modified": note.modified,
            "whole": note.scope is Scope.DEBATE,
        },
        "debate": {
            "title": debate.title,
            "date": debate.date.isoformat(),
            "house": debate.house,
            "heading": heading(debate),
            "url": debate.url,
        },
        "passages": [
            {
                "words": passage.words,
                "sentence": passage.sentence or passage.words,
                "speech": passage.speech.text if passage.speech else "",
                "speaker": passage.speaker,
                "question": [{"speaker": who(speech), "text": speech.text} for speech in passage.question],
                "citation": passage.citation,
                "column": (passage.speech.column if passage.speech else "") or "",
                "url": (passage.speech.url if passage.speech else "") or debate.url,
                "unsure": passage.quote.placing.value != "sure",
            }
            for passage in item.passages
        ],
    }


def escape(text: str) -> str:
    """Words of record in Markdown: nothing in them marks anything up."""
    return _LINE_START.sub(r"\1\2\\\3", _SPECIAL.sub(r"\\\1", text))


def _quoted(text: str) -> str:
    return "\n>\n> ".join(text.split("\n"))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _hashed(tag: str) -> str:
    return re.sub(r"[^\w/-]+", "-", tag).strip("-")


def _unmarked(text: str) -> str:
    """No words of anybody's can be taken for our marks."""
    return text.replace("<!--", "&lt;!--").replace("-->", "--&gt;")
