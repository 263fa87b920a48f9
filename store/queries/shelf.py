"""The shelf: debates by sitting day, without a look at any speech."""

SHELF = """
    SELECT d.id, d.title, d.date, d.house, d.section, d.parents, d.time, d.people, d.speakers, d.speeches, d.exchanges,
        CASE WHEN d.shared THEN (
            SELECT count(DISTINCT n.id) FROM note n LEFT JOIN quote q ON q.note = n.id
            WHERE n.debate = d.id OR q.speech IN (SELECT p.speech FROM placing p WHERE p.debate = d.id)
        ) ELSE (SELECT count(*) FROM note n WHERE n.debate = d.id) END,
        coalesce((SELECT read FROM place WHERE place.debate = d.id), 0.0),
        d.excerpt
    FROM debate d
    WHERE NOT d.removed AND d.date <= :date AND (d.date < :date OR (d.house, d.id) > (:house, :id))
        AND (:words = '[]' OR NOT EXISTS (SELECT 1 FROM json_each(:words) WHERE instr(d.words, value) = 0))
    ORDER BY d.date DESC, d.house, d.id
    LIMIT :limit
"""
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
TOTALS = "SELECT count(*), coalesce(sum(speeches), 0) FROM debate WHERE NOT removed"

WHERE_ON_SHELF = "SELECT date, house FROM debate WHERE id = ?"

TITLES = "SELECT id, title, date, house FROM debate WHERE NOT removed ORDER BY date DESC, house, id"
"""For what nearly matches a title."""
