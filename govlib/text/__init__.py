"""Wrong wordings found in texts, before and after publication."""
