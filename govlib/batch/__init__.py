"""Run places: notebooks forked from a loaded process, pages through nbconvert, one manifest a place."""
