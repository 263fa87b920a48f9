"""Is a library sound, and how much does it hold?"""

QUICK_CHECK = "PRAGMA quick_check"
INTEGRITY_CHECK = "PRAGMA integrity_check"
FOREIGN_KEY_CHECK = "PRAGMA foreign_key_check"
INDEX_CHECK = "INSERT INTO speech_fts (speech_fts, rank) VALUES ('integrity-check', 1)"
"""Raises where the search index and the texts differ."""

COUNTS = tuple(f"SELECT count(*) FROM {table}" for table in ("debate", "placing", "note", "change"))  # noqa: S608 - constants
TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table'"

BEGIN_READ = "BEGIN"
END_READ = "ROLLBACK"
ONE_FILE = "PRAGMA journal_mode = DELETE"
ALONE = "PRAGMA locking_mode = EXCLUSIVE"
TAKE_ALL = "BEGIN EXCLUSIVE"

SEAL = """
    SELECT coalesce((SELECT CAST(value AS INTEGER) FROM setting WHERE key = 'note-journal'), 0),
        (SELECT count(*) FROM debate), coalesce((SELECT max(id) FROM source), 0),
        coalesce((SELECT max(id) FROM version), 0), coalesce((SELECT max(id) FROM person_name), 0)
"""
"""Changes of the reader's; then what came in."""
BEGINS = """
    SELECT (SELECT min(added) FROM debate), (SELECT name || digest FROM source WHERE id = 1),
        (SELECT at || words FROM change WHERE id = 1)
"""
"""What tells one library from another: when the first debate came in, the first source, the first change."""
