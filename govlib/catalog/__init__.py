"""params/ as frozen declarations, checked whole before anything runs."""
