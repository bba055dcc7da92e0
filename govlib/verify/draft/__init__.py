"""A draft as it is read: paragraphs with their level and part, tables with their cells, days that head and sign it."""
