"""Finding who said the words of a draft."""

SAYING = """
    SELECT s.id, s.debate, s.text, d.date, d.house, d.title, w.name, w.attribution, w.office
    FROM speech_fts CROSS JOIN speech s ON s.id = speech_fts.rowid JOIN debate d ON d.id = s.debate
    LEFT JOIN speaker w ON w.id = s.speaker
    WHERE speech_fts MATCH ? AND speech_fts.rowid BETWEEN ? AND ? AND NOT d.removed
    ORDER BY speech_fts.rowid DESC LIMIT ?
"""
"""The newest first, between two speeches, so many."""

NEXT_COLUMN = """
    SELECT n.column FROM placing p CROSS JOIN placing q ON q.debate = p.debate AND q.position = p.position + 1
    JOIN speech n ON n.id = q.speech WHERE p.debate = ? AND p.speech = ?
"""
TITLED = "SELECT 1 FROM debate WHERE NOT removed AND words LIKE ? ESCAPE '\\' LIMIT 1"
NAMED = "SELECT 1 FROM speaker WHERE name LIKE ? ESCAPE '\\' LIMIT 1"
