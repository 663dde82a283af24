"""Outlines begun in whole conversations: in one line, in a sentence, step by step; as documents, quoted, listed."""

import asyncio
from io import BytesIO

import pytest
from docx import Document as open_document

from bot.chat.outlines import asking, documents, listing, pressing, showing, starting, wording
from bot.config.sections import Office as OfficeSection
from bot.sandbox.keyboards import Keyboard, KeyboardKind
from bot.sandbox.world import Message, Place, User
from bot.storage import drafts
from tests.chats.conftest import Office, Opening, running
from tests.chats.meetings import made, staff
from tests.chats.outlines import LINE, TITLE, begun, kept, labels, pressed, service, standing
from tests.fakes import ScriptedModel, offer

BLANK_TITLE = f"【待补：发文机关】{TITLE}"


async def test_one_line_gives_an_outline_with_marks_sources_and_what_is_missing(office: Office) -> None:
    shown = await begun(office, office.wang, office.wang)
    assert standing(shown) == (BLANK_TITLE, "文种：通知　篇幅：适中　第1版")
    lines = shown.text.splitlines()
    assert "各科室：" in lines
    assert [line for line in lines if line[1:2] == "、" and "：" not in line] == [
        "一、总体要求",
        "二、工作安排",
        "三、工作要求",
    ]
    assert "迟到的，交班人员不得离岗，并立即报告值班室主任。③" in lines
    assert lines[lines.index("出处：") + 3] == "③《值班管理规定》第三条（2023年）"
    assert next(line for line in lines if line.startswith("待补：")).startswith("待补：发文机关、牵头单位、")
    assert lines[-1] == wording.HOW
    assert labels(shown) == ["生成Word", "逐项补充（8）", "修改", "出处", "简短", "详细"]


async def test_the_office_signs_by_the_name_in_the_settings(opened: Opening) -> None:
    async with opened(office=OfficeSection(name="市教育局办公室")) as office:
        shown = await begun(office, office.wang, office.group)
        assert standing(shown)[0] == f"市教育局办公室{TITLE}"
        assert "市教育局办公室\n2026年3月2日" in shown.text


@pytest.mark.parametrize(
    ("sentence", "title", "how"),
    [
        ("帮我写一份国庆值班的通知", "【待补：发文机关】关于国庆值班的通知", "通知　篇幅：适中"),
        ("起草一份关于增加编制的请示，简短一点", "【待补：发文机关】关于增加编制的请示", "请示　篇幅：简短"),
        ("写个讲话稿，主题是如何做好值班工作", "关于如何做好值班工作的讲话提纲", "讲话提纲　篇幅：适中"),
    ],
)
async def test_a_sentence_in_private_gives_one_too(office: Office, sentence: str, title: str, how: str) -> None:
    assert standing(await office.ask(office.wang, office.wang, sentence)) == (title, f"文种：{how}　第1版")


async def test_a_mention_in_a_group_gives_one_in_its_topic(office: Office) -> None:
    topic = office.forum.topic("值班")
    shown = await office.ask(office.wang, office.forum, "@canmou_bot 写一份国庆值班的通知", thread=topic)
    assert standing(shown)[0] == "【待补：发文机关】关于国庆值班的通知"
    assert (shown.thread, shown.in_topic) == (topic.id, True)
    edited = await office.press(office.wang, shown, "生成Word")
    assert edited.text == documents.UNDER_WAY
    assert (await office.server.next_message(office.forum)).thread == topic.id


@pytest.mark.parametrize("question", ["通知怎么写", "请示和报告有什么区别？", "会议通知应当提前几天发出？"])
async def test_a_question_about_writing_is_answered_from_the_documents(office: Office, question: str) -> None:
    await office.ask(office.wang, office.wang, question)
    assert kept(office, office.wang, office.wang) is None


async def test_an_incident_is_told_in_one_go(office: Office) -> None:
    line = "写一份突发事件首报：3月2日8时20分左右，宏达公司仓库起火，造成1人死亡、3人受伤，消防已到场扑救"
    shown = await begun(office, office.wang, office.wang, line)
    assert standing(shown)[0] == "【待补：发文机关】关于宏达公司仓库起火的报告（首报）"
    for words in ("事发时间：3月2日8时20分左右", "事发地点：宏达公司仓库", "1人死亡、3人受伤", "消防已到场扑救"):
        assert words in shown.text
    assert "没有写进提纲" not in shown.text


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("写一个印章管理制度", "【待补：发文机关】印章管理制度"),
        ("写一份保密工作会议上的讲话提纲", "在保密工作会议上的讲话提纲"),
        ("写一份报告，请求批准增加编制", "【待补：发文机关】关于请求批准增加编制的报告"),
        ("写一份请示，购置车辆的经费", "【待补：发文机关】关于购置车辆经费的请示"),
    ],
)
async def test_a_title_reads_as_a_secretary_writes_it(office: Office, line: str, title: str) -> None:
    assert standing(await begun(office, office.wang, office.wang, line))[0] == title


async def test_what_found_no_place_is_said(office: Office) -> None:
    shown = await office.ask(office.wang, office.wang, "写一份国庆值班的通知，9月28日前报值班表")
    assert asking.NOT_WRITTEN.format("9月28日前报值班表") in shown.text


async def test_step_by_step_by_buttons_and_words(office: Office) -> None:
    category = await office.ask(office.wang, office.wang, "/outline")
    assert (category.text, labels(category)) == (asking.WHICH_CATEGORY, ["法定公文", "日常文稿"])
    kinds = await pressed(office, office.wang, category, "日常文稿")
    assert {"讲话提纲", "简报", "返回"} < {*labels(kinds)}
    category = await pressed(office, office.wang, kinds, "返回")
    kinds = await pressed(office, office.wang, category, "法定公文")
    assert len(labels(kinds)) == 16
    assert (await pressed(office, office.wang, kinds, "请示")).text == "文种：请示"
    topic = await office.server.next_message(office.wang)
    assert topic.keyboard == Keyboard(KeyboardKind.FORCE_REPLY)
    addressee = await office.ask(office.wang, office.wang, "增加值班人员编制")
    assert addressee.text == asking.ASKED[asking.Step.ADDRESSEE]
    length = await office.ask(office.wang, office.wang, "市委编办")
    assert labels(length) == ["简短", "适中", "详细"]
    assert (await pressed(office, office.wang, length, "简短")).text == "篇幅：简短"
    shown = await office.server.next_message(office.wang)
    assert standing(shown) == ("【待补：发文机关】关于增加值班人员编制的请示", "文种：请示　篇幅：简短　第1版")
    assert "市委编办：" in shown.text.splitlines()


async def test_a_kind_without_an_addressee_is_not_asked_for_one(office: Office) -> None:
    kinds = await pressed(office, office.wang, await office.ask(office.wang, office.wang, "/outline"), "日常文稿")
    await pressed(office, office.wang, kinds, "讲话提纲")
    await office.server.next_message(office.wang)
    assert (await office.ask(office.wang, office.wang, "值班工作")).text == asking.WHICH_LENGTH


async def test_an_addressee_that_is_skipped_is_a_blank(office: Office) -> None:
    kinds = await pressed(office, office.wang, await office.ask(office.wang, office.wang, "/outline"), "法定公文")
    await pressed(office, office.wang, kinds, "通知")
    await office.server.next_message(office.wang)
    await office.ask(office.wang, office.wang, "国庆值班")
    await pressed(office, office.wang, await office.ask(office.wang, office.wang, "跳过。"), "适中")
    assert "【待补：主送机关】：" in (await office.server.next_message(office.wang)).text


@pytest.mark.parametrize(("line", "asked"), [("/outline 讲话提纲", "topic"), ("/outline 天气变化", "kind")])
async def test_only_what_is_missing_is_asked_for(office: Office, line: str, asked: str) -> None:
    question = await office.ask(office.wang, office.wang, line)
    if asked == "topic":
        shown = await office.ask(office.wang, office.wang, "值班工作")
    else:
        await pressed(office, office.wang, await pressed(office, office.wang, question, "日常文稿"), "主持词")
        shown = await office.server.next_message(office.wang)
    assert standing(shown)[1].endswith("第1版")


async def test_in_a_group_the_asked_one_answers_by_a_reply(office: Office) -> None:
    question = await office.ask(office.wang, office.group, "/outline 讲话提纲")
    assert question.text == f"王：{asking.ASKED[asking.Step.TOPIC]}"
    office.server.say(office.wang, office.group, "值班工作", reply_to=question)
    assert standing(await office.server.next_message(office.group))[0] == "关于值班工作的讲话提纲"


async def test_a_form_is_given_up_in_words(office: Office) -> None:
    await office.ask(office.wang, office.wang, "/outline 讲话提纲")
    assert (await office.ask(office.wang, office.wang, "算了")).text == asking.DROPPED
    assert kept(office, office.wang, office.wang) is None


async def test_a_new_outline_overtakes_the_words_that_were_asked_for(office: Office) -> None:
    await office.ask(office.wang, office.wang, "/outline 讲话提纲")
    shown = await begun(office, office.wang, office.wang)
    await office.press(office.wang, shown, "逐项补充（8）")
    await office.server.next_message(office.wang)
    await begun(office, office.wang, office.wang, "/outline 通知 会务")
    assert standing(await office.ask(office.wang, office.wang, "标题改为关于会务的通知"))[0] == "关于会务的通知"


async def test_nobody_else_fills_in_a_form(office: Office) -> None:
    category = await office.ask(office.wang, office.group, "/outline")
    assert (await office.press(office.li, category, "法定公文")).text == asking.NOT_THEIRS


async def test_an_anonymous_administrator_hears_why_not(office: Office) -> None:
    office.server.promote(office.wang, office.forum, by=office.wang)
    for line in (LINE, "/drafts"):
        assert (await office.ask(office.wang, office.forum, line, anonymous=True)).text == starting.ANONYMOUS


async def test_a_topic_that_is_too_long_is_refused_or_asked_for_again(office: Office) -> None:
    refused = await office.ask(office.wang, office.wang, f"/outline 通知 {'值班' * 60}")
    assert refused.text == "事由太长了，请控制在80字以内。"
    await office.ask(office.wang, office.wang, "/outline 通知")
    again = await office.ask(office.wang, office.wang, "值班" * 60)
    assert again.text.splitlines() == ["事由太长了，请控制在80字以内。", asking.ASKED[asking.Step.TOPIC]]
    assert standing(await office.ask(office.wang, office.wang, "国庆值班"))[0] == "【待补：发文机关】关于国庆值班的通知"


@pytest.mark.parametrize("line", ["/outline 通知 国庆值班 机密★10年", "写一份国庆值班的通知，密级：机密"])
async def test_a_classification_mark_is_refused_and_nothing_kept(office: Office, line: str) -> None:
    refused = await office.ask(office.wang, office.wang, line)
    assert "密级" in refused.text
    assert "国庆" not in refused.text
    assert service(office).titles(office.wang.id) == ()
    with office.canmou.engine.begin() as connection:
        assert drafts.latest(connection, "outline", chat_id=office.wang.id, user_id=office.wang.id) is None


async def paper_of(office: Office, user: User, place: Place, shown: Message) -> Message:
    """Press for the document and return the message that brings it."""
    assert (await office.press(user, shown, "生成Word")).text == documents.UNDER_WAY
    return await office.server.next_message(place)


async def test_the_document_comes_and_opens(office: Office) -> None:
    sent = await paper_of(office, office.wang, office.group, await begun(office, office.wang, office.group))
    assert sent.file
    assert (sent.file.name, sent.text) == (f"{TITLE}.docx", documents.LEFT.format(8))
    texts = [each.text for each in open_document(BytesIO(sent.file.content)).paragraphs]
    assert {"各科室：", "一、总体要求", "特此通知。", "2026年3月2日"} <= {text.strip() for text in texts}


async def test_the_quotes_are_shown_in_full(office: Office) -> None:
    shown = await begun(office, office.wang, office.wang)
    await office.press(office.wang, shown, "出处")
    quotes = await office.server.next_message(office.wang)
    assert quotes.text == (
        "①《值班管理规定》第一条（2023年）\n第一条 为了规范值班工作，制定本规定。\n\n"
        "②《值班管理规定》第二条（2023年）\n值班电话应当在3声之内接听，并做好来电登记。\n\n"
        "③《值班管理规定》第三条（2023年）\n迟到的，交班人员不得离岗，并立即报告值班室主任。"
    )
    assert labels(quotes) == []


async def test_the_advice_comes_first_and_one_press_takes_it(office: Office) -> None:
    shown = await begun(office, office.wang, office.wang, "/outline 报告 增加值班人员编制")
    assert shown.text.startswith("⚠️ 请求批准的事项应当用请示，不用报告")
    assert labels(shown)[0] == "换成请示"
    right = await pressed(office, office.wang, shown, "换成请示")
    assert standing(right) == ("【待补：发文机关】关于增加值班人员编制的请示", "文种：请示　篇幅：适中　第2版")
    assert "⚠️" not in right.text
    assert pressing.ANEW in right.text
    assert standing(await pressed(office, office.wang, right, "上一版"))[1] == "文种：报告　篇幅：适中　第1版"


async def test_a_meeting_that_is_named_gives_its_time_and_place(office: Office) -> None:
    await staff(office)
    await made(office, office.wang, "明天下午三点在301开值班工作推进会，参加：李四")
    shown = await begun(office, office.wang, office.group, "/outline 会议通知 召开值班工作推进会")
    assert "一、会议时间\n2026年3月3日（周二）15:00" in shown.text
    assert "二、会议地点\n301。" in shown.text


async def test_minutes_know_when_and_where_the_meeting_was_held_and_who_was_there(office: Office) -> None:
    await staff(office)
    await made(office, office.wang, "明天下午三点在301开党委会，参加：李四、王科长")
    early = await begun(office, office.wang, office.group, "/outline 纪要 党委会")
    assert "【待补：会议时间】，【待补：主持人】在【待补：会议地点】主持召开会议" in early.text
    await office.pass_by(hours=32)
    asked = next(each for each in reversed(office.server.sent(office.wang)) if "起草纪要" in labels(each))
    await office.press(office.wang, asked, "除请假外全部到会")
    shown = await begun(office, office.wang, office.group, "/outline 纪要 党委会")
    assert "2026年3月3日（周二）15:00，【待补：主持人】在301主持召开会议" in shown.text
    assert next(line for line in shown.text.splitlines() if line.startswith("出席")) == "出席：王科长、李四"


async def test_outlines_are_listed_opened_and_forgotten(office: Office) -> None:
    for topic in ("值班", "会务", "用车", "印章", "信访", "档案"):
        await begun(office, office.wang, office.wang, f"/outline 通知 {topic}")
    first = await office.ask(office.wang, office.wang, "/drafts")
    assert first.text.splitlines()[0] == "您的提纲共 6 份"
    assert first.text.splitlines()[1] == "1. 【待补：发文机关】关于档案的通知（3月2日 09:00）"
    second = await pressed(office, office.wang, first, "下一页（2/2）")
    assert labels(second) == ["6 打开", "6 删除", "上一页"]
    await office.press(office.wang, second, "6 打开")
    assert standing(await office.server.next_message(office.wang))[0].endswith("关于值班的通知")
    sure = await pressed(office, office.wang, second, "6 删除")
    assert sure.text == listing.SURE.format("【待补：发文机关】关于值班的通知")
    back = await pressed(office, office.wang, sure, "返回")
    sure = await pressed(office, office.wang, back, "6 删除")
    rest = await pressed(office, office.wang, sure, "确定删除")
    assert rest.text.splitlines()[0] == "您的提纲共 5 份"


async def test_what_is_forgotten_has_buttons_no_more(office: Office) -> None:
    shown = await begun(office, office.wang, office.wang)
    sure = await pressed(office, office.wang, await office.ask(office.wang, office.wang, "/drafts"), "1 删除")
    assert (await pressed(office, office.wang, sure, "确定删除")).text == listing.NONE
    for label in ("生成Word", "修改"):
        assert (await office.press(office.wang, shown, label)).text == showing.GONE
    assert (await office.press(office.wang, sure, "确定删除")).text == showing.GONE


async def test_a_group_lists_only_its_own_and_private_all(office: Office) -> None:
    await begun(office, office.wang, office.group)
    await begun(office, office.wang, office.wang, "/outline 函 商请支持值班工作")
    await begun(office, office.li, office.group, "/outline 通知 会务")
    in_group = await office.ask(office.wang, office.group, "/drafts")
    assert in_group.text.splitlines()[:2] == ["您的提纲共 1 份", f"1. {BLANK_TITLE}（3月2日 09:00）"]
    assert (await office.ask(office.wang, office.wang, "/drafts")).text.splitlines()[0] == "您的提纲共 2 份"
    assert (await office.press(office.li, in_group, "1 打开")).text == "这份提纲是王的，只有本人可以办理。"


async def test_pages_of_anothers_list_are_not_turned(office: Office) -> None:
    for topic in ("值班", "会务", "用车", "印章", "信访", "档案"):
        await begun(office, office.wang, office.group, f"/outline 通知 {topic}")
    listed = await office.ask(office.wang, office.group, "/drafts")
    assert (await office.press(office.li, listed, "下一页（2/2）")).text == listing.NOT_THEIRS


async def test_one_from_a_group_can_be_opened_and_changed_in_private(office: Office) -> None:
    await begun(office, office.wang, office.group)
    await office.press(office.wang, await office.ask(office.wang, office.wang, "/drafts"), "1 打开")
    shown = await office.server.next_message(office.wang)
    office.server.say(office.wang, office.wang, "标题改为关于值班的通知", reply_to=shown)
    assert standing(await office.server.next_message(office.wang))[0] == "关于值班的通知"


async def test_outlines_expire(office: Office) -> None:
    shown = await begun(office, office.wang, office.wang)
    await office.pass_by(days=29)
    assert (await office.ask(office.wang, office.wang, "/drafts")).text != listing.NONE
    await office.pass_by(days=2)
    assert (await office.ask(office.wang, office.wang, "/drafts")).text == listing.NONE
    assert (await office.press(office.wang, shown, "修改")).text == showing.GONE


async def test_of_two_presses_one_draws_it_up(office: Office) -> None:
    await office.ask(office.wang, office.wang, "/outline")
    kinds = await pressed(office, office.wang, office.server.sent(office.wang)[-1], "日常文稿")
    await pressed(office, office.wang, kinds, "主持词")
    await office.server.next_message(office.wang)
    length = await office.ask(office.wang, office.wang, "值班工作")
    toasts = await asyncio.gather(*(office.press(office.wang, length, "适中") for _ in range(3)))
    assert sorted(toast.text for toast in toasts) == ["", asking.GONE, asking.GONE]
    await office.settled()
    assert len(service(office).titles(office.wang.id)) == 1


async def test_buttons_and_forms_work_after_a_restart(opened: Opening) -> None:
    async with opened() as office:
        shown = await begun(office, office.wang, office.wang)
        category = await office.ask(office.wang, office.wang, "/outline")
        await office.chat.updater.stop()
        await office.chat.stop()
        async with running(office.canmou):
            assert labels(await pressed(office, office.wang, category, "法定公文"))[0] == "决议"
            sent = await paper_of(office, office.wang, office.wang, shown)
            assert sent.file
            assert standing(await office.ask(office.wang, office.wang, "标题改为关于值班的通知"))[1].endswith("第2版")
        await office.chat.start()
        await office.chat.updater.start_polling()


async def test_a_model_words_the_points_and_that_is_said(opened: Opening) -> None:
    words = "迟到的，交班人员不得离岗，立即报告值班室主任。"
    async with opened(parts={"model": ScriptedModel(offer((words, 2)))}) as office:
        shown = await begun(office, office.wang, office.wang)
        assert f"{words}③" in shown.text
        assert "文字由语言模型整理，已逐条核对出处" in shown.text
        assert labels(shown)[-1] == "详细"


@pytest.mark.parametrize("said", ["不是JSON", offer(("请于10月8日前上报。", 1)), offer(("全体人员一律放假。", 1))])
async def test_a_model_that_invents_changes_nothing(opened: Opening, said: str) -> None:
    async with opened(parts={"model": ScriptedModel(said)}) as office:
        shown = await begun(office, office.wang, office.wang)
        assert "迟到的，交班人员不得离岗，并立即报告值班室主任。③" in shown.text
        assert "语言模型" not in shown.text
