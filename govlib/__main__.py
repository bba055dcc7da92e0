"""``python -m govlib`` is the command line."""

from govlib.cli import main

main()
