"""What bringing a debate in reads and writes. Days are ranges of ids, so no index by key is needed."""

FIND_SOURCE = """
    SELECT id FROM source WHERE name = ? AND format = ? AND digest = ? AND captured = ? AND licence = ?
"""
ADD_SOURCE = "INSERT INTO source (name, format, digest, captured, licence) VALUES (?, ?, ?, ?, ?)"
FIND_SPEAKER = """
    SELECT id FROM speaker
    WHERE attribution = ? AND name = ? AND party = ? AND seat = ? AND office = ? AND ref = ?
"""
ADD_SPEAKER = "INSERT INTO speaker (attribution, name, party, seat, office, ref) VALUES (?, ?, ?, ?, ?, ?)"
FIND_REASON = "SELECT id FROM reason WHERE text = ?"
ADD_REASON = "INSERT INTO reason (text) VALUES (?)"

DEBATES_OF_DAY = """
    SELECT id, key, digest, coalesce(json_extract(printed, '$.house'), house),
        coalesce(json_extract(printed, '$.section'), section), excerpt,
        coalesce(json_extract(printed, '$.title'), title)
    FROM debate WHERE id BETWEEN ? AND ?
"""
SPEECHES_OF_DAY = "SELECT id, debate, key, digest FROM speech WHERE id BETWEEN ? AND ?"

ADD_DEBATE = """
    INSERT INTO debate (id, key, title, date, house, section, parents, volume, url, committee, session, excerpt,
        warning, source, speeches, exchanges, speakers, characters, people, time, shared, removed, digest, rules, added,
        words)
    VALUES (:id, :key, :title, :date, :house, :section, :parents, :volume, :url, :committee, :session, :excerpt,
        :warning, :source, :speeches, :exchanges, :speakers, :characters, :people, :time, 0, 0, :digest, :rules, :added,
        :words)
"""
ADD_SPEECH = """
    INSERT INTO speech (id, debate, key, kind, speaker, column, time, label, supplementary, number, reason, digest,
        columns, url, text)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
INDEX_SPEECHES = """
    INSERT INTO speech_fts (rowid, text, title, facts)
    SELECT id, text, title, facts FROM speech_indexed WHERE id IN (SELECT value FROM json_each(?))
"""
TUNE_INDEX = "INSERT INTO speech_fts (speech_fts, rank) VALUES (?, ?)"
INDEXED = "SELECT id, text, title, facts FROM speech_indexed WHERE id IN (SELECT value FROM json_each(?))"
INDEX_SPEECH = "INSERT INTO speech_fts (rowid, text, title, facts) VALUES (?, ?, ?, ?)"
UNINDEX_SPEECH = "INSERT INTO speech_fts (speech_fts, rowid, text, title, facts) VALUES ('delete', ?, ?, ?, ?)"
HOME_OF = """
    SELECT s.id FROM placing p CROSS JOIN speech s ON s.id = p.speech WHERE p.debate = ?1 AND s.debate = ?1
"""
"""The speeches whose home a debate is."""
SPOKEN_AT_HOME = """
    SELECT s.id FROM placing p CROSS JOIN speech s ON s.id = p.speech LEFT JOIN correction c ON c.speech = s.id
    WHERE p.debate = ?1 AND s.debate = ?1 AND coalesce(c.who, s.speaker) IN (SELECT value FROM json_each(?2))
"""
"""Those of them that some of the printed speakers made."""
ADD_PLACING = "INSERT INTO placing (debate, position, speech) VALUES (?, ?, ?)"

KEYED = "SELECT id FROM debate WHERE key = ?"
READING = "SELECT speech FROM placing WHERE debate = ? ORDER BY position"
SAID = """
    SELECT s.text, coalesce(w.attribution, '') FROM speech s LEFT JOIN speaker w ON w.id = s.speaker WHERE s.id = ?
"""
READ_BY = """
    SELECT DISTINCT debate FROM placing
    WHERE debate BETWEEN :first AND :last AND speech IN (SELECT value FROM json_each(:speeches))
"""
"""The debates of a day that read any of these speeches."""

STORED = """
    SELECT id, debate, key, kind, speaker, column, time, label, supplementary, number, reason, digest, columns, url,
        text
    FROM speech WHERE id IN (SELECT value FROM json_each(?))
"""
REVISE_SPEECH = """
    UPDATE speech SET debate = ?, key = ?, kind = ?, speaker = ?, column = ?, time = ?, label = ?, supplementary = ?,
        number = ?, reason = ?, digest = ?, columns = ?, url = ?, text = ?
    WHERE id = ?
"""
ADD_VERSION = """
    INSERT INTO version (speech, source, attribution, text, replaced)
    SELECT s.id, coalesce(d.source, :source), coalesce(w.attribution, ''), s.text, :now
    FROM speech s LEFT JOIN debate d ON d.id = s.debate LEFT JOIN speaker w ON w.id = s.speaker WHERE s.id = :speech
"""
FILL_SPEECH = """
    UPDATE speech SET column = coalesce(column, ?), time = coalesce(time, ?), columns = coalesce(columns, ?),
        url = CASE url WHEN '' THEN ? ELSE url END
    WHERE id = ?
"""
FILL_DEBATE = """
    UPDATE debate SET volume = coalesce(volume, :volume), url = CASE url WHEN '' THEN :url ELSE url END WHERE id = :id
"""

REVISE_DEBATE = """
    UPDATE debate SET parents = :parents, url = :url, committee = :committee, session = :session, excerpt = :excerpt,
        warning = :warning, source = :source, exchanges = :exchanges, speeches = :speeches, speakers = :speakers,
        characters = :characters, people = :people, time = :time, digest = :digest, rules = :rules
    WHERE id = :id
"""
REVISE_FACTS = """
    UPDATE debate SET title = :title, date = :date, house = :house, section = :section, volume = :volume,
        printed = :printed WHERE id = :id
"""
TAKE_OUT = "UPDATE debate SET removed = 1 WHERE id = ?"
BRING_BACK = "UPDATE debate SET removed = 0 WHERE id = ? AND removed"
SHARE = "UPDATE debate SET shared = 1 WHERE id IN (SELECT value FROM json_each(?))"
RECOUNT = """
    UPDATE debate SET (speeches, characters, speakers) = (
        SELECT count(*), coalesce(sum(length(s.text)), 0), count(DISTINCT nullif(w.name, ''))
        FROM placing p CROSS JOIN speech s ON s.id = p.speech LEFT JOIN speaker w ON w.id = s.speaker
        WHERE p.debate = debate.id
    ) WHERE id = ?
"""

DROP_READING = "DELETE FROM placing WHERE debate = ?"
DROP_LINKS = "DELETE FROM link WHERE speech = ?"
SET_HOME = "UPDATE speech SET debate = ? WHERE id = ?"
REKEY_SPEECH = "UPDATE speech SET key = ? WHERE id = ?"
REKEY_DEBATE = "UPDATE debate SET key = ? WHERE id = ?"

QUOTES_ON = """
    SELECT note, position, speech, start, end, text, before, after, placing
    FROM quote WHERE speech IN (SELECT value FROM json_each(?))
"""
MOVE_QUOTE = """
    UPDATE quote SET start = ?, end = ?, text = ?, before = ?, after = ?, placing = ? WHERE note = ? AND position = ?
"""
PLACES_ON = "SELECT debate, speech, offset FROM place WHERE speech IN (SELECT value FROM json_each(?))"
MOVE_PLACE = "UPDATE place SET offset = ? WHERE debate = ?"
BOOKMARKS_ON = "SELECT letter, speech, offset FROM bookmark WHERE speech IN (SELECT value FROM json_each(?))"
MOVE_BOOKMARK = "UPDATE bookmark SET offset = ? WHERE letter = ?"
