"""What people do on the stage: they ask, press, forge, draft, hand papers in; those who keep documents move them."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from sqlalchemy import delete

from bot.chat.buttons import VERSION, Action
from bot.chat.links import word_of_spot
from bot.office.acts import Actor
from bot.office.errors import OfficeError
from bot.permissions import Role
from bot.sandbox.keyboards import Button, Keyboard, KeyboardKind
from bot.sandbox.world import Message, User
from bot.services.audience import READERS, AudienceService
from bot.services.standards import StandardService
from bot.services.wordings import Wordings
from bot.storage.library import LibraryRecords
from bot.storage.tables import collection_chats, collection_roles
from knowledge.audience import EVERYTHING
from knowledge.records import Record
from tests.bot.services.papers import docx
from tests.chats.closed import appoint, desk
from tests.chats.conftest import Office
from tests.leaks.office import RULES, SUBJECTS, people

OPENING = f"{VERSION}{Action.OPEN}:"  # how the data of a button begins that opens an original
COLLECTIONS = ("领导资料", "人事资料", "科室资料")
QUESTIONS = (
    "{}应当提前几天申请？",
    "{}的登记簿保存几年？",
    "{}由谁负责？",
    "{}每几个月通报一次？",
    "《{}规定》第二条",
    "那第三条呢",
    "紫微垣的规定是什么？",
)
MINUTES = 61 / 60  # between two acts, so that nobody hurries


@dataclass
class Stage:
    """The office with the dice, and the documents as they were at first."""

    office: Office
    dice: Random
    records: list[Record]
    done: list[str] = field(default_factory=list)

    @property
    def store(self) -> LibraryRecords:
        """Return the rows of the documents."""
        return LibraryRecords(self.office.canmou.engine)

    def person(self) -> User:
        return self.dice.choice(people(self.office))

    def place(self, user: User) -> int:
        """Return a chat that someone is in: their own or a group."""
        groups = [each.id for each in (self.office.group, self.office.forum) if self._is_in(each.id, user)]
        return self.dice.choice([user.id, *groups])

    def _is_in(self, chat_id: int, user: User) -> bool:
        member = self.office.server.world.chats[chat_id].members.get(user.id)
        return member is not None and member.is_present

    def shown(self) -> list[Message]:
        """Return the bot's messages with buttons, as they stand now."""
        chats = self.office.server.world.chats.values()
        found = [each for chat in chats for each in list(chat.messages.values())[-12:]]
        return [each for each in found if each.sender == self.office.server.bot and each.buttons]


async def arrange(stage: Stage) -> None:
    """Put documents, readers and roles as the dice say."""
    office, dice, store = stage.office, stage.dice, stage.store
    held = store.holdings()
    store.put([record for record in stage.records if record.document.file not in held])
    for rule in RULES:
        store.move(rule.file, dice.choice(("", "", *COLLECTIONS)))
    with office.canmou.engine.begin() as connection:
        connection.execute(delete(collection_roles))
        connection.execute(delete(collection_chats))
    for _ in range(dice.randrange(6)):
        _toggle(stage)
    for user in (office.wang, office.li):
        appoint(office, user, dice.choice((Role.STAFF, Role.STAFF, Role.LEADER, Role.DIRECTOR)))


def _toggle(stage: Stage) -> None:
    service, office = AudienceService(desk(stage.office)), stage.office
    collection = stage.dice.choice(service.all())
    service.toggle(collection, stage.dice.choice((*READERS, office.group.id, office.forum.id)))


async def ask(stage: Stage) -> None:
    """Ask something, in private or in a group."""
    user, number = stage.person(), stage.dice.randrange(len(RULES))
    place, question = stage.place(user), stage.dice.choice(QUESTIONS)
    subject = RULES[number].title.removesuffix("规定") if "《" in question else SUBJECTS[number]
    say(stage, user, place, question.format(subject))


async def command(stage: Stage) -> None:
    """Have a list, a briefing or the drafts shown, or an outline drawn up."""
    user = stage.person()
    outline = f"/outline 通知 加强{stage.dice.choice(SUBJECTS)}管理"
    words = ("/documents", "/brief", "/drafts", "/feedback", "/standards", outline, outline)
    stage.office.server.say(user, stage.place(user), stage.dice.choice(words))


async def press(stage: Stage) -> None:
    """Press a button of one of the last messages, whoever it was for."""
    message = stage.dice.choice(stage.shown() or [None])
    if message is not None:
        await push(stage, message, stage.dice.choice(message.buttons).data)


async def follow(stage: Stage) -> None:
    """Follow a link to the original of an answer, whoever it was for."""
    opening = [each.data for message in stage.shown() for each in message.buttons if each.data.startswith(OPENING)]
    if opening:
        user, (_, *numbers) = stage.person(), stage.dice.choice(opening).split(":")
        word = word_of_spot(*map(int, numbers), stage.dice.choice((0, 1, -1)), 0)
        stage.office.server.say(user, user.id, f"/start {word}")


async def forge(stage: Stage) -> None:
    """Press what stands under a message of another chat, and numbers that were never offered."""
    shown = stage.shown()
    if len(shown) > 1:
        message, other = stage.dice.sample(shown, 2)
        action, *numbers = stage.dice.choice(other.buttons).data.split(":")
        changed = [str(int(number) + stage.dice.choice((0, 0, 0, 1, -1))) for number in numbers]
        await push(stage, message, ":".join([action, *changed]))


async def push(stage: Stage, message: Message, data: str) -> None:
    """Press a button with this data under a message, by someone who is in its chat."""
    chat = stage.office.server.world.chats[message.chat_id]
    members = [user for user in people(stage.office) if (found := chat.members.get(user.id)) and found.is_present]
    if members and data:
        keyboard = Keyboard(KeyboardKind.INLINE, ((Button("x", "callback_data", data),),))
        made = Message(message.message_id, message.chat_id, message.sender, message.sent_at, keyboard=keyboard)
        stage.office.server.press(stage.dice.choice(members), made, "x")


async def hand_in(stage: Stage) -> None:
    """Send a paper that is like a rule, to be proofread or, by who keeps documents, to be taken in."""
    user, rule = stage.person(), stage.dice.choice(RULES)
    text = rule.text.replace("年3月", "年4月")
    for secret in rule.secrets:
        text = text.replace(secret, "该项")
    caption = stage.dice.choice(("", "入库"))
    if not caption:
        # So that the name of the rule that it is like is nobody's but the rule's.
        text = text.replace(rule.name, "")
    stage.office.server.upload(user, user.id, f"{rule.title[2:6]}.docx", docx(text), caption=caption)


async def change(stage: Stage) -> None:
    """Change who sees what: a document, a reader, a role, a member."""
    office, dice = stage.office, stage.dice
    match dice.randrange(5):
        case 0:
            stage.store.move(dice.choice(RULES).file, dice.choice(("", *COLLECTIONS)))
        case 1:
            _toggle(stage)
        case 2:
            appoint(office, dice.choice((office.wang, office.li)), dice.choice((Role.STAFF, Role.LEADER)))
        case 3:
            stage.store.remove(dice.choice(RULES).file)
        case _:
            _come_or_go(office)


def _come_or_go(office: Office) -> None:
    """Let 李 out of the second group or into it again."""
    member = office.server.world.chats[office.forum.id].members.get(office.li.id)
    if member is not None and member.is_present:
        office.server.kick(office.li, office.forum, by=office.chief)
    else:
        office.server.join(office.li, office.forum, by=office.chief)


async def stand(stage: Stage) -> None:
    """Have a standard answer approved that repeats what a rule alone says."""
    office, number = stage.office, stage.dice.randrange(2, len(RULES))
    rule, by = RULES[number], Actor(office.chief.id, office.chief.id)
    question, words = QUESTIONS[0].format(SUBJECTS[number]), f"按{rule.secrets[0]}办理（《{rule.title}》第一条）。"
    service = StandardService(desk(office), office.canmou.library, office.canmou.answerer)
    with suppress(OfficeError):
        made = service.write(question, words, EVERYTHING, by=by)
        service.submit(made)
        service.approve(made, name="赵主任", by=by)
        Wordings(desk(office)).add(made.id, stage.dice.choice(QUESTIONS).format(SUBJECTS[number]), by=by)


async def wake(stage: Stage) -> None:
    """Let the next morning come."""
    await stage.office.pass_by(hours=24)


async def edit(stage: Stage) -> None:
    """Change one's last words, or forward the bot's into a group."""
    user = stage.person()
    own = [each for each in stage.office.server.world.chats[user.id].messages.values() if not each.file]
    written = [each for each in own if each.sender == user and each.text and not each.origin]
    if written and stage.dice.random() < 0.5:
        stage.office.server.edit(user, written[-1], f"{stage.dice.choice(SUBJECTS)}应当提前几天申请？")
    elif said := [each for each in own if each.sender == stage.office.server.bot]:
        stage.office.server.forward(user, user.id, said[-1])


def say(stage: Stage, user: User, place: int, words: str) -> None:
    """Say words in a chat, in a group to the bot."""
    stage.office.server.say(user, place, words if place > 0 else f"@{stage.office.server.bot.username} {words}")


Act = Callable[[Stage], Awaitable[None]]
# How often each is done in comparison.
ACTS: dict[Act, int] = {
    **{ask: 6, press: 6, command: 3, forge: 2, follow: 2, change: 3},
    **{hand_in: 1, edit: 1, wake: 1, stand: 1},
}
