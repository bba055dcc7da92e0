"""Problem links (T5): which class each is of, and what is wrong page by page."""
