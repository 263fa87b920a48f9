"""Finding speeches by their words."""

from __future__ import annotations

import re

from store.library.base import Base
from store.model import DebateId, Hit, Span, SpeechId
from store.queries import finding

_WANTED = re.compile(r'"([^"]*)"?|(\S+)')
_WORD = re.compile(r"[^\W_]")
_MARKED = re.compile(f"{finding.BEGIN}(.*?){finding.END}", re.S)
_AROUND = 60
_BEHIND_ALL = 2**62


class Finding(Base):
    """Search."""

    def search(self, text: str, *, limit: int = 50, before: SpeechId | None = None) -> tuple[Hit, ...]:
        """Speeches that hold every word, whatever its ending, and every "phrase"; the newest first.

        Any text will do: what is no word or phrase is passed over, and where nothing is left nothing is found.
        """
        match = _match(text)
        found = self._db.rows(finding.NEWEST, match, before or _BEHIND_ALL, limit) if match else []
        return tuple(_hit(*row) for row in found)


def _match(text: str) -> str:
    """Each word and phrase in quotation marks of our own, so that nothing of it is taken for an operator."""
    parts = [phrase or word.replace('"', " ") for phrase, word in _WANTED.findall(text.replace("\0", " "))]
    return " ".join(f'"{part}"' for part in parts if _WORD.search(part))


def _hit(debate: int, speech: int, marked: str) -> Hit:
    spans: list[Span] = []
    for place, found in enumerate(_MARKED.finditer(marked)):
        start = found.start() - 2 * place
        spans.append(Span(SpeechId(speech), start, start + len(found[1])))
    text = marked.replace(finding.BEGIN, "").replace(finding.END, "")
    first = spans[0] if spans else Span(SpeechId(speech), 0, 0)
    snippet = text[max(0, first.start - _AROUND) : first.end + _AROUND]
    return Hit(DebateId(debate), SpeechId(speech), tuple(spans), snippet)
