"""One module a notebook: the sentences, tables and charts that it shows, from a run's frames."""
