"""The office's own contact line: read from params/local.yaml, which is git-ignored, and written into the docx alone."""

from __future__ import annotations

from pathlib import Path

from govlib.catalog.yamlfile import read_mapping
from govlib.errors import DeclarationError, Fault

FILE = "params/local.yaml"


def read_contact(root: Path, slug: str) -> str:
    """Return a place's contact line, "" where the file or its entry is not there.

    Raises:
        DeclarationError: the file is not what it should be.
    """
    path = root / "params" / "local.yaml"
    if not path.is_file():
        return ""
    faults: list[Fault] = []
    data = read_mapping(path, FILE, faults) or {}
    contacts = data.get("contact", {})
    if not isinstance(contacts, dict):
        faults.append(Fault(FILE, "contact", "不是“地方: 联系方式”的形式", "例如 contact: {地方文件名: 联系人和电话}"))
    if faults:
        raise DeclarationError(faults)
    return str(contacts.get(slug, "") or "").strip()
