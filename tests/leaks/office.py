"""The stage: an office with six rules of which any may be closed, its people, and what is seen of it from outside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from sqlalchemy import text

from bot.sandbox.journal import Event, Kind
from bot.sandbox.world import User
from tests.chats.conftest import Office

# Each rule has words in its title and in each article that stand nowhere else. The first two are versions of one rule.
TITLES = ("青鸾公务用车", "青鸾公务用车", "朱雀印章使用", "玄龟档案借阅", "白泽会务接待", "烛龙值班接报")
YEARS = (2021, 2024, 2022, 2023, 2020, 2023)
ARTICLES = (
    "{}由办公室统一负责，使用人应当提前{}天申请，经主任批准后办理。",
    "{}的登记簿由专人保管，保存{}年，任何人不得擅自外传。",
    "{}应当坚持节约，严格控制范围，加强监督检查，每{}个月通报一次。",
)
# What stands in all rules alike, by which a paper is known to be like an earlier one.
COMMON = (
    "第四条 违反本规定的，由办公室责令改正，并在一定范围内予以通报。",
    "第五条 各单位可以根据本规定制定实施办法，报办公室备案。",
    "第六条 办公室每年对本规定的执行情况进行一次检查。",
    "第七条 本规定由办公室负责解释，自印发之日起施行。",
)
SUBJECTS = ("公务用车", "公务用车", "印章使用", "档案借阅", "会务接待", "值班接报")


@dataclass(frozen=True, slots=True)
class Rule:
    """A document with the words that give it away; its title's may be said by who asks for it by name."""

    file: str
    title: str
    text: str
    secrets: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the word of the title that stands in no other, except another version's."""
        return self.title[:2]


def make_rule(number: int) -> Rule:
    """Return the rule of a number."""
    secrets = tuple(chr(0x7A00 + 37 * number + 5 * place) + chr(0x8C00 + 41 * number + place) for place in range(3))
    subject = SUBJECTS[number]
    articles = [
        f"第{'一二三'[place]}条 " + words.format(f"{secrets[place]}{subject}", number + place + 2)
        for place, words in enumerate(ARTICLES)
    ]
    title = f"{TITLES[number]}规定"
    body = "\n\n".join([f"{title}\n（{YEARS[number]}年3月{number + 1}日印发）", *articles, *COMMON])
    return Rule(f"规{number}.txt", title, body + "\n", secrets)


RULES = tuple(map(make_rule, range(len(TITLES))))


@dataclass(frozen=True, slots=True)
class Slip:
    """Something that was seen by who may not see it."""

    chat_id: int
    word: str
    shown: str


@dataclass(frozen=True, slots=True)
class Truth:
    """Who may see what by the rows alone, worked out apart from the assistant."""

    places: Mapping[str, str]  # the collection of each file
    titles: Mapping[str, str]  # its title
    roles: Mapping[str, frozenset[str]]  # the roles that read a collection
    chats: Mapping[str, frozenset[int]]  # the groups that do
    people: Mapping[int, str]  # the role of each account

    def sees(self, office: Office, chat_id: int, file: str) -> bool:
        """Tell whether a document may be seen in a chat."""
        if chat_id > 0 and self.people[chat_id] == "ADMIN":
            return True
        place = self.places.get(file)
        if place is None or place == "":
            return place == ""
        if chat_id < 0:
            return chat_id in self.chats.get(place, ())
        members = (each.id for each in (office.group, office.forum) if _is_in(office, each.id, chat_id))
        in_group = not self.chats.get(place, frozenset()).isdisjoint(members)
        return in_group or self.people[chat_id] in self.roles.get(place, ())


def truth(office: Office) -> Truth:
    """Read the rows."""
    with office.canmou.engine.begin() as connection:
        run = connection.execute
        names = {row.id: row.name for row in run(text("SELECT id, name FROM collections"))}
        roles = {name: set[str]() for name in names.values()}
        chats = {name: set[int]() for name in names.values()}
        for row in run(text("SELECT collection_id, role FROM collection_roles")):
            roles[names[row.collection_id]].add(row.role)
        for row in run(text("SELECT collection_id, chat_id FROM collection_chats")):
            chats[names[row.collection_id]].add(row.chat_id)
        people = {row.user_id: row.role for row in run(text("SELECT user_id, role FROM roles"))}
        documents = run(text("SELECT file, title, collection FROM documents")).all()
    return Truth(
        {row.file: row.collection for row in documents},
        {row.file: row.title for row in documents},
        {name: frozenset(found) for name, found in roles.items()},
        {name: frozenset(found) for name, found in chats.items()},
        {**people, office.chief.id: "ADMIN"},
    )


class Watch:
    """Looks at all that came out of the server since it last looked."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._place = len(office.server.backend.journal.events)
        self._before = truth(office)
        self.typed: dict[int, str] = {}
        self.gone: set[str] = set()  # the titles of what was everybody's when it was removed, which may be told
        self.seen = self.rightly = 0

    def slips(self) -> Iterator[Slip]:
        """Yield what was shown since then to who may not see it as the rows are now."""
        events = self._office.server.backend.journal.events
        known, start, self._place = truth(self._office), self._place, len(events)
        removed = self._before.places.keys() - known.places.keys()
        self.gone |= {self._before.titles[file] for file in removed if self._before.places[file] == ""}
        self._before = known
        for event in events[start:]:
            if event.message and event.kind is Kind.MESSAGE and event.message.sender != self._office.server.bot:
                self.typed[event.chat_id] = self.typed.get(event.chat_id, "") + "\n".join(_shown(event))
                continue
            reader, shown = self._reader(event), "\n".join(_shown(event))
            self.seen += bool(shown)
            self.rightly += any(word in shown for rule in RULES for word in rule.secrets)
            for word in self._hidden(known, reader, event.chat_id):
                if word in shown:
                    yield Slip(reader, word, shown)

    def _reader(self, event: Event) -> int:
        """Return whose eyes see an event: a chat's, or of what pops up those of who pressed."""
        if event.answer is None:
            return event.chat_id
        queries = (each.query for each in self._office.server.backend.journal.events if each.query)
        return next((query.user.id for query in queries if query.id == event.answer.query_id), event.chat_id)

    def _hidden(self, known: Truth, reader: int, chat_id: int) -> Iterator[str]:
        if reader not in known.people and reader > 0:
            yield from (word for rule in RULES for word in (rule.name, *rule.secrets))
            return
        seen = [rule for rule in RULES if known.sees(self._office, reader, rule.file)]
        visible = [title for file, title in known.titles.items() if known.sees(self._office, reader, file)]
        titles = [*visible, *self.gone]
        names = {rule.name for rule in RULES if rule in seen or any(title.startswith(rule.name) for title in titles)}
        for rule in RULES:
            if rule not in seen:
                yield from rule.secrets
            # What someone wrote here themselves may be repeated to them.
            if rule.name not in names and rule.name not in self.typed.get(chat_id, ""):
                yield rule.name


def people(office: Office) -> tuple[User, ...]:
    """Return all accounts but the stranger's."""
    return office.chief, office.wang, office.li


def _is_in(office: Office, chat_id: int, user_id: int) -> bool:
    member = office.server.world.chats[chat_id].members.get(user_id)
    return member is not None and member.is_present


def _shown(event: Event) -> Iterator[str]:
    """Yield all words of an event: text, buttons, the words of a file, what pops up, a draft."""
    yield event.text
    if event.answer:
        yield event.answer.text
    if event.message:
        yield event.message.text
        yield from (button.text for button in event.message.buttons)
        if event.message.file:
            yield event.message.file.name
            yield _words(event.message.file.content)


def _words(content: bytes) -> str:
    """Return what a file says, of a packed one all of its parts."""
    try:
        with ZipFile(BytesIO(content)) as parts:
            return "\n".join(parts.read(name).decode("utf-8", "ignore") for name in parts.namelist())
    except BadZipFile:
        return content.decode("utf-8", "ignore")
