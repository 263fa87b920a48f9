"""Which debates the filter of the shelf keeps: the query language, read of whole debates.

Words are looked for in title, headings, people, house and day, also as parts of words; a field of speeches keeps the
debates with at least one such speech.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from store.folding import fold
from store.library.finding import Finding
from store.parliaments import PARLIAMENTS
from store.queries import shelf

if TYPE_CHECKING:
    from store.search import Dates, Field, Node, Query

Condition = tuple[str, tuple[Any, ...]]


class Filtering(Finding):
    """Filters of the shelf."""

    def filtered(self, query: Query) -> str:
        """The numbers of the debates that a query keeps, as a JSON array."""
        self._db.define("folded", fold, 1)
        where, values = self._kept_by(query.tree)
        return json.dumps([row[0] for row in self._db.rows(shelf.MATCHING.format(where=where), *values)])

    def _kept_by(self, node: Node) -> Condition:
        from store.search import And, Dates, Field, Near, Not, Or

        match node:
            case And(parts):
                return _joined([self._kept_by(part) for part in parts], " AND ")
            case Or(parts):
                return _joined([self._kept_by(part) for part in parts], " OR ")
            case Not(part):
                where, values = self._kept_by(part)
                return f"NOT {where}", values
            case Near(parts, _):
                return _joined([self._kept_by(part) for part in parts], " AND ")
            case Dates():
                return _on_days(node)
            case Field():
                return self._held(node)
            case _:
                return _joined([(shelf.WORDS, (word,)) for word in fold(node.text).split()], " AND ")

    def _held(self, field: Field) -> Condition:
        """A field: of the debate itself, else of any of its speeches."""
        from store.search import Dates, Query

        name, value = field.name, field.value
        match name, value:
            case "house", _:
                houses = json.dumps([house.lower() for house in self.names.houses(value)])
                return shelf.IN_HOUSES, (houses,)
            case "section", _:
                return shelf.IN_SECTION, (value,)
            case "title", _:
                return _joined([(shelf.HEADING, (word, word)) for word in fold(value).split()], " AND ")
            case "parliament", _:
                term = PARLIAMENTS[int(value) - PARLIAMENTS[0].number]
                return _on_days(Dates(term.elected, term.dissolved))
            case "is", "read":
                return shelf.OPENED, ()
            case "is", "unread":
                return f"NOT {shelf.OPENED}", ()
        asked = self._asked(Query(field, "", ""), whole=True)
        return shelf.WITH_SPEECHES.format(tables=asked.tables, id=asked.id, where=asked.where), asked.values


def _on_days(dates: Dates) -> Condition:
    first = dates.first.isoformat() if dates.first else "0000"
    return shelf.ON_DAYS, (first, dates.last.isoformat() if dates.last else "9999-99-99")


def _joined(parts: list[Condition], link: str) -> Condition:
    where = link.join(part for part, _ in parts) or shelf.ALL
    return f"({where})", tuple(value for _, values in parts for value in values)
