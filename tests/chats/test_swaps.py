"""换班 in whole conversations: asked, agreed, approved, undone; who may press; what time and the roster do to it."""

from dataclasses import replace

import pytest

from bot.config.sections import Duty
from bot.office.duty.shifts import Tier
from bot.office.duty.swapping import State
from bot.sandbox.keyboards import Button, Keyboard, KeyboardKind
from bot.sandbox.world import Message, User
from bot.storage import events, people, swaps
from bot.storage.groups import change_settings
from tests.chats.conftest import Office, Opening
from tests.chats.watch import FIRST, Watch, greet, labels, newest, staff

COVER, EXCHANGE = "替班（只由对方代值）", "互换（换回对方一个班）"
CHANGED = "3月3日（周二）08:30—次日08:30，值班员由王改为李"


@pytest.fixture
async def watch(office: Office) -> Watch:
    return await staff(office)


async def choose(watch: Watch, *path: str, user: User | None = None, command: str = "/swap") -> Message:
    """Begin a swap in private and press one button after the other; return the last screen."""
    office, person = watch.office, user or watch.office.wang
    screen = await office.ask(person, person, command)
    for label in path:
        await office.press(person, screen, next(each for each in labels(screen) if each.startswith(label)))
        screen = await office.server.next_edit(person)
    return screen


async def asked(watch: Watch, *way: str) -> Message:
    """Ask 李 to take 王's first shift; return what 李 is asked."""
    await choose(watch, "3月3日", "李", *(way or (COVER,)))
    await watch.office.deliver()
    return await watch.office.server.next_message(watch.office.li)


async def agreed(watch: Watch, *way: str) -> Message:
    """Have 李 agree; return what the leader is asked."""
    question = await asked(watch, *way)
    await watch.office.press(watch.office.li, question, "同意")
    await watch.office.deliver()
    return await watch.office.server.next_message(watch.office.chief)


async def approved(watch: Watch, *way: str) -> None:
    """Have the leader approve."""
    question = await agreed(watch, *way)
    assert (await watch.office.press(watch.office.chief, question, "批准")).text == "已批准。"
    await watch.office.deliver()


def last(office: Office, user: User) -> str:
    """Return the newest text in someone's private chat."""
    return office.texts(user)[-1]


def the_swap(watch: Watch, number: int = 1) -> swaps.Swap:
    with watch.office.canmou.engine.begin() as connection:
        found = swaps.find(connection, number)
    assert found
    return found


async def test_the_choices_lead_from_the_turn_to_the_question(watch: Watch) -> None:
    screen = await choose(watch, command="我想换班")
    assert labels(screen) == ["3月3日（周二）08:30 值班员", "3月6日（周五）08:30 值班员"]
    screen = await choose(watch, "3月3日")
    assert labels(screen) == ["李", "孙"]
    screen = await choose(watch, "3月3日", "李")
    assert labels(screen) == [COVER, EXCHANGE, "重选接班人"]
    screen = await choose(watch, "3月3日", "李", COVER)
    assert screen.text == f"换班申请（等待对方同意）\n{CHANGED}\n已经通知李，请等候答复。"
    assert labels(screen) == ["取消申请"]


async def test_the_taker_is_asked_privately_and_the_group_is_left_alone(watch: Watch) -> None:
    question = await asked(watch)
    assert question.text == f"王请您替班，是否同意？\n{CHANGED}"
    assert labels(question) == ["同意", "不同意"]
    await watch.office.pass_by(minutes=2)
    assert watch.office.texts(watch.office.group) == []


async def test_what_the_taker_refuses_is_over(watch: Watch) -> None:
    office = watch.office
    question = await asked(watch)
    assert (await office.press(office.li, question, "不同意")).text == "已不同意。"
    await office.deliver()
    assert last(office, office.wang) == f"换班没有换成：李不同意，值班安排不变。\n{CHANGED}"
    assert watch.officers()[0] == "王"
    toast = await office.press(office.li, question, "同意")
    assert toast.text == "不能再同意：对方不同意。"


async def test_what_the_leader_refuses_is_over(watch: Watch) -> None:
    office = watch.office
    question = await agreed(watch)
    assert question.text == f"王申请换班，李已经同意，请您审批。\n{CHANGED}"
    await office.press(office.chief, question, "不批准")
    await office.deliver()
    for user in (office.wang, office.li):
        assert last(office, user).startswith("换班没有换成：赵主任不批准")
    assert the_swap(watch).state is State.REFUSED
    assert watch.officers()[0] == "王"


async def test_what_is_approved_is_the_roster_and_everybody_hears(watch: Watch) -> None:
    office = watch.office
    await approved(watch)
    assert watch.officers() == ["李", "李", "孙", "王"]
    news = f"换班已批准（赵主任批准），后续提醒按新安排发送。\n{CHANGED}"
    for place in (office.wang, office.li, office.chief, office.group, office.forum):
        assert office.texts(place).count(news) == 1
    assert "李已同意换班，已请赵主任审批。\n" + CHANGED in office.texts(office.wang)


async def test_the_reminders_go_to_the_new_person(watch: Watch) -> None:
    office = watch.office
    await approved(watch)
    before = len(office.texts(office.wang)), len(office.texts(office.li))
    await office.pass_by(hours=9)
    assert len(office.texts(office.wang)) == before[0]
    assert len(office.texts(office.li)) == before[1] + 1
    assert "李" in last(office, office.li)


async def test_an_exchange_changes_both_shifts(watch: Watch) -> None:
    await approved(watch, EXCHANGE, "3月4日")
    assert watch.officers() == ["李", "王", "孙", "王"]
    text = last(watch.office, watch.office.li)
    assert text.splitlines()[1:] == [CHANGED, "3月4日（周三）08:30—次日08:30，值班员由李改为王"]


async def test_the_steps_are_noted_with_who_took_them(watch: Watch) -> None:
    office = watch.office
    await approved(watch)
    with office.canmou.engine.begin() as connection:
        noted = [(event.what, event.actor_id) for event in events.noted(connection, "swap", 1)]
    assert noted == [("申请", office.wang.id), ("同意", office.li.id), ("批准", office.chief.id)]


@pytest.mark.parametrize("who", ["wang", "chief"])
async def test_a_swap_is_undone_until_the_first_shift_begins(watch: Watch, who: str) -> None:
    office = watch.office
    await approved(watch, EXCHANGE, "3月4日")
    user = getattr(office, who)
    news = office.server.sent(user)[-1]
    assert (await office.press(user, news, "撤销换班")).text == "已撤销换班。"
    await office.deliver()
    assert watch.officers() == ["王", "李", "孙", "王"]
    for place in (office.wang, office.li, office.group):
        assert office.texts(place)[-1].startswith("换班已撤销")
        assert "值班员由李改为王" in office.texts(place)[-1].splitlines()[1]
    await office.pass_by(hours=9)
    assert "王" in last(office, office.wang)


async def test_the_taker_cannot_undo(watch: Watch) -> None:
    await approved(watch)
    toast = await watch.office.press(watch.office.li, watch.office.server.sent(watch.office.li)[-1], "撤销换班")
    assert toast.text == "这一步请由王、赵主任办理，管理员可以代办。"
    assert watch.officers()[0] == "李"


async def test_a_swap_is_not_undone_after_its_start(watch: Watch) -> None:
    await approved(watch)
    news = watch.office.server.sent(watch.office.wang)[-1]
    watch.office.clock.pass_by(hours=24)
    assert (await watch.office.press(watch.office.wang, news, "撤销换班")).text == "班次已经开始，不能撤销。"


async def test_a_swap_is_not_undone_over_another_change(watch: Watch) -> None:
    await approved(watch)
    watch.assign(0, Tier.OFFICER, watch.sun)
    news = watch.office.server.sent(watch.office.wang)[-1]
    assert (await watch.office.press(watch.office.wang, news, "撤销换班")).text == "值班表已另有调整，不能撤销。"
    assert watch.officers()[0] == "孙"


async def test_the_giver_cancels(watch: Watch) -> None:
    office = watch.office
    screen = await choose(watch, "3月3日", "李", COVER)
    await office.press(office.wang, screen, "取消申请")
    assert (await office.server.next_edit(office.wang)).text.startswith("换班申请（申请已取消）")
    await office.deliver()
    assert last(office, office.li) == f"换班申请已由王取消，值班安排不变。\n{CHANGED}"


async def test_an_open_request_lapses_when_the_shift_begins(watch: Watch) -> None:
    office = watch.office
    question = await asked(watch)
    await office.pass_by(hours=watch.until(0).total_seconds() / 3600)
    for user in (office.wang, office.li):
        assert any(text.startswith("班次已经开始，换班申请还没有办完，现已失效") for text in office.texts(user))
    assert the_swap(watch).state is State.LAPSED
    assert (await office.press(office.li, question, "同意")).text == "不能再同意：班次已经开始，申请已失效。"


async def test_a_press_at_the_start_finds_the_request_lapsed(watch: Watch) -> None:
    office = watch.office
    question = await asked(watch)
    office.clock.pass_by(hours=24)
    assert (await office.press(office.li, question, "同意")).text == "班次已经开始，申请已失效。"
    assert the_swap(watch).state is State.LAPSED


async def test_a_request_is_void_when_somebody_else_has_the_shift(watch: Watch) -> None:
    office = watch.office
    question = await agreed(watch)
    watch.assign(0, Tier.OFFICER, watch.sun)
    toast = await office.press(office.chief, question, "批准")
    assert toast.text == "值班表已另有调整，申请已作废。"
    await office.deliver()
    assert last(office, office.wang).startswith("值班表已另有调整，换班申请作废")
    assert watch.officers()[0] == "孙"


async def test_that_a_request_is_void_is_told_without_a_press(watch: Watch) -> None:
    await asked(watch)
    watch.assign(0, Tier.OFFICER, watch.sun)
    await watch.office.deliver()
    assert last(watch.office, watch.office.wang).startswith("值班表已另有调整")


async def test_the_same_shift_is_not_asked_for_twice(watch: Watch) -> None:
    office = watch.office
    await choose(watch, "3月3日", "李", COVER)
    screen = await choose(watch, "3月3日")
    assert screen.text.startswith("换班申请（等待对方同意）")
    assert labels(screen) == ["取消申请"]
    await office.deliver()
    assert len(office.texts(office.li)) == 2


async def test_only_the_taker_answers(watch: Watch) -> None:
    office = watch.office
    question = await asked(watch)
    for user in (office.wang, office.stranger):
        assert (await office.press(user, forged(question, user), "同意")).text != "已同意。"
    assert the_swap(watch).state is State.ASKED


async def test_the_leader_is_not_replaced_by_the_taker(watch: Watch) -> None:
    question = await agreed(watch)
    toast = await watch.office.press(watch.office.li, forged(question, watch.office.li), "批准")
    assert toast.text == "这一步请由赵主任办理，管理员可以代办。"
    assert the_swap(watch).state is State.AGREED


def forged(question: Message, user: User) -> Message:
    """Return a message as if it stood in someone else's private chat."""
    return replace(question, chat_id=user.id, message_id=1)


async def test_of_two_presses_at_once_one_counts(watch: Watch) -> None:
    office = watch.office
    question = await agreed(watch)
    presses = [office.server.press(office.chief, question, "批准") for _ in range(4)]
    toasts = [(await office.server.answer_to(press)).text for press in presses]
    await office.deliver()
    assert toasts.count("已批准。") == 1
    assert sum(text.startswith("换班已批准") for text in office.texts(office.group)) == 1


async def test_agreeing_and_cancelling_at_once_leaves_one_of_both(watch: Watch) -> None:
    office = watch.office
    screen = await choose(watch, "3月3日", "李", COVER)
    await office.deliver()
    question = await office.server.next_message(office.li)
    presses = [office.server.press(office.li, question, "不同意"), office.server.press(office.wang, screen, "取消申请")]
    toasts = [(await office.server.answer_to(press)).text for press in presses]
    assert sum(toast in ("已不同意。", "已取消申请。") for toast in toasts) == 1


@pytest.mark.parametrize(
    "data",
    ["1ws:1:0:0", "1wt:1:0:2", "1wr:1:0:2:0", "1wk:1:0:3:0", "1wo:1:0", "1wg:0"],
)
async def test_made_up_choices_of_anothers_shift_are_refused(watch: Watch, data: str) -> None:
    office = watch.office
    screen = await office.ask(office.li, office.li, "/swap")
    keyboard = Keyboard(KeyboardKind.INLINE, ((Button("x", "callback_data", data),),))
    toast = await office.press(office.li, replace(screen, keyboard=keyboard), "x")
    assert toast.text
    with office.canmou.engine.begin() as connection:
        assert swaps.all_open(connection) == ()


@pytest.mark.parametrize(
    "data", ["1wk:99:0:1:0", "1wk:1:7:2:0", "1wk:1:0:99:0", "1wk:1:0:2:3", "1wk:1:0:1:0", "1wx:9:1"]
)
async def test_made_up_numbers_change_nothing(watch: Watch, data: str) -> None:
    office = watch.office
    screen = await office.ask(office.wang, office.wang, "/swap")
    keyboard = Keyboard(KeyboardKind.INLINE, ((Button("x", "callback_data", data),),))
    assert (await office.press(office.wang, replace(screen, keyboard=keyboard), "x")).text
    with office.canmou.engine.begin() as connection:
        assert swaps.all_open(connection) == ()


async def test_who_is_not_known_by_name_hears_what_to_do(office: Office) -> None:
    await greet(office, [office.li])
    screen = await office.ask(office.li, office.li, "/swap")
    assert screen.text.startswith("您还没有登记姓名")


async def test_an_administrator_asks_and_answers_for_others(watch: Watch) -> None:
    office = watch.office
    card = await choose(watch, "代他人申请", "孙", "3月5日", "王", COVER, user=office.chief)
    assert labels(card) == ["代同意", "代不同意", "代取消申请"]
    assert (await office.press(office.chief, card, "代同意")).text == "已同意。"
    card = await office.server.next_edit(office.chief)
    assert labels(card) == ["批准", "不批准", "代取消申请"]
    await office.press(office.chief, card, "批准")
    await office.deliver()
    assert watch.officers()[2] == "王"
    with office.canmou.engine.begin() as connection:
        noted = [event.what for event in events.noted(connection, "swap", 1)]
    assert noted == ["申请（管理员代）", "同意（管理员代）", "批准"]


async def test_everybody_reads_that_an_administrator_stood_in(watch: Watch) -> None:
    office = watch.office
    watch.assign(2, Tier.LEADER, watch.qian)
    card = await choose(watch, "代他人申请", "孙", "3月5日", "王", COVER, user=office.chief)
    await office.deliver()
    assert newest(office, office.wang).text.startswith("孙（管理员赵主任代）请您替班，是否同意？")
    await office.press(office.chief, card, "代同意")
    await office.deliver()
    assert newest(office, office.chief).text.startswith("王已同意换班（管理员赵主任代），已请钱书记审批。")
    await office.pass_by(minutes=1)
    assert newest(office, office.group).text.startswith("钱书记：孙申请换班，王已经同意（管理员赵主任代），请您审批。")


async def test_a_taker_without_an_account_is_asked_in_the_groups_by_name(watch: Watch) -> None:
    office = watch.office
    office.server.join(office.chief, office.group)
    await choose(watch, "3月3日", "孙", COVER)
    await office.deliver()
    question = await office.server.next_message(office.group)
    assert question.text.startswith("孙：王请您替班，是否同意？")
    assert (await office.press(office.li, question, "同意")).text == "这一步请由孙办理，管理员可以代办。"
    assert (await office.press(office.chief, question, "同意")).text == "已同意。"


async def test_a_taker_who_shut_the_bot_out_is_asked_in_the_groups(watch: Watch) -> None:
    office = watch.office
    office.server.block(office.li)
    await office.settled()
    await choose(watch, "3月3日", "李", COVER)
    await office.pass_by(minutes=2)
    question = office.server.sent(office.group)[-1]
    assert question.text.endswith(f"李：王请您替班，是否同意？\n{CHANGED}")
    assert (await office.press(office.li, question, "同意")).text == "已同意。"


async def test_groups_that_want_no_duty_hear_no_news(watch: Watch) -> None:
    office = watch.office
    with office.canmou.engine.begin() as connection:
        change_settings(connection, office.group.id, pushes_duty=False)
    await approved(watch)
    assert office.texts(office.group) == []
    assert office.texts(office.forum)[-1].startswith("换班已批准")


async def test_a_leaders_swap_is_approved_by_the_administrators(watch: Watch) -> None:
    office = watch.office
    with office.canmou.engine.begin() as connection:
        people.put(connection, "钱书记", user_id=office.stranger.id)
    watch.assign(3, Tier.LEADER, watch.qian)
    await greet(office, [office.stranger])
    await choose(watch, "3月3日", "钱书记", COVER, user=office.chief)
    await office.deliver()
    question = await office.server.next_message(office.stranger)
    await office.press(office.stranger, question, "同意")
    await office.deliver()
    approval = next(each for each in office.server.sent(office.chief) if "批准" in labels(each))
    assert (await office.press(office.chief, approval, "批准")).text == "已批准。"
    assert watch.shift(0).leader.name == "钱书记"


async def test_a_leaders_swap_is_approved_by_the_director(opened: Opening) -> None:
    async with opened(duty=Duty(director="王")) as office:
        watch = await staff(office)
        with office.canmou.engine.begin() as connection:
            people.put(connection, "钱书记", user_id=office.stranger.id)
        watch.assign(3, Tier.LEADER, watch.qian)
        await greet(office, [office.stranger])
        await choose(watch, "3月4日", "钱书记", COVER, user=office.chief)
        await office.deliver()
        await office.press(office.stranger, await office.server.next_message(office.stranger), "同意")
        await office.deliver()
        question = await office.server.next_message(office.wang)
        assert question.text.startswith("赵主任申请换班，钱书记已经同意，请您审批。")
        assert (await office.press(office.wang, question, "批准")).text == "已批准。"
        assert watch.shift(1).leader.name == "钱书记"


async def test_who_is_on_duty_then_cannot_take_the_shift(watch: Watch) -> None:
    watch.assign(0, Tier.LEADER, watch.li)
    screen = await choose(watch, "3月3日")
    toast = await watch.office.press(watch.office.wang, screen, "李")
    assert toast.text == "李3月3日（周二）已有值班，时间冲突，请另选。"


async def test_who_is_away_cannot_take_the_shift(watch: Watch) -> None:
    with watch.office.canmou.engine.begin() as connection:
        people.set_absences(connection, watch.li.id, [(FIRST, FIRST)])
    screen = await choose(watch, "3月3日")
    toast = await watch.office.press(watch.office.wang, screen, "李")
    assert toast.text == "李3月3日（周二）不能值班（已登记不排班），请另选。"


async def test_a_clash_that_came_up_meanwhile_stops_the_approval(watch: Watch) -> None:
    office = watch.office
    question = await agreed(watch)
    with office.canmou.engine.begin() as connection:
        people.set_absences(connection, watch.li.id, [(FIRST, FIRST)])
    toast = await office.press(office.chief, question, "批准")
    assert toast.text.startswith("李3月3日（周二）不能值班")
    assert the_swap(watch).state is State.AGREED
    assert watch.officers()[0] == "王"


async def test_without_groups_the_administrators_are_asked_for_whom_nobody_reaches(opened: Opening) -> None:
    async with opened() as office:
        watch = await staff(office)
        with office.canmou.engine.begin() as connection:
            for group in (office.group, office.forum):
                change_settings(connection, group.id, pushes_duty=False)
        await choose(watch, "3月3日", "孙", COVER)
        await office.deliver()
        question = await office.server.next_message(office.chief)
        assert question.text.startswith("孙：王请您替班，是否同意？")
        assert (await office.press(office.chief, question, "同意")).text == "已同意。"
