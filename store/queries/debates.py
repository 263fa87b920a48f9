"""Debates and speeches, read whole."""

DEBATE = """
    SELECT d.id, d.key, d.title, d.date, d.house, d.section, d.parents, d.volume, d.url, d.excerpt, d.warning,
        d.committee, d.session, s.name, s.format, s.digest, s.captured, s.licence
    FROM debate d JOIN source s ON s.id = d.source
    WHERE d.id = ?
"""

_SPEECH = "s.id, s.key, s.kind, s.speaker, s.column, s.time, s.text, s.reason, s.columns, s.url, s.number"

SPEECHES = f"""
    SELECT {_SPEECH} FROM placing p CROSS JOIN speech s ON s.id = p.speech WHERE p.debate = ? ORDER BY p.position
"""  # noqa: S608 - the columns are a constant

SPEECH = f"SELECT {_SPEECH} FROM speech s WHERE s.id = ?"  # noqa: S608 - the columns are a constant

DEBATES = """
    SELECT d.id, d.key, d.title, d.date, d.house, d.section, d.parents, d.volume, d.url, d.excerpt, d.warning,
        d.committee, d.session, s.name, s.format, s.digest, s.captured, s.licence
    FROM json_each(?) j CROSS JOIN debate d ON d.id = j.value JOIN source s ON s.id = d.source ORDER BY j.key
"""
ORDERS = """
    SELECT p.debate, p.speech FROM json_each(?) j CROSS JOIN placing p ON p.debate = j.value ORDER BY j.key, p.position
"""
"""What each debate reads."""
AT_HOME = """
    SELECT p.debate, p.speech
    FROM json_each(?) j CROSS JOIN placing p ON p.debate = j.value CROSS JOIN speech s ON s.id = p.speech
    WHERE s.debate = p.debate ORDER BY j.key, p.position
"""
"""The same without what another debate reads first."""
OWN_SPEECHES = f"""
    SELECT s.debate, {_SPEECH} FROM json_each(?) j CROSS JOIN speech s ON s.id = j.value ORDER BY j.key
"""  # noqa: S608 - the columns are a constant
HOMES = """
    SELECT s.id, s.debate FROM json_each(?) j CROSS JOIN speech s ON s.id = j.value
    WHERE s.debate IS NOT NULL ORDER BY j.key
"""
OWN_LINKS = """
    SELECT l.speech, l.replies_to FROM json_each(?) j CROSS JOIN link l ON l.speech = j.value ORDER BY 1, 2
"""
OWN_CORRECTIONS = """
    SELECT c.speech, c.kind, c.replies_to, c.speaker, c.column
    FROM json_each(?) j CROSS JOIN correction c ON c.speech = j.value
"""
OF_DAY = """
    SELECT id, parents FROM debate
    WHERE NOT removed AND date = :date AND house = :house AND section = :section AND committee = :committee
    ORDER BY id
"""
"""The debates of one sitting."""

LINKS = """
    SELECT l.speech, l.replies_to FROM placing p CROSS JOIN link l ON l.speech = p.speech
    WHERE p.debate = ? ORDER BY l.speech, l.replies_to
"""
LINKS_OF = "SELECT speech, replies_to FROM link WHERE speech = ? ORDER BY replies_to"

SPEAKERS = """
    SELECT id, attribution, name, party, seat, office, ref FROM speaker WHERE id IN (SELECT value FROM json_each(?))
"""
REASONS = "SELECT id, text FROM reason WHERE id IN (SELECT value FROM json_each(?))"

CORRECTIONS = """
    SELECT c.speech, c.kind, c.replies_to, c.speaker, c.column
    FROM placing p CROSS JOIN correction c ON c.speech = p.speech WHERE p.debate = ?
"""

CORRECTION = "SELECT speech, kind, replies_to, speaker, column FROM correction WHERE speech = ?"

HOME = "SELECT debate FROM speech WHERE id = ? AND debate IS NOT NULL"

FACTS = "SELECT id, title, date, house, section, volume, removed FROM debate WHERE id = ?"
BY_ID = "SELECT id FROM debate WHERE id = ? AND NOT removed"
BY_KEY = "SELECT id FROM debate WHERE key = ? AND NOT removed"
VERSIONS = """
    SELECT v.text, v.attribution, v.replaced, s.name, s.format, s.digest, s.captured, s.licence
    FROM version v JOIN source s ON s.id = v.source WHERE v.speech = ? ORDER BY v.id
"""
PRINTED = "SELECT printed FROM debate WHERE id = ?"
HEADINGS = "SELECT title, parents, house, date FROM debate WHERE id = ?"
PEOPLE = """
    SELECT DISTINCT w.name FROM placing p CROSS JOIN speech s ON s.id = p.speech JOIN speaker w ON w.id = s.speaker
    WHERE p.debate = ? AND w.name != ''
"""
SET_WORDS = "UPDATE debate SET words = ? WHERE id = ?"
SET_EXCHANGES = "UPDATE debate SET exchanges = ? WHERE id = ?"
READ_IN = """
    SELECT DISTINCT debate FROM placing
    WHERE speech = ?1 AND debate BETWEEN ?1 / 1000000 * 10000 AND ?1 / 1000000 * 10000 + 9999
"""
"""The debates that read a speech are of its day."""
