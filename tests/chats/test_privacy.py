"""/privacy: what is kept is told in words; questions, drafts and votes go at once; a person is forgotten whole."""

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select

from bot.chat.members import privacy
from bot.office.acts import COMMAND_LINE, Actor
from bot.permissions import Role
from bot.services.duty.watch import SHIFT
from bot.services.meetings.changing import Maker, MeetingService
from bot.services.privacy import Privacy, PrivacyFault
from bot.storage import people, receipts, roles
from bot.storage.forgetting import LEFT
from bot.storage.roles import Grant
from bot.storage.tables import metadata
from tests.bot.services.desk import plan
from tests.chats.conftest import Office
from tests.chats.watch import Watch, newest, say, staff

QUESTION = "值班电话要几声之内接听？"
HOUR = timedelta(hours=1)
LIBRARY = {"documents", "passages", "meta"}
NAME, PHONE = "张三", "13912345678"


def values(engine: Engine) -> Iterator[tuple[str, object]]:
    """Yield (table.column, value) of the whole database, JSON as one reads it."""
    with engine.connect() as connection:
        for table in metadata.sorted_tables:
            if table.name not in LIBRARY:
                for row in connection.execute(select(table)):
                    for column, value in row._mapping.items():
                        plain = isinstance(value, dict | list)
                        yield f"{table.name}.{column}", json.dumps(value, ensure_ascii=False) if plain else value


def traces(engine: Engine, *needles: object) -> set[str]:
    """Return where something stands, as a whole value or within a text."""
    return {
        place
        for place, value in values(engine)
        for needle in needles
        if value == needle or (isinstance(value, str) and str(needle) in value)
    }


async def lived(office: Office) -> Watch:
    """Let 王, whose name is 张三 now, leave traces wherever someone can."""
    watch = await staff(office)
    engine, wang = office.canmou.engine, office.wang
    with engine.begin() as connection:
        people.bind(connection, people.put(connection, NAME, phone=PHONE, position="干事").id, wang.id)
        connection.exec_driver_sql("UPDATE people SET name = '旧' WHERE name = '王'")
        roles.give(connection, Grant(wang.id, Role.LEADER, office.clock.now(), by=office.chief.id))
    for said in ("/matters 新增 张三电话13912345678待回复", "/outline 通知 国庆节期间值班安排", f"我是{NAME}"):
        await say(office, wang, said)
    answer = await say(office, wang, QUESTION)
    await office.press(wang, answer, "不准")
    await say(office, wang, "/log")
    with engine.begin() as connection:
        maker = Maker(wang.id, office.group.id)
        service = MeetingService(office.state.office)
        service.add(connection, plan("张三述职会", people="张三、李", start=watch.shifts[0].end), maker)
    await say(office, wang, "明天下午三点在301开党委会，参加：张三、李")
    await office.deliver()
    return watch


async def test_what_is_kept_is_told_with_counts(office: Office) -> None:
    await lived(office)
    shown = (await say(office, office.wang, "/privacy")).text
    for line in (f"姓名：{NAME}", f"电话：{PHONE}", "职务：干事", "提问和回答：1条", "评价（有用、不准）：1条"):
        assert line in shown
    assert f"账号编号和身份：{office.wang.id}，领导" in shown
    assert "登记、办结的事项：1条" in shown


async def test_a_stranger_may_look_and_has_nothing(office: Office) -> None:
    shown = (await say(office, office.stranger, "/privacy")).text
    assert privacy.NOTHING in shown


async def test_questions_drafts_and_votes_go_after_asking_back(office: Office) -> None:
    await lived(office)
    await say(office, office.li, QUESTION)
    shown = await say(office, office.wang, "/privacy")
    await office.press(office.wang, shown, "清除我的提问、草稿和评价")
    sure = await office.server.next_edit(office.wang)
    assert sure.text == privacy.SURE
    await office.press(office.wang, sure, "不清除")
    assert "提问和回答：1条" in (await office.server.next_edit(office.wang)).text
    await office.press(office.wang, shown, "清除我的提问、草稿和评价")
    assert (await office.press(office.wang, sure, "确定清除")).text == privacy.DONE
    await office.settled()
    after = (await say(office, office.wang, "/privacy")).text
    assert not any(word in after for word in ("提问和回答", "评价（", "草稿：", "提纲："))
    assert f"姓名：{NAME}" in after
    assert "提问和回答：1条" in (await say(office, office.li, "/privacy")).text


async def test_no_row_anywhere_tells_of_a_person_who_was_forgotten(office: Office) -> None:
    await lived(office)
    engine = office.canmou.engine
    assert len(traces(engine, NAME, PHONE, office.wang.id)) > 15
    person = office.state.office.person(office.wang.id)
    assert person
    Privacy(office.state.office).forget_person(person, by=COMMAND_LINE)
    assert traces(engine, NAME, PHONE, office.wang.id) == set()


async def test_the_history_of_duty_keeps_a_neutral_name(office: Office) -> None:
    watch = await staff(office)
    await office.pass_by(hours=watch.until(0) / HOUR)
    await office.press(office.wang, newest(office, office.wang), "收到")
    office.clock.pass_by(days=10)
    Privacy(office.state.office).forget_person(watch.wang, by=COMMAND_LINE)
    neutral = f"{LEFT}（{watch.wang.id}）"
    assert watch.officers() == [neutral, "李", "孙", neutral]
    with office.canmou.engine.begin() as connection:
        given = receipts.given(connection, SHIFT, watch.shifts[0].id)
    assert {account: receipt.name for account, receipt in given.items()} == {-watch.wang.id: LEFT}
    assert traces(office.canmou.engine, office.wang.id, watch.wang.phone) == set()


async def test_whoever_has_turns_to_come_is_not_forgotten_before_they_are_anothers(office: Office) -> None:
    watch = await staff(office)
    with pytest.raises(PrivacyFault, match="先换班"):
        Privacy(office.state.office).forget_person(watch.wang, by=COMMAND_LINE)
    assert office.state.office.person(office.wang.id) is not None


async def test_a_name_within_a_longer_one_stays(office: Office) -> None:
    engine = office.canmou.engine
    with engine.begin() as connection:
        for name in (NAME, f"{NAME}丰"):
            people.put(connection, name)
    await say(office, office.chief, f"/matters 新增 {NAME}丰与{NAME}联系")
    (short, _) = office.state.office.people()
    Privacy(office.state.office).forget_person(short, by=COMMAND_LINE)
    assert [person.name for person in office.state.office.people()] == [f"{NAME}丰"]
    assert ("matters.text", f"{NAME}丰与{LEFT}联系") in list(values(engine))


async def test_administrators_of_the_settings_and_oneself_are_not_forgotten_by_chat(office: Office) -> None:
    service = Privacy(office.state.office)
    with pytest.raises(PrivacyFault, match="设置文件"):
        service.forget_account(office.chief.id, by=COMMAND_LINE)
    with pytest.raises(PrivacyFault, match="另一位管理员"):
        service.forget_account(office.li.id, by=Actor(office.li.id))
