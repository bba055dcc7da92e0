"""records/: what people decided and what units sent back; only ever added to, deleted by no command."""
