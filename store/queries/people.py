"""People, and which of them a printed attribution means. Where `:ids` is NULL everyone is meant, else a JSON array."""

ANY = "SELECT 1 FROM person LIMIT 1"
COUNT = "SELECT count(*) FROM person"

PERSONS = "SELECT id, key FROM person WHERE :ids IS NULL OR id IN (SELECT value FROM json_each(:ids))"
REFS = "SELECT person, ref FROM person_ref WHERE :ids IS NULL OR person IN (SELECT value FROM json_each(:ids))"
NAMES = """
    SELECT person, text, family, first, last FROM person_name
    WHERE :ids IS NULL OR person IN (SELECT value FROM json_each(:ids)) ORDER BY person, list DESC, id
"""
MEMBERSHIPS = """
    SELECT person, id, house, party, seat, first, last FROM membership
    WHERE :ids IS NULL OR person IN (SELECT value FROM json_each(:ids)) ORDER BY person, first DESC, id
"""
OFFICES = """
    SELECT person, id, title, first, last FROM office
    WHERE :ids IS NULL OR person IN (SELECT value FROM json_each(:ids)) ORDER BY person, first DESC, id
"""
MAY_BE = """
    SELECT person FROM person_name WHERE key IN (SELECT value FROM json_each(:keys))
    UNION SELECT person FROM person_ref WHERE ref IN (SELECT value FROM json_each(:refs))
    UNION SELECT person FROM office WHERE words IN (SELECT value FROM json_each(:offices))
    UNION SELECT person FROM membership WHERE party = 'Speaker'
"""
"""Those whom names by their last word, ids and offices can mean; and whoever has been Speaker."""

ADD_PERSON = "INSERT INTO person (key) VALUES (?) RETURNING id"
ADD_REF = "INSERT OR IGNORE INTO person_ref (ref, person) VALUES (?, ?)"
DROP_NAMES = "DELETE FROM person_name WHERE person = ? AND list = ?"
ADD_NAME = "INSERT INTO person_name (person, list, text, family, key, first, last) VALUES (?, ?, ?, ?, ?, ?, ?)"
DROP_MEMBERSHIPS = "DELETE FROM membership WHERE person = ? AND list = ?"
ADD_MEMBERSHIP = """
    INSERT OR REPLACE INTO membership (id, person, list, house, party, seat, first, last)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
ADD_OFFICE = "INSERT OR REPLACE INTO office (id, person, title, words, first, last) VALUES (?, ?, ?, ?, ?, ?)"

DEBATES = "SELECT id FROM debate ORDER BY id"
SHARING = "SELECT id FROM debate WHERE shared AND id BETWEEN ? AND ?"
"""The debates of a day that share speeches with others."""
SITTING = "SELECT house, date FROM debate WHERE id = ?"
SPOKEN = """
    SELECT s.speaker, count(*) FROM placing p CROSS JOIN speech s ON s.id = p.speech
    WHERE p.debate = ? AND s.speaker IS NOT NULL GROUP BY s.speaker ORDER BY min(p.position)
"""
"""A debate's speakers in the order in which they are first printed, and how often each speaks."""
SAYING = """
    SELECT p.speech FROM placing p CROSS JOIN speech s ON s.id = p.speech
    WHERE p.debate = ?1 AND s.speaker = (SELECT speaker FROM speech WHERE id = ?2) ORDER BY p.position
"""
"""The speeches of a debate that print the same speaker as one of them."""
SPEAKER_OF = "SELECT speaker FROM speech WHERE id = ?"

ATTRIBUTIONS = "SELECT debate, speaker, person, name, party, seat FROM attribution WHERE debate = ?"
DROP_ATTRIBUTIONS = "DELETE FROM attribution WHERE debate = ?"
ADD_ATTRIBUTION = "INSERT INTO attribution (debate, speaker, person, name, party, seat) VALUES (?, ?, ?, ?, ?, ?)"
SPEAKERS = """
    SELECT w.id, w.attribution, coalesce(nullif(a.name, ''), w.name), coalesce(nullif(w.party, ''), a.party),
        coalesce(nullif(w.seat, ''), a.seat), w.office, coalesce(nullif(w.ref, ''), p.key)
    FROM speaker w LEFT JOIN attribution a ON a.debate = ?1 AND a.speaker = w.id LEFT JOIN person p ON p.id = a.person
    WHERE w.id IN (SELECT value FROM json_each(?2))
"""
"""Printed speakers of a debate with what else is known of them on its day; what is printed wins."""
