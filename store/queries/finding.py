"""Finding words in what was said."""

BEGIN, END = "\x02", "\x03"
"""Put around each word that was found; no stored text holds them."""

NEWEST = f"""
    SELECT s.debate, s.id, highlight(speech_fts, 0, '{BEGIN}', '{END}')
    FROM speech_fts CROSS JOIN speech s ON s.id = speech_fts.rowid JOIN debate d ON d.id = s.debate
    WHERE speech_fts MATCH ? AND NOT d.removed AND speech_fts.rowid < ?
    ORDER BY speech_fts.rowid DESC LIMIT ?
"""  # noqa: S608 - both marks are constants
"""Newest sitting day first, by a walk down the rowid; behind one speech, so many."""
