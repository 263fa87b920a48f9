"""Every SELECT and every write of the library, as named constants, one module a subject."""
