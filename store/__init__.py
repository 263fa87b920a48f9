"""Everything that needs no terminal: sources in, debates kept and found, rules of exchanges, notes, citations."""
