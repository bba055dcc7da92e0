"""The twelve identities that published mistakes taught, over the figures and the stated numbers of one bulletin."""

from govlib.identities.check import IDENTITIES, VERDICTS, Check
from govlib.identities.run import Draft, check_identities

__all__ = ["IDENTITIES", "VERDICTS", "Check", "Draft", "check_identities"]
