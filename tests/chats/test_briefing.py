"""The daily briefing in its groups: on its days, once, late when the bot was down, and /brief at any time."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app import Canmou
from bot.config import Config
from bot.config.sections import Access, Storage, Telegram
from bot.office.calendar import DAY
from bot.office.duty.handing import Item, MatterKind
from bot.office.duty.shifts import Shift
from bot.office.meetings.meeting import Plan, Sitting
from bot.office.people import Person
from bot.reminders.model import State
from bot.sandbox import refusals
from bot.sandbox.server import Sandbox
from bot.services.articles import articles
from bot.services.groups import GroupService
from bot.storage import handovers, meetings, people, shifts
from bot.storage.database import open_database
from bot.storage.reminders import ReminderStore
from knowledge.audience import EVERYTHING, Audience
from knowledge.library import Snapshot
from tests.chats.conftest import UNHURRIED, Office, Opening, running
from tests.fakes import Clock

HOUR = timedelta(hours=1)
SECRET = "what somebody wrote"


@dataclass(frozen=True)
class Site:
    """A Telegram and a database over which the bot is started as often as wanted."""

    server: Sandbox
    canmou: Canmou
    clock: Clock
    cast: dict[str, Any]

    @asynccontextmanager
    async def up(self) -> AsyncIterator[Office]:
        """Run the bot."""
        async with running(self.canmou) as chat:
            yield Office(self.server, chat, self.canmou, self.clock, **self.cast)

    @property
    def briefings(self) -> list[str]:
        """Return what the group got."""
        return [message.text for message in self.server.sent(self.cast["group"])]

    @property
    def days(self) -> list[str]:
        """Return the dates of the briefings that the group got."""
        return [heading(text) for text in self.briefings]


def heading(text: str) -> str:
    """Return a briefing's first line, without what is said before it of a late one."""
    return next(line for line in text.splitlines() if not line.startswith("（"))


@pytest.fixture
async def site(library: Canmou, tmp_path: Path) -> AsyncIterator[Site]:
    clock = Clock()
    async with Sandbox(now=clock.now) as server:
        names = ("chief", "wang", "li", "stranger")
        cast: dict[str, Any] = dict(zip(names, map(server.add_user, ("赵主任", "王", "李", "路人")), strict=True))
        cast["group"] = server.add_group("综合科", [cast["wang"], cast["li"]])
        cast["forum"] = cast["elsewhere"] = server.add_group("别的群", [cast["stranger"]])
        config = Config(
            telegram=Telegram(token=server.token, base_url=server.base_url),
            storage=Storage(data_dir=tmp_path),
            access=Access(admins=(cast["chief"].id,), chats=(cast["group"].id,)),
            delivery=UNHURRIED,
        )
        engine = open_database(f"sqlite:///{tmp_path / 'site.db'}")
        yield Site(server, replace(library, config=config, engine=engine, now=clock.now), clock, cast)
        engine.dispose()


@pytest.fixture
async def briefed(opened: Opening) -> AsyncIterator[Office]:
    """Return an office whose groups get briefings."""
    async with opened(briefings=True) as office:
        yield office


def at(office: Office, day: int, hour: int) -> datetime:
    """Return an hour of a day of March 2026."""
    return datetime(2026, 3, day, hour, tzinfo=office.state.office.zone)


def enter(office: Office, name: str, **values: Any) -> Person:
    with office.canmou.engine.begin() as connection:
        return people.put(connection, name, **values)


def keep_shift(office: Office, day: int, officer: Person, leader: Person) -> Shift:
    start = at(office, day, 8)
    with office.canmou.engine.begin() as connection:
        return shifts.add(connection, Shift(start, start + DAY, officer, leader))


def keep_meeting(office: Office, chat_id: int, title: str, day: int, hour: int, **values: Any) -> Sitting:
    start, organizer_id = at(office, day, hour), values.pop("organizer_id", office.li.id)
    with office.canmou.engine.begin() as connection:
        plan = Plan(title, start, **values)
        meeting = meetings.add(connection, plan, organizer_id=organizer_id, chat_id=chat_id, uid=title)
        meetings.sit(connection, meeting.id, [(start, start + HOUR)])
        return meetings.sittings_of(connection, meeting.id)[0]


async def days_go_by(office: Office, count: int) -> None:
    """Let days pass hour by hour."""
    for _ in range(24 * count):
        await office.pass_by(hours=1)


async def test_it_comes_at_eight_on_working_days_only(site: Site) -> None:
    async with site.up() as office:
        await office.pass_by(hours=22, minutes=59)
        assert site.briefings == []
        await office.pass_by(minutes=1)
        assert site.days == ["2026年3月3日（周二）"]
        await days_go_by(office, 7)
    assert site.days[1:] == [
        "2026年3月4日（周三）",
        "2026年3月5日（周四） 惊蛰",
        "2026年3月6日（周五）",
        "2026年3月9日（周一）",
        "2026年3月10日（周二）",
    ]


async def test_in_quiet_hours_it_waits_for_their_end_and_is_not_called_late(briefed: Office) -> None:
    GroupService(briefed.state.office).change(briefed.group.id, {"quiet_from": time(22), "quiet_to": time(9, 30)})
    await briefed.pass_by(hours=23)
    assert not any("3月3日" in text for text in briefed.texts(briefed.group))
    await briefed.pass_by(hours=1, minutes=30)
    assert heading(briefed.texts(briefed.group)[-1]) == "2026年3月3日（周二）"


async def test_thirty_meetings_are_five_lines_and_a_number(briefed: Office) -> None:
    for number in range(30):
        title = f"第{number:02}次关于研究部署安全生产和消防隐患排查整治专项行动工作推进会议"
        keep_meeting(briefed, briefed.group.id, title, 3, 9, room="三楼" * 20, people="李")
    await briefed.pass_by(hours=23)
    lines = briefed.texts(briefed.group)[-1].splitlines()
    shown = [line for line in lines if line.startswith("今日09:00 ")]
    assert len(shown) == 5
    assert shown[-1].endswith("……等30项")


async def test_it_comes_on_a_saturday_that_is_worked_and_not_on_holidays(site: Site) -> None:
    site.clock.time = datetime(2026, 9, 30, 4, tzinfo=site.clock.time.tzinfo)
    async with site.up() as office:
        await days_go_by(office, 10)
    assert site.days == [
        "2026年10月8日（周四） 寒露",
        "2026年10月9日（周五）",
        "2026年10月10日（周六） 国庆节调休上班",
    ]


async def test_in_a_year_that_is_not_known_it_comes_from_monday_to_friday_and_says_so(site: Site) -> None:
    site.clock.time = datetime(2027, 1, 1, 4, tzinfo=site.clock.time.tzinfo)
    async with site.up() as office:
        await days_go_by(office, 3)
    assert site.days == ["2027年1月4日（周一）"]
    assert "2027年放假安排尚未导入" in site.briefings[0]


async def test_it_comes_once_a_day_however_often_the_bot_starts(site: Site) -> None:
    for _ in range(8):
        async with site.up() as office:
            await office.pass_by(hours=6)
            await office.deliver()
    assert site.days == ["2026年3月3日（周二）", "2026年3月4日（周三）"]
    assert not [text for text in site.briefings if "补发" in text and "3月3日 08:00" in text]


async def test_a_bot_that_was_down_in_the_morning_makes_up_for_it(site: Site) -> None:
    async with site.up():
        pass
    site.clock.pass_by(days=1, hours=1)
    async with site.up() as office:
        await office.deliver()
    (text,) = site.briefings
    assert text.splitlines()[:2] == ["（补发，原定08:00）", "2026年3月3日（周二）"]


async def test_a_bot_that_was_down_for_days_tells_of_today_only(site: Site) -> None:
    async with site.up():
        pass
    site.clock.pass_by(days=3, hours=1)
    async with site.up() as office:
        await office.deliver()
        assert site.days == ["2026年3月5日（周四） 惊蛰"]
        assert site.briefings[0].startswith("（补发，原定")
        await office.pass_by(hours=22)
    assert site.days[1:] == ["2026年3月6日（周五）"]


async def test_what_there_is_stands_in_it(briefed: Office) -> None:
    wang = enter(briefed, "王强", phone="13800000001", user_id=briefed.wang.id)
    zhao = enter(briefed, "赵刚", phone="13900000003")
    keep_shift(briefed, 3, wang, zhao)
    keep_shift(briefed, 4, wang, zhao)
    keep_meeting(briefed, briefed.group.id, "主任 <办公会>", 3, 15, room="301", people="王强、赵刚")
    keep_meeting(briefed, briefed.forum.id, "论坛的会", 3, 16)
    with briefed.canmou.engine.begin() as connection:
        items = [Item(MatterKind.PENDING, "回复信访件")]
        handovers.open_matters(connection, items, by=1, at=briefed.clock.now(), shift_id=None)
    await briefed.pass_by(hours=23)
    text = next(text for text in briefed.texts(briefed.group) if "【每日一条】" in text)
    assert text.splitlines()[:11] == [
        "2026年3月3日（周二）",
        "【值班】",
        "08:00—次日08:00 王强 13800000001，带班赵刚 13900000003",
        "明日：王强，带班赵刚",
        "【会议】",
        "今日15:00 主任 <办公会>（301）",
        "【未答复】",
        "值班收到：王强、赵刚",
        "主任 <办公会>：王强、赵刚",
        "【交接】待办1项",
        "未办结：回复信访件",
    ]


async def test_a_group_hears_of_its_own_meetings_only(briefed: Office) -> None:
    keep_meeting(briefed, briefed.group.id, "综合科的会", 2, 15, people="全体人员")
    keep_meeting(briefed, briefed.forum.id, "论坛的会", 2, 16)
    enter(briefed, "李娜", user_id=briefed.li.id)
    wang = enter(briefed, "王强", user_id=briefed.wang.id)
    group = await briefed.ask(briefed.wang, briefed.group, "/brief")
    forum = await briefed.ask(briefed.wang, briefed.forum, "/brief")
    assert "综合科的会" in group.text
    assert "论坛的会" not in group.text
    assert "综合科的会" not in forum.text
    # In private everybody hears of theirs; who has not answered is told to who organizes.
    own = await briefed.ask(briefed.wang, briefed.wang, "/brief")
    assert ("综合科的会" in own.text, "论坛的会" in own.text, "未答复" in own.text) == (True, False, False)
    theirs = await briefed.ask(briefed.li, briefed.li, "/brief")
    assert "综合科的会：王强" in theirs.text
    assert wang.name not in own.text


async def test_a_briefing_that_is_asked_for_is_not_the_days(briefed: Office) -> None:
    first = await briefed.ask(briefed.li, briefed.group, "/brief")
    assert heading(first.text) == "2026年3月2日（周一）"
    await briefed.pass_by(hours=22)
    early = await briefed.ask(briefed.li, briefed.group, "/brief")
    await briefed.pass_by(hours=1)
    days_own = await briefed.server.next_message(briefed.group)
    late = await briefed.ask(briefed.li, briefed.group, "/brief")
    # With the same article before, in and after the day's own.
    assert early.text == days_own.text == late.text


def quoted(text: str) -> str:
    """Return the article of a briefing."""
    return text.partition("【每日一条】\n")[2].rpartition("\n——")[0]


def library_of(site: Site) -> Snapshot:
    return site.canmou.library.snapshot()


async def test_no_article_is_read_again_before_all_were(site: Site) -> None:
    texts = {article.text for article in articles(library_of(site))}
    assert len(texts) > 3
    async with site.up() as office:
        await days_go_by(office, 14)
    read = [quoted(text) for text in site.briefings]
    assert set(read) == texts
    assert all({*read[first : first + len(texts)]} == texts for first in range(len(read) - len(texts) + 1))


async def test_an_article_of_a_briefing_that_never_went_out_is_not_used_up(site: Site) -> None:
    async with site.up() as office:
        await office.pass_by(hours=23)
        site.server.refuse_next("sendMessage", refusals.bad_request("MESSAGE_REFUSED"), place=site.cast["group"])
        await office.pass_by(hours=24)
        assert len(site.briefings) == 1
        await days_go_by(office, 6)
    read = [quoted(text) for text in site.briefings[:4]]
    assert len(set(read)) == 4 == len(articles(library_of(site)))


async def test_what_changed_in_the_documents_is_told_once(opened: Opening, library: Canmou) -> None:
    shelf = Shelf(library.library.snapshot())
    async with opened(briefings=True, parts={"library": shelf}) as office:
        await office.pass_by(hours=23)
        assert "【文件】" not in office.texts(office.group)[0]
        first, second, *others = shelf.now.entries
        changed = replace(second, record=replace(second.record, digest="other"))
        shelf.now = replace(shelf.now, entries=(changed, *others))
        await office.pass_by(days=1)
        told = [line for line in office.texts(office.group)[1].splitlines() if "【文件】" in line]
        assert told == [
            f"【文件】更新《{second.document.title}》",
            f"【文件】移除《{first.document.title}》",
        ]
        await office.pass_by(days=1)
        assert "【文件】" not in office.texts(office.group)[2]


@dataclass
class Shelf:
    """A library that holds what it is told to, or is broken."""

    now: Snapshot
    is_broken: bool = False

    def snapshot(self, _audience: Audience = EVERYTHING) -> Snapshot:
        if self.is_broken:
            raise ValueError(SECRET)
        return self.now


async def test_a_source_that_fails_is_named_and_costs_nothing_else(
    opened: Opening, library: Canmou, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = Shelf(library.library.snapshot(), is_broken=True)
    async with opened(parts={"library": shelf}) as office:
        text = (await office.ask(office.wang, office.group, "/brief")).text
    assert text.splitlines() == [
        "2026年3月2日（周一）",
        "值班表：今日未导入",
        "明日：未导入",
        "会议：今明两天没有会议",
        "文件更新：读取失败",
        "每日一条：读取失败",
    ]
    assert SECRET not in caplog.text
    caplog.clear()


async def test_an_empty_library_is_named(opened: Opening, library: Canmou) -> None:
    empty = replace(library.library.snapshot(), entries=(), units=())
    async with opened(parts={"library": Shelf(empty)}) as office:
        text = (await office.ask(office.wang, office.group, "/brief")).text
    assert text.endswith("\n每日一条：资料库为空")


async def test_a_group_that_moved_is_briefed_once_a_day(briefed: Office) -> None:
    await briefed.pass_by(hours=23)
    moved = briefed.server.migrate(briefed.group)
    await briefed.settled()
    await briefed.deliver()
    await briefed.pass_by(hours=24)
    await briefed.pass_by(hours=24)
    days = [heading(text) for text in briefed.texts(moved)]
    assert days[-2:] == ["2026年3月4日（周三）", "2026年3月5日（周四） 惊蛰"]
    assert len(days) == len(set(days))


@pytest.mark.parametrize(
    ("changes", "days"),
    [
        ({"pushes_briefing": False}, []),
        ({"briefing_daily": True}, ["3月4日", "3月5日", "3月6日", "3月7日", "3月8日"]),
        ({}, ["3月4日", "3月5日", "3月6日"]),
    ],
)
async def test_settings_hold_from_the_next_day_to_come(
    briefed: Office, changes: dict[str, Any], days: list[str]
) -> None:
    await briefed.pass_by(hours=24)
    GroupService(briefed.state.office).change(briefed.group.id, changes)
    await days_go_by(briefed, 5)
    texts = briefed.texts(briefed.group)[1:]
    assert [heading(text).removeprefix("2026年").partition("（")[0] for text in texts] == days


async def test_another_time_makes_no_second_briefing_of_a_day(briefed: Office) -> None:
    await briefed.pass_by(hours=23)
    GroupService(briefed.state.office).change(briefed.group.id, {"briefing_at": at(briefed, 3, 9).time()})
    await days_go_by(briefed, 1)
    listed = ReminderStore(briefed.canmou.engine).listing(states=[State.SENT], limit=9)
    dues = sorted(row.due_at for row in listed if row.chat_id == briefed.group.id)
    assert dues == [at(briefed, 3, 8)]
    await briefed.pass_by(hours=1)
    assert len(briefed.texts(briefed.group)) == 2


async def test_an_earlier_time_that_has_passed_leaves_todays_briefing(briefed: Office) -> None:
    await briefed.pass_by(hours=22, minutes=50)
    GroupService(briefed.state.office).change(briefed.group.id, {"briefing_at": at(briefed, 3, 7).time()})
    await briefed.pass_by(minutes=10)
    assert len(briefed.texts(briefed.group)) == 1
    await briefed.pass_by(hours=23)
    assert len(briefed.texts(briefed.group)) == 2
