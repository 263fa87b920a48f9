"""What the rules of exchanges are asked about again, and where what they find is written."""

OUTDATED = "SELECT source, count(*) FROM debate WHERE rules < ? GROUP BY source ORDER BY source"
DEBATES = """
    SELECT id, coalesce(json_extract(printed, '$.title'), title), coalesce(json_extract(printed, '$.date'), date),
        coalesce(json_extract(printed, '$.house'), house), coalesce(json_extract(printed, '$.section'), section),
        parents, excerpt, committee
    FROM debate WHERE source = ? ORDER BY id
"""
"""All of one source, in document order, as the source says."""
REMARKS = """
    SELECT s.id, s.text, w.attribution, w.name, w.party, w.seat, w.office, w.ref, s.label, s.supplementary, s.number
    FROM placing p CROSS JOIN speech s ON s.id = p.speech LEFT JOIN speaker w ON w.id = s.speaker
    WHERE p.debate = ?1 AND s.debate = ?1 ORDER BY p.position
"""
SAYS = """
    SELECT id, coalesce(json_extract(printed, '$.title'), title), coalesce(json_extract(printed, '$.date'), date),
        coalesce(json_extract(printed, '$.house'), house), coalesce(json_extract(printed, '$.section'), section),
        parents, excerpt, committee
    FROM debate WHERE id = ?
"""
READS = """
    SELECT s.id, s.text, w.attribution, w.name, w.party, w.seat, w.office, w.ref, s.label, s.supplementary, s.number
    FROM placing p CROSS JOIN speech s ON s.id = p.speech LEFT JOIN speaker w ON w.id = s.speaker
    WHERE p.debate = ? ORDER BY p.position
"""
"""One debate and all that it reads, also what another source brought in, as the sources say."""
SET_FOUND = "UPDATE speech SET kind = ?, reason = ? WHERE id = ?"
SET_RULES = "UPDATE debate SET rules = ? WHERE source = ?"
READERS = """
    SELECT DISTINCT p.debate FROM placing p
    WHERE p.debate BETWEEN :first AND :last AND p.speech IN (SELECT value FROM json_each(:speeches))
"""
