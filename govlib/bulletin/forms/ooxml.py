"""Elements of a Word document by short names, and the fixed file around them: no clock, no author, no template."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from govlib.documents.archives import normalise_bytes

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_UNHOLDABLE = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."


@dataclass(frozen=True)
class Package:
    """The members of a document under word/: the main part, styles and so on as XML, pictures as PNG, in order.

    ``parts`` are XML without their first line, by name; headers and footers are named so. Relations are rId1, rId2, …
    of ``parts`` without the main one, then of ``pictures``.
    """

    title: str
    main: str
    parts: Mapping[str, str] = field(default_factory=dict)
    pictures: Sequence[bytes] = ()


def tag(name: str, /, *inside: str, **given: str | int) -> str:
    """Return an element of the w: name space; a trailing _ of a given name is dropped."""
    said = "".join(f" w:{key.rstrip('_')}={quoteattr(str(value))}" for key, value in given.items())
    body = "".join(inside)
    return f"<w:{name}{said}>{body}</w:{name}>" if body else f"<w:{name}{said}/>"


def text_of(words: str) -> str:
    """Return a w:t of words, without signs that XML can't hold."""
    return f'<w:t xml:space="preserve">{escape(_UNHOLDABLE.sub("□", words))}</w:t>'


def attribute(words: str) -> str:
    """Return words as a quoted attribute, without signs that XML can't hold."""
    return quoteattr(_UNHOLDABLE.sub("□", words))


def pack(package: Package) -> bytes:
    """Return the file; the same parts give the same bytes."""
    names = [name for name in package.parts if name != "document"]
    relations = [_relation(number, _kind(name), f"{name}.xml") for number, name in enumerate(names, 1)]
    relations += [
        _relation(len(names) + number, "image", f"media/image{number}.png")
        for number, _ in enumerate(package.pictures, 1)
    ]
    members: dict[str, bytes] = {
        "[Content_Types].xml": _content_types(names).encode(),
        "_rels/.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}relationships">'
            f"{_relation(1, 'officeDocument', 'word/document.xml')}"
            f'<Relationship Id="rId2" Type="{_PACKAGE}relationships/metadata/core-properties" '
            'Target="docProps/core.xml"/>'
            f"{_relation(3, 'extended-properties', 'docProps/app.xml')}</Relationships>"
        ).encode(),
        "docProps/core.xml": _core(package.title).encode(),
        "docProps/app.xml": (
            f'{_HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
            "<Application>govlib</Application></Properties>"
        ).encode(),
        "word/document.xml": (_HEAD + package.main).encode(),
        "word/_rels/document.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{_PACKAGE}relationships">{"".join(relations)}</Relationships>'
        ).encode(),
    }
    members |= {f"word/{name}.xml": (_HEAD + package.parts[name]).encode() for name in names}
    members |= {f"word/media/image{number}.png": png for number, png in enumerate(package.pictures, 1)}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return normalise_bytes(target.getvalue())


def _kind(name: str) -> str:
    return name.rstrip("0123456789")


def _relation(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_RELATION}{kind}" Target="{target}"/>'


def _content_types(names: Sequence[str]) -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_WORD_TYPE}{_kind(name)}+xml"/>' for name in names
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_WORD_TYPE}document.main+xml"/>{overrides}'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def _core(title: str) -> str:
    stamps = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">1980-01-01T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(_UNHOLDABLE.sub('□', title))}</dc:title><dc:language>zh-CN</dc:language>"
        f"<dc:creator></dc:creator>{stamps}</cp:coreProperties>"
    )
