"""An Office Open XML package: the XML parts of a zip file, unpacked within limits.

Owns the guard against zip bombs, which looks at the directory first and counts again while unpacking.
"""

import re
import zlib
from collections.abc import Sequence
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile, ZipInfo

from knowledge.readers.source import Source

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_BOMB = "unpacks to far more than its size (a zip bomb?)"
_SMALL = 10_000_000  # bytes; below this the ratio does not matter: a long table packs well


def unpack(source: Source, wanted: re.Pattern[str]) -> dict[str, Element]:
    """Return the wanted XML parts by name; raise UnreadableDocument for a package that is broken, encrypted, a bomb."""
    if source.data.startswith(_OLE):
        is_encrypted = _ENCRYPTED_STREAM in source.data
        raise source.fault("is encrypted" if is_encrypted else "is an old binary Office file under a new name")
    try:
        with ZipFile(BytesIO(source.data)) as package:
            members = package.infolist()
            _check_directory(source, members)
            return _parts(source, package, wanted)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ElementTree.ParseError) as error:
        raise source.fault("is damaged") from error


def _check_directory(source: Source, members: Sequence[ZipInfo]) -> None:
    if any(member.flag_bits & 1 for member in members):
        raise source.fault("is encrypted")
    total = sum(member.file_size for member in members)
    if total > source.limits.unpacked_bytes or total > max(_SMALL, source.limits.unpacked_ratio * len(source.data)):
        raise source.fault(_BOMB)


def _parts(source: Source, package: ZipFile, wanted: re.Pattern[str]) -> dict[str, Element]:
    left = source.limits.unpacked_bytes
    parts: dict[str, Element] = {}
    for name in filter(wanted.fullmatch, package.namelist()):
        with package.open(name) as member:
            content = member.read(left + 1)
        left -= len(content)
        if left < 0:
            raise source.fault(_BOMB)
        parts[name] = ElementTree.fromstring(content)
    return parts


def local_name(element: Element) -> str:
    """Return the element's name without its namespace, which differs between the two flavours of the format."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element | None, name: str) -> str:
    """Return the attribute of that local name, "" when it or the element is missing."""
    if element is None:
        return ""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element down the path of local names."""
    for name in path:
        element = next((found for found in element if local_name(found) == name), None) if element is not None else None
    return element


def children(element: Element | None, name: str) -> list[Element]:
    """Return the element's children of that local name."""
    return [found for found in element if local_name(found) == name] if element is not None else []
