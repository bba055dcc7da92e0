"""The lexicon workshop: what reviews say of the entries of the lexicon, and what should be added to it."""
