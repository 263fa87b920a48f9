"""Everything that needs no terminal: sources in, debates kept and found, the rules of exchanges, notes and citations."""
