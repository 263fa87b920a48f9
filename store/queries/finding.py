"""Finding speeches. `{id}` and `{text}` in a condition stand for the speech's number and its text in the query."""

from __future__ import annotations

BEGIN, END = "\x02", "\x03"
"""Put around each word that was found; no stored text holds them."""

SPEECHES_IN = "{id} IN (SELECT value FROM json_each(?))"
MATCHED = "{id} IN (SELECT rowid FROM speech_fts WHERE speech_fts MATCH ?)"
MATCHED_HERE = """
    EXISTS (SELECT 1 FROM speech_fts WHERE speech_fts.rowid = {id} AND speech_fts MATCH ?)
"""
"""The same, asked of one speech."""
BETWEEN = "{id} BETWEEN ? AND ?"
HOLDS = "holds({text}, ?)"
IN_SET = "{id} IN (SELECT speech FROM temp.made WHERE made = {number})"
IN_SET_HERE = "EXISTS (SELECT 1 FROM temp.made WHERE made = {number} AND speech = {id})"
"""The same, where speeches come from the index and are looked at one by one."""
SETS = """
    CREATE TABLE IF NOT EXISTS temp.made (made INTEGER NOT NULL, speech INTEGER NOT NULL, PRIMARY KEY (made, speech))
    WITHOUT ROWID
"""
DROP_SET = "DELETE FROM temp.made WHERE made = ?"
KEEP_SET = "INSERT INTO temp.made SELECT DISTINCT {number}, speech FROM ({select}) WHERE speech IS NOT NULL"

READ = "SELECT p.speech FROM place o CROSS JOIN placing p ON p.debate = o.debate"
NOTED_WHERE = """
    SELECT q.speech FROM quote q JOIN note n ON n.id = q.note WHERE {0}
    UNION SELECT p.speech FROM note n CROSS JOIN placing p ON p.debate = n.debate WHERE n.scope = 'debate' AND {0}
"""
NOTED = NOTED_WHERE.format("1")
CODED = NOTED_WHERE.format("n.code IS NOT NULL")
CODED_AS = NOTED_WHERE.format("lower(n.code) = lower(?)")
TAGGED = NOTED_WHERE.format("n.id IN (SELECT note FROM note_tag)")
TAGGED_AS = NOTED_WHERE.format(
    "n.id IN (SELECT note FROM note_tag WHERE lower(tag) = lower(?) OR lower(substr(tag, 1, length(?) + 1))"
    " = lower(?) || '/')"
)
JUDGED = "SELECT speech FROM verdict"
JUDGED_AS = "SELECT speech FROM verdict WHERE lower(verdict) LIKE lower(?) || '%'"
NOTES = "SELECT id, body FROM note WHERE body != ''"
NOTES_STAMP = """
    SELECT (SELECT max(id) FROM change), (SELECT count(*) FROM change WHERE state = 'undone'),
        (SELECT count(*) FROM note)
"""
"""Another one once a reader has made or undone anything; debates may come in meanwhile."""
NOTES_AND_TAGS = """
    WITH told (id, debate, scope, words) AS (
        SELECT n.id, n.debate, n.scope, n.body || coalesce(t.tags, '') FROM note n LEFT JOIN (
            SELECT note, ' ' || group_concat(tag, ' ') AS tags FROM note_tag GROUP BY note
        ) t ON t.note = n.id
    )
    SELECT q.speech, t.id, t.words FROM told t JOIN quote q ON q.note = t.id WHERE t.words != ''
    UNION ALL SELECT (SELECT min(p.speech) FROM placing p WHERE p.debate = t.debate), t.id, t.words
    FROM told t WHERE t.scope = 'debate' AND t.words != ''
"""
"""Speeches that notes are on, and the notes; a note on a debate stands at its first speech."""
NOTES_TOLD = """
    SELECT n.id, n.body || coalesce((SELECT ' #' || group_concat(t.tag, ' #') FROM note_tag t WHERE t.note = n.id), '')
    FROM json_each(?) j JOIN note n ON n.id = j.value
"""
BY_NOTES = """
    SELECT s.id FROM speech s JOIN debate d ON d.id = s.debate
    WHERE s.id IN (SELECT value FROM json_each(?)) AND NOT d.removed AND ({either}) AND NOT ({plain})
    ORDER BY s.id DESC
"""
NOTED_BY = NOTED_WHERE.format("n.id IN (SELECT value FROM json_each(?))")
ASKED = """
    SELECT rowid AS speech FROM speech_fts WHERE speech_fts MATCH ?
    UNION SELECT r.speech FROM speech_fts CROSS JOIN link r ON r.replies_to = speech_fts.rowid
        WHERE speech_fts MATCH ? AND r.speech NOT IN (SELECT speech FROM correction WHERE replies_to IS NOT NULL)
    UNION SELECT c.speech FROM correction c JOIN json_each(c.replies_to) j
        WHERE j.value IN (SELECT rowid FROM speech_fts WHERE speech_fts MATCH ?)
"""
"""Questions, and what replies to them."""
ANSWERED = """
    SELECT rowid AS speech FROM speech_fts WHERE speech_fts MATCH ?
    UNION SELECT r.replies_to FROM speech_fts CROSS JOIN link r ON r.speech = speech_fts.rowid
        WHERE speech_fts MATCH ? AND r.speech NOT IN (SELECT speech FROM correction WHERE replies_to IS NOT NULL)
    UNION SELECT j.value FROM correction c JOIN json_each(c.replies_to) j
        WHERE c.speech IN (SELECT rowid FROM speech_fts WHERE speech_fts MATCH ?)
"""
"""Answers, and what they reply to."""
REMOVED = """
    SELECT s.id AS speech FROM debate d CROSS JOIN placing p ON p.debate = d.id CROSS JOIN speech s ON s.id = p.speech
    WHERE d.removed AND s.debate = d.id
"""
ADDED_SINCE = """
    {id} IN (SELECT p.speech FROM debate d CROSS JOIN placing p ON p.debate = d.id WHERE d.added > ?)
"""
NO_COLUMN = """
    SELECT h.id AS speech FROM speech h INDEXED BY speech_columnless LEFT JOIN correction k ON k.speech = h.id
    WHERE h.column IS NULL AND h.columns IS NULL AND k.column IS NULL
"""

TOUCH = "SELECT 1 FROM speech_fts, json_each('[]'), json_tree('[]') LIMIT 0"
"""Makes SQLite know these tables, so that a guarded statement need not."""

NEWEST_DAY = "SELECT max(date) FROM debate WHERE NOT removed"
ANY_HOMELESS = "SELECT 1 FROM speech INDEXED BY speech_homeless WHERE debate IS NULL LIMIT 1"
ANY_REMOVED = "SELECT 1 FROM debate WHERE removed LIMIT 1"
CORRECTED_DAYS = "SELECT id, date FROM debate WHERE printed IS NOT NULL"
SPEECHES_OF = """
    SELECT s.id, s.debate FROM json_each(?) j CROSS JOIN placing p ON p.debate = j.value
        CROSS JOIN speech s ON s.id = p.speech
    WHERE s.debate = j.value
"""

FROM_INDEX = "speech_fts"
FROM_INDEX_AND_TEXT = "speech_fts CROSS JOIN speech s ON s.id = speech_fts.rowid"
FROM_SPEECHES = "speech s"
MARKED = f"highlight(speech_fts, 0, '{BEGIN}', '{END}')"
PAGE = "SELECT {id}, {marked} FROM {tables} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
NEWEST = "SELECT {id} FROM {tables} WHERE {where} ORDER BY {id} DESC LIMIT ?"
COUNT = "SELECT count(*) FROM {tables} WHERE {where}"
IN_ALL = """
    SELECT speech FROM temp.made WHERE made IN (SELECT value FROM json_each(?))
    GROUP BY speech HAVING count(*) = ? ORDER BY speech
"""
SHARE = """
    SELECT (SELECT count(*) FROM speech_fts WHERE speech_fts MATCH ? AND rowid BETWEEN ? AND ?),
        (SELECT count(*) FROM speech WHERE id BETWEEN ? AND ?)
"""
"""How many speeches of a stretch the index finds, and how many there are."""
COUNT_IN_STRETCHES = """
    SELECT count(*) FROM json_each(?) AS stretch CROSS JOIN {tables}
    WHERE {id} BETWEEN json_extract(stretch.value, '$[0]') AND json_extract(stretch.value, '$[1]') AND {where}
"""
NUMBERS = "SELECT {id} FROM {tables} WHERE {where} LIMIT ?"
AMONG_NOTED = "SELECT {id} FROM {tables} WHERE ({where}) AND +{id} IN (SELECT speech FROM quote)"
NOTES_ON = "SELECT DISTINCT note FROM quote WHERE speech IN (SELECT value FROM json_each(?))"
SPEAKERS = """
    SELECT count(*), group_concat(v.speaker) FROM {tables}
        CROSS JOIN speech v INDEXED BY speech_said ON v.id = {id} WHERE {where}
"""
"""All speakers as one text: to count them in Python takes two thirds of the time that SQLite takes to sort them."""
SPEAKERS_OF = "SELECT speaker FROM speech WHERE id IN (SELECT value FROM json_each(?))"
SET_SPEAKERS = "SELECT speech FROM correction WHERE who IS NOT NULL"
SAID_BY_OTHERS = """
    SELECT v.speaker, c.who FROM {tables} CROSS JOIN correction c ON c.speech = {id}
        CROSS JOIN speech v INDEXED BY speech_said ON v.id = c.speech
    WHERE {where} AND c.who IS NOT NULL
"""
"""Where the reader has set somebody else."""
OF_SPEECHES = """
    SELECT coalesce(c.who, v.speaker), coalesce(nullif(w.party, ''), a.party, ''), d.house, count(*)
    FROM json_each(?) j CROSS JOIN speech v INDEXED BY speech_said ON v.id = j.value
        CROSS JOIN debate d ON d.id = v.debate LEFT JOIN correction c ON c.speech = v.id
        LEFT JOIN speaker w ON w.id = coalesce(c.who, v.speaker)
        LEFT JOIN attribution a ON a.debate = v.debate AND a.speaker = w.id
    GROUP BY 1, 2, 3
"""
ENDS = "SELECT {id} FROM {tables} WHERE {where} ORDER BY {id} {way} LIMIT 1"

DETAILS = """
    SELECT s.id, s.debate, d.date, d.house, d.section, d.title, coalesce(c.kind, s.kind),
        coalesce(nullif(a.name, ''), nullif(w.name, ''), w.attribution, ''),
        coalesce(nullif(w.party, ''), a.party, ''), coalesce(c.column, s.column), s.text
    FROM speech s JOIN debate d ON d.id = s.debate LEFT JOIN correction c ON c.speech = s.id
        LEFT JOIN speaker w ON w.id = coalesce(c.who, s.speaker)
        LEFT JOIN attribution a ON a.debate = s.debate AND a.speaker = w.id
    WHERE s.id IN (SELECT value FROM json_each(?))
"""

KNOWN_NAMES = """
    SELECT (SELECT max(id) FROM speaker), (SELECT max(id) FROM person_name), (SELECT count(*) FROM membership)
"""
"""Changes when there are other names or parties."""
SPEAKER_NAMES = """
    SELECT id, name, attribution, CASE WHEN party = '' THEN NULL ELSE party END FROM speaker
    WHERE name != '' OR attribution != ''
"""
PERSON_NAMES = "SELECT DISTINCT person, text FROM person_name"
PARTIES = "SELECT DISTINCT party FROM speaker WHERE party != '' UNION SELECT DISTINCT party FROM membership"
HOUSES = "SELECT DISTINCT house FROM debate INDEXED BY debate_shelf WHERE NOT removed"
ANY_CHANGE = "SELECT data_version, total_changes() FROM pragma_data_version"
"""Another row once anybody has written to the library, here or in another program."""
DAYS = "SELECT DISTINCT id / 10000 FROM debate INDEXED BY debate_contents"
"""As numbers `yyyymmdd`, the days by which speeches are numbered."""
SPEAKERS_NAMED = "SELECT id, name, attribution FROM speaker WHERE id IN (SELECT value FROM json_each(?))"

VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, speech_fts, col)"
WORDS_IN = "SELECT term, doc FROM temp.vocabulary WHERE term >= ? AND term < ? AND col = 'text'"
HOW_MANY = "SELECT count(*) FROM (SELECT rowid FROM speech_fts WHERE speech_fts MATCH ? LIMIT ?)"
LIKE_OLDEST = "SELECT rowid FROM speech_fts WHERE speech_fts MATCH ? ORDER BY rowid LIMIT ?"
LIKE_NEWEST = "SELECT rowid FROM speech_fts WHERE speech_fts MATCH ? ORDER BY rowid DESC LIMIT ?"
FORM = f"""
    SELECT highlight(speech_fts, 0, '{BEGIN}', '{END}') FROM speech_fts
    WHERE speech_fts MATCH ? ORDER BY rowid DESC LIMIT 1
"""  # noqa: S608 - both marks are constants
"""A text with a word of this stem marked."""

SEARCHED = "SELECT query, at, hits FROM searched ORDER BY at DESC LIMIT ?"
DROP_SEARCHED = "DELETE FROM searched WHERE query = ?"
KEEP_SEARCHED = "INSERT OR REPLACE INTO searched (query, at, hits) VALUES (?, ?, ?)"
OPENED = """
    SELECT o.debate, o.at, d.title, d.date, d.house, coalesce(p.read, 0.0)
    FROM opened o JOIN debate d ON d.id = o.debate LEFT JOIN place p ON p.debate = o.debate
    WHERE NOT d.removed ORDER BY o.at DESC LIMIT ?
"""
KEEP_OPENED = "INSERT OR REPLACE INTO opened (debate, at) VALUES (?, ?)"
LOOKED = "SELECT name, at FROM looked"
LAST_LOOK = "SELECT max(at) FROM looked"
KEEP_LOOKED = """
    INSERT OR REPLACE INTO looked (name, at) VALUES (?, max(?, (SELECT coalesce(max(added), '') FROM debate)))
"""
"""What is there was seen, also where it came in while the clock was ahead."""
NEVER_OPENED = """
    SELECT count(*) FROM debate d WHERE NOT d.removed AND NOT EXISTS (SELECT 1 FROM place p WHERE p.debate = d.id)
"""
