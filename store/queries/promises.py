"""Promises in answers: which days are to be looked through, what they hold, and what a reader said of it."""

from store.queries.verdicts import ASKED_BY, WHO

CHANGED = """
    WITH now AS (
        SELECT id / 10000 AS day,
            count(*) || ' ' || sum(digest % 1000003) || ' ' || sum(speeches) || ' ' || sum(characters) AS debates
        FROM debate GROUP BY 1
    )
    SELECT now.day, now.debates FROM now LEFT JOIN promise_day p ON p.day = now.day
    WHERE p.debates IS NOT now.debates OR p.rules IS NOT ? ORDER BY now.day DESC
"""
"""The sitting days whose debates are not what they were when they were looked through, the newest first. Read from an
index alone, so that it takes no time on a large library."""

ANSWERS = """
    SELECT id, text FROM speech WHERE id BETWEEN ?1 * 1000000 AND ?1 * 1000000 + 999999
        AND (kind IN ('answer', 'continuation') OR id IN (SELECT speech FROM correction WHERE kind = 'answer'))
"""
CORRECTED = """
    SELECT c.speech, s.text FROM correction c JOIN speech s ON s.id = c.speech
    WHERE c.kind = 'answer' AND s.kind NOT IN ('answer', 'continuation')
"""
"""What a reader made an answer: its day need not have changed."""

DROP_DAY = "DELETE FROM promise WHERE speech BETWEEN ?1 * 1000000 AND ?1 * 1000000 + 999999"
ADD = "INSERT OR REPLACE INTO promise (speech, start, end, key, rules) VALUES (?, ?, ?, ?, ?)"
SEEN = "INSERT OR REPLACE INTO promise_day (day, debates, rules) VALUES (?, ?, ?)"

_LISTED = f"""
    SELECT p.key, p.speech, d.id, p.start, p.end, substr(s.text, p.start + 1, p.end - p.start), p.rules, d.date,
        d.title, {WHO}, coalesce(json_extract(c.speaker, '$.office'), w.office, ''),
        {ASKED_BY},
        coalesce(m.state, ''), m.closed_by,
        CASE m.state WHEN 'closed' THEN coalesce(k.date, substr(m.at, 1, 10)) END, coalesce(m.at, '')
    FROM promise p CROSS JOIN speech s ON s.id = p.speech JOIN debate d ON d.id = s.debate
    LEFT JOIN correction c ON c.speech = s.id LEFT JOIN speaker w ON w.id = s.speaker
    LEFT JOIN attribution a ON a.debate = s.debate AND a.speaker = w.id
    LEFT JOIN promise_mark m ON m.key = p.key
    LEFT JOIN speech ks ON ks.id = m.closed_by LEFT JOIN debate k ON k.id = ks.debate
    WHERE NOT d.removed AND CASE coalesce(c.kind, s.kind) WHEN 'answer' THEN 1 WHEN 'continuation' THEN EXISTS (
        SELECT 1 FROM link l JOIN speech q ON q.id = l.replies_to WHERE l.speech = s.id AND q.kind = 'answer'
    ) END
"""  # noqa: S608 - a constant
"""A speech that goes on with an answer is part of it."""

LISTED = f"""
    {_LISTED} AND p.speech <= :behind AND NOT (p.speech = :behind AND p.start <= :start)
        AND (:state = 'all' OR coalesce(m.state, '') = :state)
    ORDER BY p.speech DESC, p.start LIMIT :limit
"""
"""Newest sitting day first, behind one promise, so many."""

OF_SPEECH = f"{_LISTED} AND p.speech = ? ORDER BY p.start"

LATER = f"""
    SELECT s.id, d.id, d.date, d.title, coalesce(c.kind, s.kind), {WHO}, coalesce(w.office, ''), s.text
    FROM speech s JOIN debate d ON d.id = s.debate LEFT JOIN correction c ON c.speech = s.id
    LEFT JOIN speaker w ON w.id = s.speaker LEFT JOIN attribution a ON a.debate = s.debate AND a.speaker = w.id
    WHERE s.speaker IN (SELECT value FROM json_each(:speakers)) AND s.id BETWEEN :after AND :until AND NOT d.removed
        AND s.kind IN ('answer', 'statement', 'speech', 'continuation')
    ORDER BY s.id LIMIT :limit
"""  # noqa: S608 - a constant
SAME = """
    SELECT id FROM speaker WHERE (name != '' AND name IN (:who, (
        SELECT w.name FROM speech s JOIN speaker w ON w.id = s.speaker WHERE s.id = :speech
    ))) OR (ref != '' AND ref = (SELECT w.ref FROM speech s JOIN speaker w ON w.id = s.speaker WHERE s.id = :speech))
        OR (office != '' AND office = :office)
    UNION SELECT a2.speaker FROM attribution a1 JOIN attribution a2 ON a2.person = a1.person
    WHERE (a1.debate, a1.speaker) = (SELECT debate, speaker FROM speech WHERE id = :speech)
"""
"""The printed speakers that are the same person, or have the same office in print."""
ASKED = "SELECT q.text FROM link l JOIN speech q ON q.id = l.replies_to WHERE l.speech = ? ORDER BY q.id"
