"""The sample office of the try-out: a few colleagues, their groups, a roster of two weeks and two meetings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from bot.chat.members.groups import GREETING
from bot.config import Config
from bot.config.sections import Access, Delivery
from bot.office.acts import Actor
from bot.office.calendar import DAY, DayKind
from bot.office.duty.shifts import Shift, Tier
from bot.office.duty.tables import Entry, Member
from bot.office.meetings.meeting import Plan
from bot.permissions import Role
from bot.sandbox.people import People
from bot.sandbox.world import Chat, User
from bot.services.duty import Rosters
from bot.services.meetings.changing import Maker, MeetingService
from bot.services.members import Members
from bot.services.office import Office
from bot.services.people import Roll
from bot.storage import Connection, people, shifts
from bot.storage.reminders import notify

DAYS = 14
OFFICE = "青山县政府办公室"
TOPICS = ("值班", "会务")
# The sandbox takes messages as fast as they come.
UNHURRIED = Delivery(per_second=1000, per_chat_second=100, per_group_minute=10_000)
# How many days from today, when, what, where.
MEETINGS = ((1, time(9, 30), "主任办公会", "三楼会议室"), (2, time(15, 0), "安全生产调度会", "301"))
LEADS = (timedelta(days=1), timedelta(minutes=30))


@dataclass(frozen=True, slots=True)
class Colleague:
    """Someone whom one can be on the page; ``role`` is what the page says of them."""

    name: str
    role: str
    position: str = ""
    phone: str = ""
    tiers: tuple[Tier, ...] = ()


DIRECTOR = Colleague("赵启明", "主任，管理员", "主任", "13800000001", (Tier.LEADER,))
COLLEAGUES = (
    Colleague("陈明", "值班员", "干事", "13800000002", (Tier.OFFICER,)),
    Colleague("林岚", "文秘", "秘书", "13800000003", (Tier.OFFICER,)),
    DIRECTOR,
    Colleague("周正", "带班领导", "副主任", "13800000004", (Tier.LEADER,)),
    Colleague("何静", "干事", "干事", "13800000005", (Tier.OFFICER,)),
)
DEPUTY = COLLEAGUES[3]
STRANGER = Colleague("路人", "不是本单位的人")


@dataclass(frozen=True, slots=True)
class Scene:
    """Who and what there is: people with their part, the group and the forum."""

    people: tuple[tuple[User, Colleague], ...]
    group: Chat
    forum: Chat

    def user(self, colleague: Colleague) -> User:
        """Return the person who plays a colleague."""
        return next(user for user, each in self.people if each == colleague)


def set_scene(server: People) -> Scene:
    """Bring the colleagues and their groups into the world; each has already opened a private chat with the bot."""
    people = tuple((server.add_user(each.name), each) for each in (*COLLEAGUES, STRANGER))
    staff = [user for user, colleague in people if colleague != STRANGER]
    # Whoever stands first owns a group.
    staff.sort(key=lambda user: user.first_name != DIRECTOR.name)
    scene = Scene(people, server.add_group("办公室工作群", staff), server.add_group("综合科", staff, topics=TOPICS))
    for user in staff:
        server.say(user, user, "/start")
    return scene


def configured(config: Config, scene: Scene) -> Config:
    """Return the settings with which the bot serves the scene."""
    access = Access(admins=(scene.user(DIRECTOR).id,), chats=(scene.group.id, scene.forum.id))
    duty = config.duty.model_copy(update={"director": DIRECTOR.name})
    named = config.office.model_copy(update={"name": OFFICE})
    sections = {"access": access, "duty": duty, "office": named, "delivery": UNHURRIED}
    return config.model_copy(update=sections)


def furnish(office: Office, scene: Scene, bot_name: str) -> None:
    """Put people, roster and meetings into an empty database; what the groups hear first is who has come."""
    staff = [each for each in scene.people if each[1] != STRANGER]
    Roll(office).take_in([_member(row, *each) for row, each in enumerate(staff, 2)])
    entries = list(_entries(office))
    maker = Maker(scene.user(COLLEAGUES[1]).id, scene.group.id)
    with office.begin() as connection:
        greeting = GREETING.format(office=OFFICE, name=bot_name)
        notify(connection, "greeting", greeting, chats=(scene.group.id, scene.forum.id), now=office.now())
        _put_begun(connection, [each for each in entries if each.start <= office.now()])
        for plan in _plans(office):
            MeetingService(office).add(connection, plan, maker)
    Rosters(office).take_in([each for each in entries if each.start > office.now()])
    Members(office).give(scene.user(DEPUTY).id, Role.LEADER, by=Actor(scene.user(DIRECTOR).id))


def _put_begun(connection: Connection, entries: Iterable[Entry]) -> None:
    """Enter shifts that have begun as ones that were always known: entered as news, they would be told to everybody."""
    known = {person.name: person for person in people.everyone(connection)}
    for each in entries:
        shifts.add(connection, Shift(each.start, each.end, known[each.officer], known[each.leader]))


def _member(row: int, user: User, colleague: Colleague) -> Member:
    member = Member(row, colleague.name, colleague.tiers, tuple(DayKind), user_id=user.id)
    return replace(member, phone=colleague.phone, position=colleague.position)


def _entries(office: Office) -> Iterator[Entry]:
    """Yield a shift a day from yesterday on; officers and leaders take turns, of today's the first ones."""
    officers = [each for each in COLLEAGUES if Tier.OFFICER in each.tiers]
    leaders = [each for each in COLLEAGUES if Tier.LEADER in each.tiers]
    duty = office.config.duty
    for number in range(-1, DAYS - 1):
        day = office.today() + number * DAY
        start, end = (datetime.combine(day, at, office.zone) for at in (duty.start, duty.end))
        officer, leader = officers[number % len(officers)], leaders[number % len(leaders)]
        shift = Entry(number + 3, day, start, end if end > start else end + DAY, officer.name, leader.name)
        yield replace(shift, officer_phone=officer.phone, leader_phone=leader.phone)


def _plans(office: Office) -> Iterator[Plan]:
    """Yield a meeting of tomorrow and one of the day after."""
    people = "、".join(each.name for each in COLLEAGUES)
    for days, at, title, room in MEETINGS:
        start = datetime.combine(office.today() + days * DAY, at, office.zone)
        yield Plan(title, start, start + timedelta(hours=1), room=room, people=people, leads=LEADS)
