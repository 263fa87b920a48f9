"""Drafts in Markdown and plain text, read into passages."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from store.verifying.passages import BREAK, NOTE, NOTE_END, Passage, passage

_FENCE = re.compile(r"\s{0,3}(```|~~~)")
_DEFINITION = re.compile(r"\s{0,3}\[\^?([^\]\s]{1,40})\]:?\s+(.*)")
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,40})\]")
_NUMBERED = re.compile(r"(?<=[.,;:’”'\"\w\])])\[(\d{1,3})\](?!\()")
_INLINE_NOTE = re.compile(r"\^\[((?:[^\[\]]|\[[^\]]*\])*)\]")
_LINK = re.compile(r"!?\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_STRONG = re.compile(r"(?<!\\)(\*\*\*|\*\*|\*)(?=\S)(.+?)(?<=\S)(?<!\\)\1")
_UNDERLINE = re.compile(r"(?<![\\\w])(__|_)(?=\S)(.+?)(?<=\S)(?<!\\)\1(?!\w)")
_HEAD = re.compile(r"\s{0,3}(?:#{1,6}\s+|[-*+]\s+|\d{1,3}[.)]\s+)")
_SPOKEN = re.compile(r"\s*\*\*([^*]{2,80}?):?\*\*:?\s*")
_KEPT = "\x10"
"""Stands before a sign that was escaped, while markup is taken out."""


def passages(text: str, *, markup: bool = True) -> list[Passage]:
    """The passages of a text; `markup` is for Markdown."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_CONTROLS).split("\n")
    lines, notes = _without_notes(lines)
    return list(_read(lines, {label: _plain(note, markup, {}) for label, note in notes.items()}, markup))


_CONTROLS = dict.fromkeys((*range(9), *range(11, 32), *range(127, 160)), " ")


def _without_notes(lines: list[str]) -> tuple[list[str], dict[str, str]]:
    """The lines with the definitions of footnotes blanked, and those."""
    kept, notes, label = list(lines), dict[str, str](), ""
    for place, line in enumerate(lines):
        found = _DEFINITION.match(line)
        if found and (line.lstrip().startswith("[^") or found[1].isdigit()):
            label = found[1]
            notes[label], kept[place] = found[2], ""
        elif label and line.startswith(("    ", "\t")):
            notes[label] += f" {line.strip()}"
            kept[place] = ""
        elif line.strip():
            label = ""
    return kept, notes


def _read(lines: list[str], notes: dict[str, str], markup: bool) -> Iterator[Passage]:
    block, before, gap, fenced = 0, "", False, False
    gathered: list[str] = []
    began = 1
    for number, line in enumerate([*lines, ""], 1):
        edge = markup and _FENCE.match(line) is not None
        fenced = fenced != edge
        kind, words = ("", "") if fenced or edge else _kind(line)
        starts = markup and kind == "text" and _HEAD.match(line) is not None
        if gathered and (kind != before or starts):
            yield from _passage(gathered, began, notes, markup, block if before != "text" else 0)
            gathered = []
        if kind:
            if kind != "text" and (kind != before or gap) and not (gap and before in ("quote", "indent")):
                block += 1
            if not gathered:
                began = number
            gathered.append(_HEAD.sub("", words, count=1) if starts else words)
            before, gap = kind, False
        elif line.strip() == ">" or not line.strip():
            gap = line.strip() != ">" and before == "text"
            if gathered:
                yield from _passage(gathered, began, notes, markup, block if before != "text" else 0)
                gathered = []


def _kind(line: str) -> tuple[str, str]:
    """`text`, `quote` (behind `>`) or `indent`, and the words of a line; nothing for an empty one."""
    bare = line.lstrip()
    if bare.startswith(">"):
        words = re.sub(r"^(?:\s*>)+\s?", "", line)
        return ("quote", words) if words.strip() else ("", "")
    if bare and (line.startswith("\t") or len(line) - len(bare) >= 3):
        return "indent", bare
    return ("text", line) if bare else ("", "")


def _passage(lines: list[str], began: int, notes: dict[str, str], markup: bool, block: int) -> Iterator[Passage]:
    joined = f"{BREAK} ".join(line.rstrip(" \\") if markup else line.rstrip() for line in lines)
    speaker = ""
    if block and (spoken := _SPOKEN.match(joined)):
        speaker, joined = spoken[1].replace(BREAK, "").strip(), joined[spoken.end() :]
    own = dict(notes)
    made = passage(_plain(joined, markup, own), began, own, block, " ".join(speaker.split()))
    if made is not None:
        yield made


def _plain(text: str, markup: bool, notes: dict[str, str]) -> str:
    """The words without markup, references to footnotes marked; footnotes written in the line join `notes`."""
    text = text.replace(NOTE, " ").replace(NOTE_END, " ")

    def inline(found: re.Match[str]) -> str:
        label = f"inline {len(notes)}"
        notes[label] = _plain(found[1], markup, {})
        return f"{NOTE}{label}{NOTE_END}"

    text = _INLINE_NOTE.sub(inline, text)
    text = _REFERENCE.sub(rf"{NOTE}\1{NOTE_END}", text)
    text = _NUMBERED.sub(lambda found: f"{NOTE}{found[1]}{NOTE_END}" if found[1] in notes else found[0], text)
    if not markup:
        return text
    text = _LINK.sub(r"\1", _TAG.sub("", text))
    text = _ESCAPED.sub(lambda found: f"{_KEPT}{ord(found[1])};", text)
    for _ in range(2):
        text = _UNDERLINE.sub(r"\2", _STRONG.sub(r"\2", text))
    return html.unescape(re.sub(rf"{_KEPT}(\d+);", lambda found: chr(int(found[1])), text))
