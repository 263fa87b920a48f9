"""CSV for a spreadsheet: one row a passage. No cell can begin a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from store.csv_text import safe
from store.exports.gathered import Annotated, Export, Passage
from store.plain import HOUSES, who

COLUMNS = (
    "note", "date", "house", "debate", "speaker", "scope", "words", "sentence", "question", "body", "tags", "code",
    "author", "created", "modified", "placing", "column", "citation", "url", "source", "licence",
)  # fmt: skip


def write(export: Export) -> str:
    """Header and rows, with a byte order mark by which spreadsheets know UTF-8."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for item in export.items:
        for row in _rows(item):
            table.writerow([safe(cell) for cell in row])
    return "\ufeff" + out.getvalue()


def _rows(item: Annotated) -> Iterator[tuple[str, ...]]:
    note, debate = item.note, item.debate
    about = (note.id, debate.date.isoformat(), HOUSES.get(debate.house, debate.house), debate.title)
    said = (note.body, ", ".join(note.tags), note.code or "", note.author, note.created, note.modified)
    source = (debate.source.name, debate.source.licence)
    passages: tuple[Passage | None, ...] = item.passages or (None,)
    for passage in passages:
        if passage is None:
            yield (*about, "", note.scope.value, "", "", "", *said, "", "", "", debate.url, *source)
            continue
        question = "\n".join(f"{who(speech)}: {speech.text}" for speech in passage.question)
        words = (passage.speaker, note.scope.value, passage.words, passage.sentence, question)
        speech = passage.speech
        place = (passage.quote.placing.value, (speech.column if speech else "") or "", passage.citation)
        yield (*about, *words, *said, *place, (speech.url if speech else "") or debate.url, *source)
