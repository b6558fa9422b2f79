"""The ZIP package that Word and Excel files are: its parts, the relations between them, and safe parsing of their
XML.
"""

import posixpath
import zipfile
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from lxml import etree

from activities.imports.refusal import ImportRefused

DAMAGED = "Filen är skadad och går inte att läsa. Öppna den i Word eller Excel, spara den på nytt och försök igen."
NOT_PLAIN_XML = "Filen innehåller XML som inte hör hemma i ett dokument (DTD eller entiteter) och läses därför inte."
# What zipfile raises for a damaged archive, a wrong checksum, and a way of packing that it does not know.
UNREADABLE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError)
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# "Strict" files name the same elements differently; everything downstream knows one set of names.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "bmp": "image/bmp"}


@dataclass(frozen=True)
class Relation:
    kind: str  # the last word of its type: "image", "footnotes", "header"
    target: str
    is_external: bool


class Package:
    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except UNREADABLE as error:
            raise ImportRefused(DAMAGED) from error

    @cached_property
    def names(self) -> dict[str, str]:
        # Without case, as some programs differ in it between a relation and the part.
        return {name.lstrip("/").casefold(): name for name in self._zip.namelist()}

    def bytes_of(self, part: str) -> bytes | None:
        name = self.names.get(part.casefold())
        if name is None:
            return None
        try:
            return self._zip.read(name)
        except UNREADABLE as error:
            raise ImportRefused(DAMAGED) from error

    def xml_of(self, part: str) -> etree._Element | None:
        content = self.bytes_of(part)
        return None if content is None else parse_xml(content)

    def relations_of(self, part: str) -> dict[str, Relation]:
        folder, name = posixpath.split(part)
        root = self.xml_of(posixpath.join(folder, "_rels", name + ".rels"))
        found = [] if root is None else root.iter(_RELATION)
        return {relation.get("Id", ""): _relation(relation, folder) for relation in found}

    def main_part(self) -> str:
        for relation in self.relations_of("").values():
            if relation.kind == "officeDocument" and relation.target.casefold() in self.names:
                return relation.target
        raise ImportRefused(DAMAGED)


def parse_xml(content: bytes) -> etree._Element:
    for strict, usual in _STRICT:
        content = content.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ImportRefused(DAMAGED) from error
    if root.getroottree().docinfo.doctype:
        raise ImportRefused(NOT_PLAIN_XML)
    return root


def _relation(element: etree._Element, folder: str) -> Relation:
    target = element.get("Target", "")
    is_external = element.get("TargetMode") == "External"
    if not is_external:
        target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
    return Relation(element.get("Type", "").rsplit("/", 1)[-1], target, is_external)


def media_type(part: str) -> str:
    return MEDIA_TYPES.get(part.rsplit(".", 1)[-1].casefold(), "application/octet-stream")
