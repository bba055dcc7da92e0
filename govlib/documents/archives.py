"""Office files as archives: the same content gives the same bytes, whoever wrote it and whenever."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path

_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
_FIXED_STAMP = b"1980-01-01T00:00:00Z"
_CORE = "docProps/core.xml"
_STAMPED = re.compile(rb"(<dcterms:(?:created|modified)\b[^>]*>)[^<]*(</dcterms:(?:created|modified)>)")
_UNIX = 3
_READABLE_BY_ALL = 0o644 << 16


def normalise_bytes(archive: bytes) -> bytes:
    """Return the xlsx or docx with its dates fixed and its members sorted, so that only content decides the bytes."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as sorted_archive,
    ):
        for name in sorted(source.namelist()):
            member = zipfile.ZipInfo(name, date_time=_FIXED_TIME)
            member.create_system = _UNIX
            member.external_attr = _READABLE_BY_ALL
            member.compress_type = zipfile.ZIP_DEFLATED
            sorted_archive.writestr(member, _without_stamp(name, source.read(name)))
    return target.getvalue()


def normalise_ooxml(path: Path) -> None:
    """Rewrite the xlsx or docx at ``path`` in place, so that two files of the same content are the same bytes."""
    path.write_bytes(normalise_bytes(path.read_bytes()))


def hash_members(path: Path) -> str:
    """Return the SHA-256 (hex) of the names and uncompressed contents of an archive's members.

    Compression libraries differ between machines; this hash doesn't.
    """
    digest = hashlib.sha256()
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            digest.update(f"{name}\0{hashlib.sha256(archive.read(name)).hexdigest()}\n".encode())
    return digest.hexdigest()


def _without_stamp(name: str, content: bytes) -> bytes:
    if name != _CORE:
        return content
    return _STAMPED.sub(rb"\g<1>" + _FIXED_STAMP + rb"\g<2>", content)
