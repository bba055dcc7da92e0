"""The rectification ledger: problems told to units, what came of them, and what is counted of that."""
