"""A draft against the computed figures of its place and period: against the program's own bulletin, then one by one."""
