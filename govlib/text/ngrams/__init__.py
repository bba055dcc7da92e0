"""How usual a string of characters is: counts of strings of one to five, from official texts and a word list."""
