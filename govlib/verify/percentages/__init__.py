"""Percentages recomputed: which numbers each may come from, which it must, and what follows."""
