"""The handbook: every rule with its words, sources, limits and cases on one page that people can read."""

from govlib.handbook.page import render_handbook, write_handbook

__all__ = ["render_handbook", "write_handbook"]
