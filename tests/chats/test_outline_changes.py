"""Outlines changed in whole conversations: in words, by buttons, blank by blank; versions, and who may."""

import asyncio

import pytest

from bot.chat.outlines import changing, filling, showing
from bot.sandbox.world import Message, User
from bot.services.outlines import NotUnderstood, Writer
from bot.services.outlines.faults import EXAMPLES
from bot.storage.outlines import KeptOutline
from knowledge.answers import Citation
from knowledge.documents import Span, Status
from knowledge.outlines import Origin, Outline, OutlinePart, Point, Request
from tests.chats.conftest import Office
from tests.chats.outlines import TITLE, begun, labels, pressed, service, standing

ELSE = "这份提纲是王的，只有本人可以办理。"
CHANGED = "标题改为关于值班的通知"


def outline(office: Office, user: User) -> KeptOutline:
    """Return someone's only outline."""
    (title,) = service(office).titles(user.id)
    found = service(office).find(title.id)
    assert found
    return found


async def replied(office: Office, user: User, message: Message, words: str) -> Message:
    """Answer a message and return what the bot says to it."""
    office.server.say(user, message.chat_id, words, reply_to=message)
    return await office.server.next_message(message.chat_id)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (CHANGED, "标题改为“关于值班的通知”。"),
        ("删去第一部分", "已删去第一部分“总体要求”。"),
        ("请删掉第二部分第一条。", "已删去第二部分“工作安排”第一条"),
        ("主送改为各乡镇", "主送机关改为“各乡镇”。"),
        ("第一部分增加一条：坚持 <领导> 带班", "已在第一部分“总体要求”增加一条。"),
        ("联系人是张三", "联系人已填为“张三”。"),
        ("把国庆节换成春节", "“国庆节”改为“春节”。"),
        ("在第二部分后面加一部分“经费保障”", "已增加第三部分“经费保障”"),
        ("把工作安排移到前面", "已把第二部分“工作安排”移到第一部分“总体要求”前面。"),
        ("能不能把总体要求删掉？", "已删去第一部分“总体要求”。"),
        ("主送改为各乡镇；标题改为关于值班的通知", "主送机关改为“各乡镇”。标题改为“关于值班的通知”。"),
    ],
)
async def test_a_reply_changes_the_outline_and_says_what_was_done(office: Office, words: str, said: str) -> None:
    shown = await begun(office, office.wang, office.group)
    changed = await replied(office, office.wang, shown, words)
    assert standing(changed)[1] == "文种：通知　篇幅：适中　第2版"
    assert said.removesuffix("。") in changed.text.replace("已改为", "改为")
    assert "上一版" in labels(changed)


async def test_more_of_the_documents_is_added_with_its_source(office: Office) -> None:
    shown = await begun(office, office.wang, office.wang)
    changed = await replied(office, office.wang, shown, "第二部分加强值班电话接听")
    assert "值班电话应当在3声之内接听，并做好来电登记。" in changed.text
    assert "《值班管理规定》第二条（2023年）" in changed.text


async def test_what_is_not_understood_is_told_how_to_write(office: Office) -> None:
    shown = await begun(office, office.wang, office.group)
    assert (await replied(office, office.wang, shown, "啦啦啦")).text == str(NotUnderstood("啦啦啦"))
    assert "没有第九部分" in (await replied(office, office.wang, shown, "删去第九部分")).text


@pytest.mark.parametrize("example", [*EXAMPLES.split("；"), *changing.ASKED.partition("例如：")[2].split("；")])
async def test_every_example_that_is_given_is_understood(office: Office, example: str) -> None:
    # Of a place that is not there one hears so.
    shown = await begun(office, office.wang, office.group)
    answer = (await replied(office, office.wang, shown, example.replace("……", "坚守岗位"))).text
    assert "没有看懂" not in answer


async def test_a_question_under_an_outline_is_answered(office: Office) -> None:
    shown = await begun(office, office.wang, office.group)
    asked = (
        (office.wang, "值班电话几声之内接听？"),
        (office.wang, "值班电话几声之内接听"),
        (office.li, "值班电话几声接听"),
    )
    for user, question in asked:
        assert "3声之内" in (await replied(office, user, shown, question)).text


async def test_a_wish_under_an_outline_begins_another(office: Office) -> None:
    shown = await begun(office, office.wang, office.group)
    other = await replied(office, office.wang, shown, "写一份会务的通知")
    assert standing(other)[0] == "【待补：发文机关】关于会务的通知"


async def test_in_private_a_change_needs_no_reply_for_half_an_hour(office: Office) -> None:
    await begun(office, office.wang, office.wang)
    assert standing(await office.ask(office.wang, office.wang, CHANGED))[0] == "关于值班的通知"
    await office.settled()
    office.clock.pass_by(minutes=31)
    answer = await office.ask(office.wang, office.wang, "删去第一部分")
    assert "文种：" not in answer.text


@pytest.mark.parametrize("order", ["把语气改得严肃一点", "第二部分分成两个部分", "删去后面那些套话"])
async def test_an_order_that_nobody_understands_is_told_how_to_write(office: Office, order: str) -> None:
    await begun(office, office.wang, office.wang)
    assert (await office.ask(office.wang, office.wang, order)).text == str(NotUnderstood(order))
    assert outline(office, office.wang).number == 1
    await office.settled()
    # Half an hour later it may be about anything.
    office.clock.pass_by(minutes=31)
    assert "这份提纲" not in (await office.ask(office.wang, office.wang, order)).text


@pytest.mark.parametrize(
    "question", ["值班电话应当几声之内接听", "把值班电话改成手机要几声之内接听", "值班电话 3声之内接听"]
)
async def test_a_question_while_a_draft_is_open_is_answered_from_the_documents(office: Office, question: str) -> None:
    await begun(office, office.wang, office.wang)
    answer = await office.ask(office.wang, office.wang, question)
    assert "这份提纲" not in answer.text
    assert "3声之内" in answer.text
    assert outline(office, office.wang).number == 1


async def test_a_change_after_a_change_is_taken_without_a_reply(office: Office) -> None:
    await begun(office, office.wang, office.wang)
    await office.ask(office.wang, office.wang, "最后加一部分“经费保障”：经费由财政安排")
    changed = await office.ask(office.wang, office.wang, "把财政改成县财政")
    assert "经费由县财政安排。" in changed.text
    assert standing(changed)[1].endswith("第3版")
    first = await office.ask(office.wang, office.wang, "回到第1版")
    assert standing(first)[1].endswith("第1版")
    assert "没有第9版" in (await office.ask(office.wang, office.wang, "回到第9版")).text
    assert "现在就是第1版" in (await office.ask(office.wang, office.wang, "回到第1版")).text


async def test_a_quotation_with_other_words_is_the_writers_and_has_no_source(office: Office) -> None:
    await begun(office, office.wang, office.wang)
    quoted = await office.ask(office.wang, office.wang, "第二部分加强值班电话接听")
    assert "出处" in labels(quoted)
    changed = await office.ask(office.wang, office.wang, "把“3声”改成“5声”")
    assert "值班电话应当在5声之内接听" in changed.text
    assert "其中一条引自文件，改后不再是原文，不标出处。" in changed.text
    assert "《值班管理规定》第二条" not in changed.text


async def test_after_a_question_only_what_names_its_place_is_a_change(office: Office) -> None:
    await begun(office, office.wang, office.wang)
    await office.settled()
    office.clock.pass_by(seconds=5)
    await office.ask(office.wang, office.wang, "值班电话几声之内接听？")
    assert "文种：" not in (await office.ask(office.wang, office.wang, "详细一点")).text
    assert standing(await office.ask(office.wang, office.wang, "删去第一部分"))[1].endswith("第2版")


async def test_after_a_question_a_fact_by_its_name_and_the_version_before_are_changes(office: Office) -> None:
    await begun(office, office.wang, office.wang)
    await office.settled()
    office.clock.pass_by(seconds=5)
    await office.ask(office.wang, office.wang, "值班电话几声之内接听？")
    told = await office.ask(office.wang, office.wang, "反馈时限是10月8日")
    assert "反馈时限已填为“10月8日”。" in told.text
    assert standing(await office.ask(office.wang, office.wang, "上一版"))[1].endswith("第1版")


async def test_several_facts_in_one_message_go_each_to_its_place(office: Office) -> None:
    await begun(office, office.wang, office.wang)
    told = await office.ask(office.wang, office.wang, "补上联系人张三电话0532-86661234")
    assert "联系人：张三，联系电话：0532-86661234。" in told.text


async def test_the_document_comes_when_its_button_is_typed(office: Office) -> None:
    await begun(office, office.wang, office.wang)
    sent = await office.ask(office.wang, office.wang, "生成Word")
    assert sent.file
    assert sent.file.name == f"{TITLE}.docx"


async def test_a_document_is_typed_for_by_its_writer_alone(office: Office) -> None:
    shown = await begun(office, office.wang, office.group)
    assert (await replied(office, office.wang, shown, "导出word文档")).file
    assert (await replied(office, office.li, shown, "导出word文档")).file is None


async def test_in_a_group_words_without_a_reply_change_nothing(office: Office) -> None:
    await begun(office, office.wang, office.group)
    office.server.say(office.wang, office.group, CHANGED)
    await office.settled()
    assert outline(office, office.wang).number == 1


async def test_others_in_the_group_change_and_press_nothing(office: Office) -> None:
    shown = await begun(office, office.wang, office.group)
    assert (await replied(office, office.li, shown, "删去第一部分")).text == ELSE
    for label in ("生成Word", "逐项补充（8）", "修改", "出处", "简短"):
        assert (await office.press(office.li, shown, label)).text == ELSE
    assert outline(office, office.wang).number == 1


async def test_versions_go_back_and_forth_in_the_same_message(office: Office) -> None:
    second = await replied(office, office.wang, await begun(office, office.wang, office.group), CHANGED)
    first = await pressed(office, office.wang, second, "上一版")
    assert standing(first) == (standing(office.server.sent(office.group)[0]))
    assert "下一版" in labels(first)
    assert "上一版" not in labels(first)
    again = await pressed(office, office.wang, first, "下一版")
    assert standing(again) == standing(second)
    third = await replied(office, office.wang, again, "上一版")
    assert "已回到第1版。" in third.text
    assert standing(await replied(office, office.wang, third, "删去第一部分"))[1].endswith("第3版")


async def test_a_button_under_an_older_version_shows_the_latest(office: Office) -> None:
    first = await begun(office, office.wang, office.wang)
    second = await office.ask(office.wang, office.wang, CHANGED)
    assert (await office.press(office.wang, first, "生成Word")).text == showing.STALE
    shown = await office.server.next_edit(office.wang)
    assert (shown.message_id, shown.text.splitlines()[:2]) == (first.message_id, second.text.splitlines()[:2])


async def test_a_reply_to_an_older_version_shows_the_latest(office: Office) -> None:
    first = await begun(office, office.wang, office.group)
    await replied(office, office.wang, first, CHANGED)
    latest = await replied(office, office.wang, first, "删去第一部分")
    assert changing.OLDER in latest.text
    assert standing(latest)[1].endswith("第2版")


async def test_of_presses_at_once_one_makes_a_version(office: Office) -> None:
    shown = await begun(office, office.wang, office.wang, "/outline 请示 值班工作")
    toasts = await asyncio.gather(*(office.press(office.wang, shown, "简短") for _ in range(3)))
    assert sorted(toast.text for toast in toasts) == sorted(["", showing.STALE, showing.STALE])
    assert outline(office, office.wang).number == 2


async def test_the_length_is_changed_by_a_press(office: Office) -> None:
    shown = await begun(office, office.wang, office.wang, "/outline 请示 值班工作")
    shorter = await pressed(office, office.wang, shown, "简短")
    assert standing(shorter)[1] == "文种：请示　篇幅：简短　第2版"
    assert len(shorter.text) < len(shown.text)
    assert labels(shorter)[-2:] == ["适中", "详细"]
    longer = await pressed(office, office.wang, shorter, "适中")
    assert standing(longer)[1] == "文种：请示　篇幅：适中　第3版"


async def test_what_cannot_be_longer_is_said(office: Office) -> None:
    shown = await begun(office, office.wang, office.wang)
    assert (await office.press(office.wang, shown, "详细")).text == "资料库里没有更多相关的内容了。"
    assert outline(office, office.wang).number == 1


async def test_the_words_of_a_change_are_asked_for(office: Office) -> None:
    shown = await begun(office, office.wang, office.group)
    await office.press(office.wang, shown, "修改")
    asked = await office.server.next_message(office.group)
    assert asked.text == f"王：{changing.ASKED}"
    assert standing(await replied(office, office.wang, asked, CHANGED))[0] == "关于值班的通知"


async def test_blanks_are_filled_one_by_one(office: Office) -> None:
    shown = await begun(office, office.wang, office.wang)
    await office.press(office.wang, shown, "逐项补充（8）")
    asked = await office.server.next_message(office.wang)
    for what, where, answer in (
        ("发文机关", "", "市教育局"),
        ("牵头单位", "在“工作安排”部分，", "办公室"),
        ("责任单位", "在“工作安排”部分，", "跳过"),
    ):
        assert f"“{what}”（{where}还有" in asked.text
        asked = await office.ask(office.wang, office.wang, answer)
    assert "“完成时限”（在“工作安排”部分，还有5项）" in asked.text
    done = await office.ask(office.wang, office.wang, "停止")
    assert done.text.startswith("市教育局关于国庆节期间值班安排的通知")
    assert "为做好国庆节期间值班安排，根据" in done.text
    assert "牵头单位：办公室" in done.text
    assert filling.LEFT.format(6) in done.text
    assert "逐项补充（6）" in labels(done)


async def test_an_answer_that_names_another_blank_fills_that_one(office: Office) -> None:
    shown = await begun(office, office.wang, office.wang)
    await office.press(office.wang, shown, "逐项补充（8）")
    first = await office.server.next_message(office.wang)
    again = await office.ask(office.wang, office.wang, "联系人：张三")
    assert again.text.split("（")[0] == first.text.split("（")[0]
    assert dict(outline(office, office.wang).outline.request.facts) == {"联系人": "张三"}


async def test_when_all_is_filled_the_outline_is_shown(office: Office) -> None:
    shown = await begun(office, office.wang, office.group, "/outline 讲话提纲 值班工作")
    count = len(outline(office, office.wang).outline.missing)
    await office.press(office.wang, shown, f"逐项补充（{count}）")
    asked = await office.server.next_message(office.group)
    for number in range(count):
        asked = await replied(office, office.wang, asked, f"内容{number}")
    assert filling.ALL_DONE in asked.text
    assert "待补：" not in asked.text
    assert not any(label.startswith("逐项补充") for label in labels(asked))


async def test_what_may_not_be_filled_in_is_asked_for_again(office: Office) -> None:
    shown = await begun(office, office.wang, office.wang)
    await office.press(office.wang, shown, "逐项补充（8）")
    await office.server.next_message(office.wang)
    again = await office.ask(office.wang, office.wang, "长" * 301)
    assert again.text.startswith("发文机关太长了，请控制在300字以内。\n请回复“发文机关”")


async def test_a_marked_answer_is_never_kept(office: Office) -> None:
    shown = await begun(office, office.wang, office.wang)
    await office.press(office.wang, shown, "逐项补充（8）")
    await office.server.next_message(office.wang)
    assert "密级" in (await office.ask(office.wang, office.wang, "机密★10年")).text
    assert outline(office, office.wang).number == 1


async def test_a_press_overtakes_the_words_that_were_asked_for(office: Office) -> None:
    shown = await begun(office, office.wang, office.wang)
    await office.press(office.wang, shown, "逐项补充（8）")
    await office.server.next_message(office.wang)
    await office.press(office.wang, shown, "出处")
    await office.server.next_message(office.wang)
    assert "文种：" not in (await office.ask(office.wang, office.wang, "会议记录保存几年")).text
    assert outline(office, office.wang).number == 1


async def test_a_reply_to_the_outline_is_a_change_whatever_else_was_asked_for(office: Office) -> None:
    shown = await begun(office, office.wang, office.group)
    await office.press(office.wang, shown, "逐项补充（8）")
    await office.server.next_message(office.group)
    assert standing(await replied(office, office.wang, shown, CHANGED))[0] == "关于值班的通知"


async def test_a_long_outline_goes_on_in_further_messages_and_a_reply_to_each_counts(office: Office) -> None:
    shown = await begun(office, office.wang, office.wang)
    for number in range(16):
        words = f"第一部分增加一条：{number}{'坚持领导带班' * 40}"
        office.clock.pass_by(seconds=5)
        office.server.say(office.wang, office.wang, words, reply_to=shown)
        await office.settled()
        shown = office.server.sent(office.wang)[-1]
    first, last = office.server.sent(office.wang)[-2:]
    assert (labels(first), labels(last)[0]) == ([], "生成Word")
    assert standing(first)[1] == "文种：通知　篇幅：适中　第17版"
    office.server.say(office.wang, office.wang, "删去第一部分第一条", reply_to=first)
    await office.settled()
    assert outline(office, office.wang).number == 18
    changed = office.server.sent(office.wang)[-1]
    await office.press(office.wang, changed, "上一版")
    await office.settled()
    assert office.server.sent(office.wang)[-1].message_id > changed.message_id


async def test_the_quotes_of_many_sources_are_turned_over(office: Office) -> None:
    quotes = [f"第{number}条 {'坚持领导带班，' * 60}" for number in range(1, 25)]
    points = tuple(Point(quote, Origin.SOURCE, (cited(quote, number),)) for number, quote in enumerate(quotes))
    made = Outline(Request("通知", "值班"), "关于值班的通知", "", (OutlinePart("要求", points),))
    service(office).start(made, Writer(office.wang.id, office.wang.id))
    await office.press(office.wang, await office.ask(office.wang, office.wang, "/drafts"), "1 打开")
    shown = await office.server.next_message(office.wang)
    while not labels(shown):
        shown = await office.server.next_message(office.wang)
    assert f"㉔《值班办法{23}》" in "".join(office.texts(office.wang))
    await office.press(office.wang, shown, "出处")
    page = await office.server.next_message(office.wang)
    assert page.text.startswith(f"①《值班办法0》第1条\n{quotes[0]}")
    pages = [page]
    while any(label.startswith("下一页") for label in labels(pages[-1])):
        pages.append(await pressed(office, office.wang, pages[-1], labels(pages[-1])[-1]))
    assert pages[-1].text.endswith(quotes[-1].rstrip("，")) or quotes[-1] in pages[-1].text
    assert len(pages) > 2


def cited(quote: str, number: int) -> Citation:
    """Return a citation of a place by its number, in a document that is there."""
    span = Span(0, len(quote))
    return Citation("会议管理办法.txt", f"值班办法{number}", f"第{number + 1}条", quote, Status.IN_FORCE, None, span)
