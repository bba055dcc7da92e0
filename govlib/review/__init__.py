"""Review: what a person decided about findings and about the rows they rest on, applied before any threshold."""
