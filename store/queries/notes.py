"""Notes and what defines them. Lists of ids come as JSON arrays."""

NOTES = """
    SELECT id, debate, scope, body, code, created, modified, author
    FROM note WHERE id IN (SELECT value FROM json_each(?))
"""
QUOTES = """
    SELECT note, speech, start, end, text, before, after, placing
    FROM quote WHERE note IN (SELECT value FROM json_each(?)) ORDER BY note, position
"""
TAGS_OF = "SELECT note, tag FROM note_tag WHERE note IN (SELECT value FROM json_each(?)) ORDER BY note, position"

OF_DEBATE = """
    SELECT id FROM note WHERE debate = :debate
    UNION
    SELECT q.note FROM placing p CROSS JOIN quote q ON q.speech = p.speech
    WHERE p.debate = :debate AND (SELECT shared FROM debate WHERE id = :debate)
"""
"""Also those that were made in another reading of the same speeches."""
OF_DEBATES = """
    SELECT id FROM note WHERE debate IN (SELECT value FROM json_each(:debates))
    UNION SELECT note FROM quote WHERE speech IN (SELECT value FROM json_each(:speeches))
"""
"""On any of those debates, or on words of those speeches made in another reading."""
COUNT = "SELECT count(*) FROM note"
NOTED_DEBATES = "SELECT DISTINCT debate FROM note ORDER BY debate / 10000 DESC, debate"
REVISIONS = """
    SELECT note, modified FROM (
        SELECT json_extract(e.value, '$[2].id') AS note, json_extract(e.value, '$[2].modified') AS modified,
            min(c.id) AS first
        FROM change c, json_each(c.edits) e
        WHERE json_extract(e.value, '$[0]') = 'Note' AND json_extract(e.value, '$[2]') IS NOT NULL
        GROUP BY 1, 2
    ) WHERE modified IS NOT NULL ORDER BY note, first
"""
UNSURE = "SELECT DISTINCT note FROM quote WHERE placing != 'sure'"

TAGS = """
    SELECT name, max(definition), max(key), sum(uses) FROM (
        SELECT tag AS name, '' AS definition, NULL AS key, count(*) AS uses FROM note_tag GROUP BY tag
        UNION ALL SELECT name, definition, key, 0 FROM tag
    ) GROUP BY name ORDER BY 4 DESC, name
"""

CODES = "SELECT name, letter, colour, shape, definition FROM code ORDER BY letter, name"

TEXTS = "SELECT id, text FROM speech WHERE debate IS NOT NULL AND id IN (SELECT value FROM json_each(?))"
"""Of those that a debate reads."""

WHOSE = "note IN (SELECT value FROM json_each(?))"
WHICH = "id IN (SELECT value FROM json_each(?))"
"""Conditions for sqlite-utils' `delete_where`."""
