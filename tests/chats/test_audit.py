"""What the audit log has of conversations: each privileged act once, with who, where and to what."""

from datetime import timedelta

import pytest

from bot.office.acts import Act
from bot.sandbox.world import User
from bot.storage import people
from bot.storage.audit import Noted, noted_acts
from tests.chats.conftest import Office, Opening
from tests.chats.meetings import made, sittings
from tests.chats.meetings import staff as staff_meetings
from tests.chats.test_meeting_changes import fresh
from tests.chats.test_meeting_changes import opened as opened_meeting
from tests.chats.test_settings import shown
from tests.chats.test_swaps import agreed, asked
from tests.chats.test_uploads import GOOD, PEOPLE, YEAR, edited, hand_in
from tests.chats.watch import staff
from tests.fakes import ScriptedModel, offer


def acts(office: Office) -> list[Noted]:
    with office.canmou.engine.begin() as connection:
        return list(noted_acts(connection))[::-1]


def brief(office: Office) -> list[tuple[str, int, int | None, str]]:
    return [(each.act, each.actor.user_id, each.actor.chat_id, each.subject) for each in acts(office)]


async def test_becoming_an_administrator_is_noted_once(opened: Opening, capsys: pytest.CaptureFixture[str]) -> None:
    async with opened(access={"admins": ()}) as office:
        code, person = capsys.readouterr().out.rpartition("/claim ")[2].strip(), office.stranger
        for said in ("/claim 23456789AB", f"/claim {code}", f"/claim {code}"):
            await office.ask(person, person, said)
        assert brief(office) == [(Act.CLAIM, person.id, person.id, "")]
        assert office.clock.now() - acts(office)[0].at < timedelta(seconds=1)


@pytest.mark.parametrize(("button", "act"), [("同意", Act.ADMIT), ("不同意", Act.DECLINE)])
async def test_a_name_decided_upon_is_noted_by_numbers(office: Office, button: str, act: Act) -> None:
    chief, wang = office.chief, office.wang
    await office.ask(chief, chief, "/whoami")
    with office.canmou.engine.begin() as connection:
        person = people.put(connection, "张三")
    await office.ask(wang, wang, "/iam 张三")
    question = await office.server.next_message(chief)
    for _ in range(2):
        await office.press(chief, question, button)
    assert brief(office) == [(act, chief.id, chief.id, f"person:{person.id} account:{wang.id}")]


async def test_an_administrator_who_takes_a_name_binds_it(office: Office) -> None:
    with office.canmou.engine.begin() as connection:
        person = people.put(connection, "赵主任")
    await office.ask(office.chief, office.chief, "/iam 赵主任")
    assert brief(office) == [
        (Act.BIND, office.chief.id, office.chief.id, f"person:{person.id} account:{office.chief.id}")
    ]
    assert acts(office)[0].actor.name == "赵主任"


async def test_files_are_noted_when_they_are_taken_in(office: Office) -> None:
    for number, content in enumerate((GOOD, PEOPLE, YEAR)):
        message = await hand_in(office, content)
        assert len(acts(office)) == number
        await edited(office, message, "导入")
    await edited(office, await hand_in(office, GOOD), "取消")
    chief = office.chief.id
    assert brief(office) == [
        (Act.IMPORT_ROSTER, chief, chief, "2026-03-03 2026-03-04"),
        (Act.IMPORT_PEOPLE, chief, chief, "2"),
        (Act.IMPORT_YEAR, chief, chief, "2027"),
    ]


async def test_a_groups_settings_are_noted_with_what_was_changed(office: Office) -> None:
    await office.press(office.wang, await shown(office, office.group), "值班提醒 关")
    await office.ask(office.li, office.group, "/settings")
    assert brief(office) == [(Act.SET_GROUP, office.wang.id, office.group.id, "pushes_duty")]


async def test_a_swap_is_noted_when_it_is_approved_or_done_in_anothers_stead(office: Office) -> None:
    watch = await staff(office)
    question = await agreed(watch)
    await office.press(office.chief, question, "批准")
    assert brief(office) == [(Act.APPROVE_SWAP, office.chief.id, office.chief.id, "1")]


async def cancel(office: Office, user: User) -> None:
    await office.press(user, await opened_meeting(office, user), "取消会议")
    await office.press(user, await fresh(office, user), "确定取消")


async def test_only_anothers_meeting_is_noted_when_it_is_cancelled(office: Office) -> None:
    await staff_meetings(office)
    await made(office, office.wang)
    number = sittings(office)[0].id
    await cancel(office, office.chief)
    assert brief(office) == [(Act.CANCEL_MEETING, office.chief.id, office.chief.id, str(number))]


async def test_ones_own_meeting_is_nobodys_business(office: Office) -> None:
    await staff_meetings(office)
    await made(office, office.wang)
    await cancel(office, office.wang)
    assert sittings(office) == ()
    assert brief(office) == []


async def test_the_models_switch_is_noted(opened: Opening) -> None:
    async with opened(parts={"model": ScriptedModel(offer(("好。", 1)))}) as office:
        await office.press(office.chief, await office.ask(office.chief, office.chief, "/model"), "关闭")
        assert [(act, user) for act, user, _, _ in brief(office)] == [(Act.MODEL_OFF, office.chief.id)]


async def test_what_is_asked_or_written_is_never_in_it(office: Office) -> None:
    watch = await staff(office)
    await asked(watch)
    await office.ask(office.chief, office.chief, "值班电话几声之内接听？")
    assert brief(office) == []
