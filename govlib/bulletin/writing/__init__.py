"""Writing a bulletin: from a run's figures, lists and problems, through templates, to an official paper."""
