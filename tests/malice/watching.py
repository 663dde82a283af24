"""What must not come of anything: errors in the log, acts, leaks, a bot that does not answer any more."""

import logging
from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, Table, select

from bot.sandbox.journal import Event
from bot.sandbox.world import CallbackQuery
from bot.storage.tables import metadata
from tests.malice.stage import ANSWER, QUESTION, SECRETS, Stage

# Rows that talk leaves behind, and what is planned and told as time goes by. All others are acts.
TALK = frozenset(
    {
        *("answers", "votes", "chats", "meta", "beats", "applicants", "guests", "readings", "seen_documents", "events"),
        *("reminders", "occurrences", "deliveries", "model_usage", "model_faults", "outline_messages", "passages"),
    }
)
BAIT = "诱饵"  # words between tags, which nobody shall see as tags make them
PUBLIC = ("3声", "20分钟", "两人同行", "13800000001")  # of the rules and the people: not for strangers
Rows = Mapping[str, Sequence[tuple[str, ...]]]


class Ear(logging.Handler):
    """Hears what is logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(f"{record.name}: {record.getMessage()}"[:300])

    def __enter__(self) -> "Ear":
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *_: object) -> None:
        logging.getLogger().removeHandler(self)


class Watch:
    """Looks at what came of one thing after the other."""

    def __init__(self, stage: Stage, ear: Ear) -> None:
        self._stage = stage
        self._ear = ear
        self._rows = self._read()
        self._place = len(self._events)

    @property
    def _events(self) -> list[Event]:
        return self._stage.office.server.backend.journal.events

    async def faults(self, *, may_act: bool, query: CallbackQuery | None) -> list[str]:
        """Return what is wrong after something was sent; those who may act may have done so."""
        await self._stage.office.settled()
        found = [*self._ear.heard, *self._leaks(), *self._silence(query)]
        rows = self._read()
        if not may_act:
            found += [f"rows of {name} changed" for name in rows if rows[name] != self._rows[name]]
        self._ear.heard.clear()
        found += await self._deafness()
        self._rows, self._place = self._read(), len(self._events)
        return found

    def _read(self) -> Rows:
        """Return all rows that an act leaves or changes, without those of the attackers' own."""
        own = {str(user.id) for user in self._stage.attackers}
        with self._stage.office.canmou.engine.connect() as connection:
            return {
                table.name: sorted(row for row in _rows(connection, table) if own.isdisjoint(row))
                for table in metadata.sorted_tables
                if table.name not in TALK
            }

    def _leaks(self) -> Iterator[str]:
        bot, events = self._stage.office.server.bot, self._events[self._place :]
        said = [event for event in events if event.message is None or event.message.sender == bot]
        # What someone wrote themselves may be repeated to them.
        written = "\n".join(_shown(event) for event in events if event not in said)
        for event in said:
            for entity in event.message.entities if event.message else ():
                if event.message and entity.of(event.message.text) == BAIT:
                    yield f"{BAIT} shown as {entity.kind}"
            shown = _shown(event)
            for word in self._hidden(event.chat_id):
                if word in shown and word not in written:
                    yield f"{word} shown in {event.chat_id}: {shown[:100]}"

    def _hidden(self, chat_id: int) -> tuple[str, ...]:
        """Return the words that may not be seen in a chat."""
        office, (member, stranger) = self._stage.office, self._stage.attackers
        if chat_id in (stranger.id, office.elsewhere.id):
            return (*SECRETS, *PUBLIC)
        return SECRETS if chat_id in (member.id, office.group.id) else ()

    def _silence(self, query: CallbackQuery | None) -> Iterator[str]:
        answered = (event.answer.query_id for event in self._events[self._place :] if event.answer)
        if query is not None and query.id not in answered:
            yield "a press was not answered"

    async def _deafness(self) -> list[str]:
        """Ask what is always asked."""
        office, wang = self._stage.office, self._stage.office.wang
        before = len(office.server.sent(wang))
        office.server.say(wang, wang, QUESTION)
        await office.settled()
        said = [message.text for message in office.server.sent(wang)[before:]]
        self._ear.heard.clear()
        return [] if any(ANSWER in text for text in said) else [f"the bot said {said}"]


def _rows(connection: Connection, table: Table) -> Iterator[tuple[str, ...]]:
    return (tuple(map(str, row)) for row in connection.execute(select(table)))


def _shown(event: Event) -> str:
    """Return all words of an event."""
    message = event.message
    parts = [event.text, event.answer.text if event.answer else ""]
    if message:
        parts += [message.text, *(button.text for button in message.buttons)]
        parts.append(message.file.content.decode("utf-8", "ignore") if message.file else "")
    return "\n".join(parts)
