"""Run places: notebooks through papermill, pages through nbconvert, one manifest a place."""
