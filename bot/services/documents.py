"""Documents taken in, moved and removed by people: what a file would bring, and the steps themselves.

A file lies on the disk only while it is read; its words are kept only when it is taken in.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.files.errors import FileFault
from bot.office.acts import Act, Actor
from bot.services.files import MarkedFile
from bot.services.office import Office
from bot.storage import Connection
from bot.storage.audit import note_act
from bot.storage.library import LibraryRecords, Shelved
from knowledge.differences import Differences, compare
from knowledge.documents import Document
from knowledge.embedding import Embedder, Progress, no_progress
from knowledge.errors import ClassifiedDocument, UnreadableDocument
from knowledge.ingest import Ingest, State
from knowledge.library import Entry, Library
from knowledge.passages import canonical_name, cut
from knowledge.readers import Limits, Readers
from knowledge.records import Origin
from knowledge.vectorizing import text_count

SUFFIXES = ("docx", "pdf", "txt", "md", "html", "htm")
LONGEST = 80  # characters of a file's name
UNKNOWN = "资料库只收 .docx、.pdf、.txt、.md、.html 文件，请另存后再发。"
NO_TEXT = "文件里没有可以引用的文字（扫描件和图片读不出来），没有收入。"
BROKEN = "文件打不开，可能已经损坏或者设有密码，请重新保存后再发。"
# By the reader's own sentence.
_SAID = (
    ("encrypted", "文件设有密码，请去掉密码后再发。"),
    ("larger than", "文件太大，请分成几份后再发。"),
    ("takes", "文件太大或者太复杂，读取超时，请分成几份后再发。"),
    ("holds no text", NO_TEXT),
    ("is empty", NO_TEXT),
    ("no text", NO_TEXT),
)


@dataclass(frozen=True, slots=True)
class Look:
    """What a file would bring.

    ``before`` is the document that it is a new text of, ``is_replaced`` tells whether that one goes. ``is_known`` is a
    file whose very text is in the library; ``texts`` is how much there is to be embedded.
    """

    document: Document
    before: Entry | None
    is_replaced: bool
    differences: Differences
    is_known: bool
    texts: int


class DocumentService:
    """The documents of the library as ``by`` changes them."""

    def __init__(self, office: Office, library: Library, embedder: Embedder, limits: Limits, *, by: Actor) -> None:
        self._office = office
        self._library = library
        self._embedder = embedder
        self._limits = limits
        self._by = by
        self._records = LibraryRecords(office.engine, note=self._note)

    def look(self, name: str, content: bytes) -> Look:
        """Return what a file would bring; raise MarkedFile or FileFault."""
        with _laid_down(name, content) as path, Readers(self._limits) as readers:
            document = self._read(path, readers)
        entries = [each for each in self._library.entries() if each.record.origin is Origin.OFFICE]
        same = next((each for each in entries if each.document.file == document.file), None)
        before = same or _version(document, entries)
        return Look(
            document=document,
            before=before,
            is_replaced=same is not None,
            differences=compare(before.document, document) if before else Differences(),
            is_known=any(each.document.text == document.text for each in entries),
            texts=text_count(document),
        )

    def take_in(self, name: str, content: bytes, collection: str, progress: Progress = no_progress) -> Document:
        """Take a file into a collection, have it served at once and return it; raise MarkedFile or FileFault."""
        with _laid_down(name, content) as path, Readers(self._limits) as readers:
            document = self._read(path, readers)
            ingest = Ingest(self._records, self._embedder, readers, collection=collection)
            (outcome,) = ingest.outcomes([path], progress)
        if outcome.state is State.REFUSED:
            raise FileFault(_said(outcome.fault))
        # What a question would else wait for.
        self._library.snapshot()
        return document

    def shelved(self) -> tuple[Shelved, ...]:
        """Return every document of the office without its text, in the order of their titles."""
        found = (each for each in self._records.shelved() if each.origin is Origin.OFFICE)
        return tuple(sorted(found, key=lambda each: each.title))

    def move(self, document: Shelved, collection: str) -> bool:
        """Move a document to a collection; tell whether it was there and in another one."""
        return self._records.move(document.file, collection)

    def remove(self, document: Shelved) -> bool:
        """Remove a document; tell whether it was still there."""
        return self._records.remove(document.file)

    def _read(self, path: Path, readers: Readers) -> Document:
        try:
            document = cut(readers.read(path))
        except ClassifiedDocument as fault:
            # What was kept of the file before it bore its mark goes too.
            self._records.remove(path.name)
            raise MarkedFile from fault
        except UnreadableDocument as fault:
            raise FileFault(_said(fault.fault)) from fault
        if not document.passages:
            raise FileFault(NO_TEXT)
        return document

    def _note(self, connection: Connection, act: Act, file: str) -> None:
        note_act(connection, act, by=self._by, at=self._office.now(), subject=file)


def is_document(name: str) -> bool:
    """Tell by its name whether a file can be taken in."""
    return _suffix(name) in SUFFIXES


def _version(document: Document, entries: list[Entry]) -> Entry | None:
    """Return the document in force that has the same name, which a newer one takes the place of by its date."""
    name = canonical_name(document.title)
    alike = (each for each in entries if canonical_name(each.document.title) == name)
    return next((each for each in alike if each.in_force), None)


@contextmanager
def _laid_down(name: str, content: bytes) -> Iterator[Path]:
    """Lay a file down for as long as it is read."""
    if not is_document(name):
        raise FileFault(UNKNOWN)
    stem = name.replace("/", "_").replace("\\", "_").lstrip(".").rpartition(".")[0]
    with TemporaryDirectory() as folder:
        path = Path(folder, f"{stem[:LONGEST] or '文件'}.{_suffix(name)}")
        path.write_bytes(content)
        yield path


def _suffix(name: str) -> str:
    return name.rpartition(".")[2].lower()


def _said(fault: str) -> str:
    return next((said for words, said in _SAID if words in fault), BROKEN)
