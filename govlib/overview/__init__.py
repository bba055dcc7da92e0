"""The overview of a batch: a city over its counties, a province over its cities, or all places of a period."""
