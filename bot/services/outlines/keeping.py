"""Outlines of people: drawn up, changed, filled in, undone, listed, forgotten. Every version is a row.

What bears a classification mark is refused before anything is kept or looked up.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.files.papers import Paper
from bot.services.gates import check_unmarked
from bot.services.office import Office
from bot.services.outlines.faults import NothingBefore, NotUnderstood, NoVersion, UnknownKind
from bot.services.outlines.requests import Writer, check_length, check_words, completed, dated, told
from bot.services.papers import outline_paper
from bot.storage import outlines
from bot.storage.outlines import KeptOutline, Showing, Title
from knowledge.outlines import Length, Origin, Outline, Request
from knowledge.outlining import OutlineFault, Outliner, fill
from knowledge.outlining.editing import Undo, apply, carry_out, read_change
from knowledge.outlining.editing.changes import Resize
from prompts import Kind, find_kind

LENGTHS = tuple(Length)  # from the shortest
FACT, CHANGE = 300, 300  # characters at the most


@dataclass(frozen=True, slots=True)
class Changed:
    """An outline after a change, and the sentence that says what was done."""

    kept: KeptOutline
    said: str


class OutlineService:
    """Keeps outlines; a change is a transaction of its own and counts only where its version still does."""

    def __init__(self, office: Office, outliner: Outliner, kinds: Mapping[str, Kind]) -> None:
        self._office = office
        self._outliner = outliner
        self._kinds = kinds

    def draw_up(self, request: Request, writer: Writer | None = None) -> Outline:
        """Return the outline that is asked for, with what is known of its facts; raise one of REFUSALS."""
        check_unmarked([request.topic, request.addressee])
        kind = find_kind(self._kinds, request.kind)
        if kind is None:
            raise UnknownKind(request.kind)
        request = told(request, kind, self._office.today())
        check_words(request.topic, request.addressee)
        return self._outliner.outline(completed(self._office, request, kind, writer))

    def start(self, outline: Outline, writer: Writer) -> KeptOutline:
        """Keep an outline that was drawn up as its first version."""
        check_unmarked(_own_words(outline))
        owner = {"user_id": writer.user_id, "chat_id": writer.chat_id}
        with self._office.begin() as connection:
            outline_id = outlines.add(connection, outline, **owner, at=self._office.now())
            return outlines.there(connection, outline_id)

    def renew(self, kept: KeptOutline, outline: Outline, words: str) -> KeptOutline | None:
        """Keep an outline as the next version, which ``words`` asked for; None when ``kept`` counts no more.

        Raise MarkedText where what was given piece by piece makes a mark.
        """
        check_unmarked(_own_words(outline))
        with self._office.begin() as connection:
            if not outlines.add_version(connection, kept, outline, words, at=self._office.now()):
                return None
            return outlines.there(connection, kept.id)

    def resize(self, kept: KeptOutline, length: Length) -> KeptOutline | None:
        """Keep a version of another length, with points of its parts added or left out.

        None when ``kept`` counts no more; raise one of REFUSALS.
        """
        outline = self._step(kept.outline, length)
        if outline.request.length is not length:
            # From the shortest to the longest there are two steps, of which the second may find nothing more to do.
            with suppress(OutlineFault):
                outline = self._step(outline, length)
        request = replace(outline.request, length=length)
        return self.renew(kept, replace(outline, request=request), length)

    def change(self, kept: KeptOutline, words: str) -> Changed | None:
        """Keep a version changed as words say, or go back to the one before.

        None when ``kept`` counts no more; raise one of REFUSALS.
        """
        check_unmarked([words])
        check_length("修改意见", words, CHANGE)
        change = read_change(words, kept.outline)
        if change is None:
            raise NotUnderstood(words)
        if isinstance(change, Undo):
            return self._undo(kept, change)
        done = carry_out(kept.outline, dated(change, self._office.today()), self._outliner)
        made = self.renew(kept, done.outline, words)
        return None if made is None else Changed(made, done.said)

    def fill(self, kept: KeptOutline, what: str, words: str) -> KeptOutline | None:
        """Keep a version with a blank filled; None when ``kept`` counts no more; raise one of REFUSALS."""
        check_unmarked([words])
        check_length(what, words, FACT)
        return self.renew(kept, fill(kept.outline, what, words), f"{what}：{words}")

    def paper(self, outline: Outline) -> Paper:
        """Return an outline as a paper."""
        kind = find_kind(self._kinds, outline.request.kind)
        if kind is None:
            raise UnknownKind(outline.request.kind)
        return outline_paper(self._office, outline, kind)

    def turn(self, kept: KeptOutline, number: int | None) -> KeptOutline | None:
        """Let the version before or after count again; None when there is none or ``kept`` counts no more."""
        with self._office.begin() as connection:
            other = None if number is None else outlines.find(connection, kept.id, number)
            if other is None or not outlines.turn_to(connection, kept, other, at=self._office.now()):
                return None
            return other

    def find(self, outline_id: int, number: int | None = None) -> KeptOutline | None:
        """Return an outline as it is, or one of its versions; None when it was forgotten."""
        with self._office.begin() as connection:
            return outlines.find(connection, outline_id, number)

    def seen(self, kept: KeptOutline) -> KeptOutline:
        """Return a version without what its reader may not see now of the documents that it was taken from."""
        return replace(kept, outline=self._outliner.seen(kept.outline))

    def titles(self, user_id: int, chat_id: int | None = None) -> tuple[Title, ...]:
        """Return someone's outlines, or only those of one chat, last changed first."""
        with self._office.begin() as connection:
            return outlines.titles(connection, user_id, chat_id)

    def forget(self, outline_id: int) -> bool:
        """Forget an outline with its versions; tell whether it was still there."""
        with self._office.begin() as connection:
            return outlines.forget(connection, outline_id)

    def sweep(self) -> int:
        """Forget what nobody changed for as long as the settings say; return how many outlines that were."""
        keeps = timedelta(days=self._office.config.writing.keep_days)
        with self._office.begin() as connection:
            return outlines.sweep(connection, before=self._office.now() - keeps)

    def note_shown(self, kept: KeptOutline, chat_id: int, *ids: int) -> None:
        """Note which messages of a chat show an outline."""
        with self._office.begin() as connection:
            outlines.note_shown(connection, kept, chat_id, ids=ids, at=self._office.now())

    def shown_in(self, chat_id: int, message_id: int) -> Showing | None:
        """Return what a message shows, or None when that is no outline."""
        with self._office.begin() as connection:
            return outlines.shown_in(connection, chat_id, message_id)

    def last_shown(self, writer: Writer) -> Showing | None:
        """Return what was last shown to someone in a chat, or None."""
        with self._office.begin() as connection:
            return outlines.last_shown(connection, writer.chat_id, writer.user_id)

    def _step(self, outline: Outline, length: Length) -> Outline:
        """Return the outline one step nearer to a length."""
        return apply(outline, Resize(is_longer(length, outline.request.length)), self._outliner)

    def _undo(self, kept: KeptOutline, change: Undo) -> Changed | None:
        number = kept.before if change.number is None else change.number
        if number is None:
            raise NothingBefore
        if number == kept.number or self.find(kept.id, number) is None:
            raise NoVersion(number, kept.number)
        other = self.turn(kept, number)
        return None if other is None else Changed(other, f"已回到第{other.number}版。")


def is_longer(length: Length, other: Length) -> bool:
    """Tell whether one length is more than another."""
    return LENGTHS.index(length) > LENGTHS.index(other)


def _own_words(outline: Outline) -> Iterator[str]:
    """Yield what the writer gave, wherever it stands."""
    yield from (outline.title, outline.addressee, outline.signature, outline.date_line)
    yield from (words for _, words in outline.request.facts)
    points = (point for part in outline.parts for point in part.points)
    yield from (point.text for point in points if point.origin is Origin.GIVEN)
