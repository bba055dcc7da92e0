"""Open and write office documents safely; nobody else touches those libraries."""
