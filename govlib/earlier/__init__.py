"""Earlier periods: their numbers, and what has changed since."""

from govlib.earlier.book import Book, Computed, Present, earlier_values, open_book
from govlib.earlier.changes import CHANGE_COLUMNS, list_changes, list_disagreements

__all__ = [
    "CHANGE_COLUMNS",
    "Book",
    "Computed",
    "Present",
    "earlier_values",
    "list_changes",
    "list_disagreements",
    "open_book",
]
