"""Skeletons of a new indicator and of its cases, and what is still to be filled in."""

from govlib.scaffold.skeletons import ID_FORM, list_blanks, write_skeletons

__all__ = ["ID_FORM", "list_blanks", "write_skeletons"]
