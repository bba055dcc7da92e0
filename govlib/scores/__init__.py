"""Scores: points lost and given by rule, the parts of a score model, the verdict of a scored subject."""
