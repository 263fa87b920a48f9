"""Which debates and speeches here are those that notes of another library are on."""

SAME_DEBATE = "SELECT id FROM debate WHERE title = ? AND date = ? AND house = ? AND section = ? ORDER BY removed, id"
DEBATE_THERE = "SELECT 1 FROM debate WHERE id = ?"
LAST_DEBATE = "SELECT max(id) FROM debate WHERE id BETWEEN ? AND ?"

KEYED_SPEECH = "SELECT id FROM speech WHERE id BETWEEN :first AND :last AND key = :key ORDER BY debate IS NULL, id"
DIGESTED_SPEECH = """
    SELECT s.id, coalesce(w.name, '') FROM speech s LEFT JOIN speaker w ON w.id = s.speaker
    WHERE s.id BETWEEN :first AND :last AND s.digest = :digest AND s.digest != 0 AND s.debate IS NOT NULL
"""
SPOKEN = "SELECT s.id, s.text FROM placing p JOIN speech s ON s.id = p.speech WHERE p.debate = ?"
SPEECH_THERE = "SELECT 1 FROM speech WHERE id = ?"
LAST_SPEECH = "SELECT max(id) FROM speech WHERE id BETWEEN ? AND ?"

LETTERS = "SELECT letter FROM code"
