"""Measures: rows of an export to one value a subject, with the rows that prove it."""
