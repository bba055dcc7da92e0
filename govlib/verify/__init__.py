"""Verification of any drafted bulletin: what it says is read, set side by side, and every contradiction quoted."""
