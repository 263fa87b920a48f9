"""Who speaks, and what two people said to each other. Lists of ids come as JSON arrays."""

PRINTED = """
    SELECT w.id, w.name, w.party, w.seat, w.office, w.ref, coalesce(p.key, '')
    FROM speaker w LEFT JOIN person_ref r ON r.ref = w.ref AND w.ref != '' LEFT JOIN person p ON p.id = r.person
    WHERE w.name != ''
"""
"""Every printed speaker with the person whose id it gives."""
RESOLVED = """
    SELECT DISTINCT a.speaker, p.key FROM attribution a JOIN speaker w ON w.id = a.speaker
    JOIN person p ON p.id = a.person WHERE w.ref = ''
"""
"""Speakers without an id who were recognised in some debate."""
NAMED_BY_HAND = "SELECT DISTINCT speaker FROM correction WHERE speaker IS NOT NULL"
VOICES_STAMP = """
    SELECT (SELECT max(id) FROM speaker), (SELECT count(*) FROM attribution), (SELECT count(*) FROM person),
        (SELECT max(id) FROM change), (SELECT count(*) FROM change WHERE state = 'undone')
"""
"""Changes whenever another may speak: something came in, or a speaker was named by hand."""

BETWEEN = """
    SELECT speech, replies_to FROM link
    WHERE speaker IN (SELECT value FROM json_each(:one)) AND other IN (SELECT value FROM json_each(:two))
        AND speech BETWEEN :first AND :last
    UNION SELECT speech, replies_to FROM link
    WHERE speaker IN (SELECT value FROM json_each(:two)) AND other IN (SELECT value FROM json_each(:one))
        AND speech BETWEEN :first AND :last
"""
"""Answers and interventions of one to the other."""
BY = """
    SELECT id, debate FROM speech
    WHERE speaker IN (SELECT value FROM json_each(:one)) AND debate IS NOT NULL AND id BETWEEN :first AND :last
"""
NOBODYS = """
    SELECT s.id FROM json_each(?) j CROSS JOIN speech s ON s.id = j.value
    WHERE s.kind IN ('chair', 'procedural', 'division')
"""
BY_HAND = """
    SELECT DISTINCT s.debate FROM correction c JOIN speech s ON s.id = c.speech
    WHERE s.debate IS NOT NULL AND coalesce(c.kind, c.replies_to, c.speaker) IS NOT NULL
        AND s.id BETWEEN :first AND :last
        AND (c.speaker IS NOT NULL OR EXISTS (
            SELECT 1 FROM placing p CROSS JOIN speech x ON x.id = p.speech
            WHERE p.debate = s.debate AND x.speaker IN (SELECT value FROM json_each(:people))
        ))
"""
"""Debates of which a reader has set a kind, a link or a speaker, where these people speak or may."""
PARTNERS = """
    SELECT other, count(*) FROM link WHERE speaker IN (SELECT value FROM json_each(:one)) GROUP BY other
    UNION ALL
    SELECT speaker, count(*) FROM link
    WHERE other IN (SELECT value FROM json_each(:one)) AND speaker IS NOT NULL GROUP BY speaker
"""
"""Those with whom somebody spoke in answers and interventions."""

_TALKS = """s.kind IN ('answer', 'intervention') AND s.speaker IS NOT NULL AND t.speaker IS NOT NULL
            AND s.speaker != t.speaker"""
ADD_LINK = f"""
    INSERT INTO link (speech, replies_to, speaker, other)
    SELECT s.id, t.id, CASE WHEN {_TALKS} THEN s.speaker END, CASE WHEN {_TALKS} THEN t.speaker END
    FROM speech s, speech t WHERE s.id = ? AND t.id = ?
"""  # noqa: S608 - the condition is a constant
"""What replies to what; of an answer and an intervention also who speaks to whom."""
_TELL = f"""
    UPDATE link SET (speaker, other) = (
        SELECT CASE WHEN {_TALKS} THEN s.speaker END, CASE WHEN {_TALKS} THEN t.speaker END
        FROM speech s, speech t WHERE s.id = link.speech AND t.id = link.replies_to
    )
"""  # noqa: S608 - the condition is a constant
TELL_ALL = _TELL
TELL_AGAIN = f"{_TELL} WHERE speech IN (SELECT speech FROM placing WHERE debate = ?)"  # noqa: S608 - a constant
"""After a speaker of a debate was printed otherwise."""
