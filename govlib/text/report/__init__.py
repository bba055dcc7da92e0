"""What a scan found before publication, as lines, JSON, an annotated page, Word comments or a table to be filled in."""
