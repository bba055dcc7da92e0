"""What a draft mentions: counts with what they count, rates, names in lists, days, claims."""
