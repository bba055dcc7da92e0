"""Filled sheets come back: opened as untrusted, matched by number, compared with the records, merged, kept."""
