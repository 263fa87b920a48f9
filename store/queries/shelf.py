"""The shelf: debates by sitting day, without a look at any speech."""

_COLUMNS = """
    SELECT d.id, d.title, d.date, d.house, d.section, d.parents, d.time, d.people, d.speakers, d.speeches, d.exchanges,
        CASE WHEN d.shared THEN (
            SELECT count(DISTINCT n.id) FROM note n LEFT JOIN quote q ON q.note = n.id
            WHERE n.debate = d.id OR q.speech IN (SELECT p.speech FROM placing p WHERE p.debate = d.id)
        ) ELSE (SELECT count(*) FROM note n WHERE n.debate = d.id) END,
        coalesce((SELECT read FROM place WHERE place.debate = d.id), 0.0),
        d.excerpt
"""
SHELF = f"""
    {_COLUMNS}
    FROM debate d
    WHERE NOT d.removed AND d.date <= :date AND (d.date < :date OR (d.house, d.id) > (:house, :id))
        AND (:words = '[]' OR NOT EXISTS (SELECT 1 FROM json_each(:words) WHERE instr(d.words, value) = 0))
    ORDER BY d.date DESC, d.house, d.id
    LIMIT :limit
"""  # noqa: S608 - the columns are constants
"""After the debate of that date, house and id; `words` is a JSON array of folded words that must all be there."""

BEFORE_ON_SHELF = """
    SELECT d.id FROM debate d
    WHERE NOT d.removed AND d.date >= :date AND (d.date > :date OR (d.house, d.id) < (:house, :id))
    ORDER BY d.date, d.house DESC, d.id DESC LIMIT 1
"""
AFTER_ON_SHELF = """
    SELECT d.id FROM debate d
    WHERE NOT d.removed AND d.date <= :date AND (d.date < :date OR (d.house, d.id) > (:house, :id))
    ORDER BY d.date DESC, d.house, d.id LIMIT 1
"""
ON_DAY = """
    SELECT id FROM debate WHERE NOT removed AND date = :date ORDER BY house != :house, house, section != 'chamber', id
    LIMIT 1
"""
NEAREST_DAY = """
    SELECT date FROM (
        SELECT * FROM (SELECT date FROM debate WHERE NOT removed AND date < :date ORDER BY date DESC LIMIT 1)
        UNION ALL
        SELECT * FROM (SELECT date FROM debate WHERE NOT removed AND date > :date ORDER BY date LIMIT 1)
    ) ORDER BY abs(julianday(date) - julianday(:date)) LIMIT 1
"""
TOTALS = """
    SELECT counted - gone, speeches - left_out FROM
        (SELECT count(*) AS counted, coalesce(sum(speeches), 0) AS speeches FROM debate INDEXED BY debate_contents),
        (SELECT count(*) AS gone, coalesce(sum(speeches), 0) AS left_out FROM debate WHERE removed)
"""
"""Out of an index that is read through in some milliseconds, whatever the titles and names beside it weigh."""

LISTED = "SELECT d.id FROM debate d WHERE NOT d.removed AND {kept} ORDER BY {order}"
GROUPED = "SELECT {group}, count(*) FROM debate d WHERE NOT d.removed AND {kept} GROUP BY 1 ORDER BY 1 {way}"
KEPT = "d.id IN (SELECT value FROM json_each(?))"
ALL = "1"
GROUPS = {
    "day": "d.date",
    "month": "substr(d.date, 1, 7)",
    "year": "substr(d.date, 1, 4)",
    "section": "d.house || ' ' || d.section",
}
"""What debates are gathered by; Parliaments come from their days."""
NEWEST_FIRST = "d.date DESC, d.house, d.id"
ORDERS = {
    "newest": NEWEST_FIRST,
    "oldest": "d.date, d.house, d.id",
    "title": f"d.title COLLATE NOCASE, {NEWEST_FIRST}",
    "longest": f"d.speeches DESC, {NEWEST_FIRST}",
}
ROWS = f"{_COLUMNS} FROM json_each(?) j CROSS JOIN debate d ON d.id = j.value"
NAMESAKES = """
    SELECT DISTINCT t.id FROM json_each(?) j CROSS JOIN debate d ON d.id = j.value
        CROSS JOIN debate t INDEXED BY debate_shelf ON t.date = d.date AND t.house = d.house
    WHERE NOT t.removed AND t.id != d.id AND t.title = d.title
"""
"""Other debates of one name on one day."""

MATCHING = "SELECT d.id FROM debate d WHERE NOT d.removed AND ({where}) ORDER BY d.id"
WORDS = "instr(d.words, ?)"
HEADING = "(instr(d.words, ?) AND instr(folded(d.title || ' ' || d.parents), ?))"
ON_DAYS = "d.date BETWEEN ? AND ?"
IN_HOUSES = "lower(d.house) IN (SELECT value FROM json_each(?))"
IN_SECTION = "d.section = ?"
OPENED = "EXISTS (SELECT 1 FROM place o WHERE o.debate = d.id)"
WITH_SPEECHES = """
    d.id IN (SELECT v.debate FROM {tables} CROSS JOIN speech v INDEXED BY speech_said ON v.id = {id} WHERE {where})
"""

WHERE_ON_SHELF = "SELECT date, house FROM debate WHERE id = ?"

TITLES = "SELECT id, title, date, house FROM debate WHERE NOT removed ORDER BY date DESC, house, id"
"""For what nearly matches a title."""
