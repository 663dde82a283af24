"""The office that is attacked: rules of which one is closed, a roster, a meeting, drafts, all of them other people's.

The attackers are a member of the group whom nobody knows by name, and a stranger.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.permissions import Role
from bot.sandbox.keyboards import Button, Keyboard, KeyboardKind
from bot.sandbox.people import MisuseError
from bot.sandbox.world import CallbackQuery, Chat, Message, User
from tests.chats.closed import LEADERS, closed_office, collect, move
from tests.chats.conftest import Office
from tests.chats.meetings import made
from tests.chats.office import DUTY_2023, SEALS
from tests.chats.watch import labels, staff

CLOSED = "领导分工.txt"
SECRETS = ("玄武口令", "青龙专户", "领导休养", "白虎专班")
CLOSED_TEXT = """领导分工规定
（2024年1月8日印发）

第一条 玄武口令由主任保管，值班电话不得谈及。

第二条 青龙专户由分管领导审批，每季度核对一次。

第三条 领导休养期间的值班安排由白虎专班负责。
"""
DRAFT = "/outline 通知 白虎专班值班安排，主送各科室"
QUESTION, ANSWER = "值班电话应当在几声之内接听？", "3声之内"
SENTENCE = "明天下午三点在301开党委会，参加：王、李、孙，提前一天和半小时提醒"
SCREENS = ("/duty", "/log", "/matters", "/handover", "/documents", "/meetings", "/drafts", QUESTION)
CHIEFS = ("/members", "/groups", "/invite", "/model", "/swap", "/documents", "/whoami")
ROSTER = "日期,值班员,带班领导\n2026-05-01,王,赵主任\n".encode()


@dataclass
class Stage:
    """The office with its attackers, and all data of buttons that were shown to others."""

    office: Office
    member: User
    data: tuple[str, ...] = ()

    @property
    def attackers(self) -> tuple[User, User]:
        return self.member, self.office.stranger

    def press(self, user: User, place: User | Chat, data: str) -> CallbackQuery | None:
        """Press what was never offered under a message of the bot's, where there is one in a chat of one's own."""
        # What answers a message that is no message would be none itself.
        shown = [each for each in self.office.server.sent(place) if each.reply_to is None]
        keyboard = Keyboard(KeyboardKind.INLINE, ((Button("x", "callback_data", data),),))
        number, bot = (shown[-1].message_id if shown else 1), self.office.server.bot
        made_up = Message(number, place.id, bot, self.office.clock.now(), keyboard=keyboard)
        with suppress(MisuseError):
            return self.office.server.press(user, made_up, "x")
        return None


@asynccontextmanager
async def stage(folder: Path, database_url: str = "") -> AsyncIterator[Stage]:
    """Run the bot over the office."""
    texts = {"值班管理规定.txt": DUTY_2023, "印章使用规定.txt": SEALS, CLOSED: CLOSED_TEXT}
    async with closed_office(folder, texts, database_url=database_url) as office:
        await staff(office)
        collect(office, Role.LEADER)
        move(office, CLOSED, LEADERS)
        member = office.server.add_user("胡")
        office.server.join(member, office.group, by=office.wang)
        await _fill(office)
        cards = [each for chat in office.server.world.chats.values() for each in chat.messages.values()]
        data = {button.data for card in cards for button in card.buttons if button.data}
        yield Stage(office, member, tuple(sorted(data)))


async def _fill(office: Office) -> None:
    """Have something of everything: a meeting, an outline, a swap that is asked for, files that wait."""
    server, wang, chief = office.server, office.wang, office.chief
    await made(office, wang, SENTENCE)
    for words in (DRAFT, *SCREENS):
        await _say(office, wang, words)
    for words in CHIEFS:
        await _say(office, chief, words)
    server.upload(chief, chief, "值班表.csv", ROSTER)
    server.upload(chief, chief, "考勤规定.txt", "考勤规定\n第一条 上午八点半签到。".encode(), caption="入库")
    await office.settled()
    screen = await _say(office, wang, "/swap")
    for label in ("3月3日", "李", "替班"):
        await office.press(wang, screen, next(each for each in labels(screen) if each.startswith(label)))
        await office.settled()
        screen = office.server.world.chats[wang.id].messages[screen.message_id]
    await office.deliver()
    await office.settled()


async def _say(office: Office, user: User, words: str) -> Message:
    office.clock.pass_by(seconds=10)
    office.server.say(user, user, words)
    await office.settled()
    return office.server.sent(user)[-1]
