"""Everything that needs a terminal: the command line, the app, its screens and what they draw."""
