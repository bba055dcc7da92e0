"""Run one notebook without a kernel's start and messages, as nbclient would give it."""
