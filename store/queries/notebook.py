"""Every annotation in one list. `note.rowid` stands for a note, since a hundred thousand of them are held."""

_HERE = "n.debate NOT IN (SELECT id FROM debate WHERE removed)"
_FIRST = "LEFT JOIN quote q ON q.note = n.id AND q.position = 0"
_WHO = f"{_FIRST} LEFT JOIN speech s ON s.id = q.speech LEFT JOIN speaker w ON w.id = s.speaker"

SORTS = {
    "last changed": ("", "n.modified DESC, n.rowid DESC"),
    "last made": ("", "n.created DESC, n.rowid DESC"),
    "place": (_FIRST, "n.debate DESC, q.speech, q.start, n.rowid"),
    "person": (_WHO, "coalesce(w.name, '') = '', w.name, n.debate DESC, q.speech, q.start"),
}
"""The tables that an order needs, and the order."""
GROUPS = {
    "none": ("", "''", ""),
    "debate": ("JOIN debate d ON d.id = n.debate", "d.date || '  ' || d.title", "n.debate DESC"),
    "person": (_WHO, "coalesce(w.name, '')", "coalesce(w.name, '') = '', w.name"),
    "tag": ("LEFT JOIN note_tag t ON t.note = n.id", "coalesce(t.tag, '')", "t.tag IS NULL, t.tag COLLATE NOCASE"),
    "code": ("", "coalesce(n.code, '')", "n.code IS NULL, n.code"),
    "month": ("", "substr(n.modified, 1, 7)", "substr(n.modified, 1, 7) DESC"),
}
"""The tables that a grouping needs, the head of a group, and the order of groups."""


def order(sort: str, group: str) -> str:
    """The SELECT of (rowid, head) in that order, under a limit."""
    sort_tables, sort_order = SORTS[sort]
    tables, head, groups = GROUPS[group]
    if sort_tables in tables:
        sort_tables = ""
    elif tables in sort_tables:
        tables = ""
    elif sort_tables and tables == _WHO:
        sort_tables = ""
    orders = ", ".join(filter(None, (groups, sort_order)))
    return f"SELECT n.rowid, {head} FROM note n {tables} {sort_tables} WHERE {_HERE} ORDER BY {orders} LIMIT ?"  # noqa: S608 - of constants


ENTRIES = f"""
    SELECT n.rowid, n.id, n.debate, d.title, d.date, d.house, d.section, q.speech, q.start, coalesce(s.kind, ''),
        coalesce(nullif(w.name, ''), w.attribution, ''), coalesce(w.party, ''), n.body, coalesce(n.code, ''),
        n.created, n.modified, n.author
    FROM note n JOIN debate d ON d.id = n.debate {_WHO}
    WHERE n.rowid IN (SELECT value FROM json_each(?))
"""  # noqa: S608 - of constants
ALL = f"SELECT n.rowid FROM note n WHERE {_HERE} ORDER BY n.rowid"  # noqa: S608 - of constants
IDS = "SELECT id FROM note WHERE rowid IN (SELECT value FROM json_each(?))"
COUNT = f"SELECT count(*) FROM note n WHERE {_HERE}"  # noqa: S608 - of constants
QUOTES = "SELECT note, text FROM quote WHERE note IN (SELECT value FROM json_each(?)) ORDER BY note, position"

TAGGED = """
    SELECT DISTINCT note FROM note_tag
    WHERE lower(tag) = lower(:tag) OR (:below AND lower(substr(tag, 1, length(:tag) + 1)) = lower(:tag) || '/')
"""
CODED = "SELECT id FROM note WHERE code = ?"
CODERS = f"SELECT n.author FROM note n WHERE n.code IS NOT NULL AND {_HERE} GROUP BY n.author ORDER BY n.author = '', n.author"  # noqa: S608, E501 - of constants
CODED_BY = f"SELECT n.id FROM note n WHERE n.code IS NOT NULL AND n.author = ? AND {_HERE} ORDER BY n.debate, n.rowid"  # noqa: S608 - of constants

CODES_USED = """
    SELECT n.code, count(DISTINCT n.id), count(DISTINCT n.debate) FROM note n WHERE n.code IS NOT NULL GROUP BY n.code
"""
CODED_TOGETHER = """
    SELECT a.code, b.code, count(DISTINCT p.speech),
        count(DISTINCT CASE WHEN (p.start < q.end AND q.start < p.end) OR p.start = p.end OR q.start = q.end
            THEN p.speech END)
    FROM note a JOIN quote p ON p.note = a.id JOIN quote q ON q.speech = p.speech JOIN note b ON b.id = q.note
    WHERE a.code < b.code GROUP BY a.code, b.code ORDER BY 3 DESC, 1, 2
"""
"""Pairs of codes: speeches in which both are, and those in which they are on the same words."""
LINKING = "SELECT id FROM note WHERE instr(body, ?) ORDER BY modified DESC, id"
SAYING = f"""
    SELECT n.id, CASE WHEN n.body != '' THEN n.body ELSE coalesce(q.text, '') END AS said FROM note n {_FIRST}
    WHERE {_HERE} AND said != '' AND instr(lower(n.body || ' ' || coalesce(q.text, '')), ?)
    ORDER BY n.modified DESC, n.rowid DESC LIMIT ?
"""  # noqa: S608 - of constants
BEGINNING = "SELECT id FROM note WHERE substr(id, 1, length(?1)) = ?1 LIMIT 2"
