import sys
from pathlib import Path

# The processes of a batch inherit this path, so that they find the hooks they are given.
sys.path.insert(0, str(Path(__file__).parent / "samples"))
