"""Titles, phrases and matters out of a request: facts put in, nothing said twice, what is unknown left blank."""

from datetime import date

import pytest

from knowledge.outlines import Request
from knowledge.outlining.naming import (
    date_line,
    find_matter,
    known_names,
    meeting_of,
    names_meeting,
    purpose_of,
    put_in,
    subject_of,
)
from prompts.kinds import Category, Direction, Kind


def kind(name: str, *aliases: str) -> Kind:
    return Kind(name, Category.DAILY, Direction.DOWN, "", "{机关}关于{事由}的" + name, aliases)


NOTICE = kind("通知", "部署通知")
MINUTES = kind("纪要", "会议纪要")
SUMMARY = kind("工作总结", "年度总结")


@pytest.mark.parametrize(
    ("asked", "topic", "matter"),
    [
        (NOTICE, "国庆值班通知", "国庆值班"),
        (NOTICE, "关于国庆值班的通知", "国庆值班"),
        (NOTICE, "国庆值班", "国庆值班"),
        (NOTICE, "请写一份关于加强督查的通知。", "加强督查"),
        (NOTICE, "召开主任会议通知", "召开主任会议"),
        (NOTICE, "通知", ""),
        (NOTICE, "安全检查部署通知", "安全检查部署"),
        (MINUTES, "主任会议纪要", "主任会议"),
        (kind("会议通知"), "召开主任会议通知", "召开主任会议"),
        (SUMMARY, "办公室工作总结", "办公室"),
        (SUMMARY, "办公室年度总结", "办公室"),
        (NOTICE, " 国庆 值班 ", "国庆值班"),
        (NOTICE, "请求批准增加编制", "请求批准增加编制"),
        (NOTICE, "请假审批", "请假审批"),
        (NOTICE, "购置车辆的经费", "购置车辆经费"),
    ],
)
def test_a_matter_is_the_topic_without_the_name_of_its_kind(asked: Kind, topic: str, matter: str) -> None:
    assert find_matter(topic, asked) == matter


@pytest.mark.parametrize(
    ("form", "matter", "title"),
    [
        ("关于{事由}的通知", "国庆值班", "关于国庆值班的通知"),
        ("关于{事由}的通知", "关于国庆值班的通知", "关于国庆值班的通知"),
        ("{事由}工作总结", "督查工作", "督查工作总结"),
        ("{事由}管理制度", "保密管理", "保密管理制度"),
        ("关于{事由}的会议纪要", "安全工作会议", "关于安全工作会议的纪要"),
        ("现就{事由}有关事项通知如下：", "值班有关事项", "现就值班有关事项通知如下："),
        ("{机关}关于{事由}的报告", "督查", "【待补：发文机关】关于督查的报告"),
        ("关于{事由}的通知", "", "关于【待补：事由】的通知"),
        ("专题研究{事由}有关事项", "信访工作会议", "专题研究信访工作有关事项"),
        ("专题研究{事由}有关事项", "办公室主任会议", "专题研究【待补：会议议题】有关事项"),
        ("现将{事由}有关情况通报如下：", "值班抽查情况", "现将值班抽查情况通报如下："),
        ("为{目的}，现通知如下：", "规范公文报送", "为规范公文报送，现通知如下："),
        ("为{目的}，现通知如下：", "购置设备", "为【待补：行文目的】，现通知如下："),
        ("专题研究{事由}有关事项", "党委会", "专题研究【待补：会议议题】有关事项"),
        ("{日期}", "督查", "【待补：成文日期】"),
        ("报送{主送}。", "督查", "报送【待补：主送机关】。"),
        ("不含名称", "督查", "不含名称"),
    ],
)
def test_set_words_take_in_what_is_known_and_say_nothing_twice(form: str, matter: str, title: str) -> None:
    assert put_in(form, known_names(Request("通知", matter), matter)) == title


def test_all_facts_of_a_request_are_put_in() -> None:
    request = Request("通知", "值班", addressee="各科室", office="区政府办公室", day=date(2026, 9, 1))
    written = put_in("{机关}就{事由}致{主送}（{日期}）", known_names(request, "值班"))
    assert written == "区政府办公室就值班致各科室（2026年9月1日）"


def test_a_date_stands_as_under_a_signature() -> None:
    assert date_line(date(2026, 11, 7)) == "2026年11月7日"


@pytest.mark.parametrize(
    ("matter", "subject"),
    [
        ("信访工作会议", "信访工作"),
        ("召开安全生产推进会", "安全生产"),
        ("常务会议", ""),
        ("公文办理", "公文办理"),
    ],
)
def test_a_meeting_is_about_what_it_is_called_after(matter: str, subject: str) -> None:
    assert subject_of(matter) == subject


@pytest.mark.parametrize(
    ("matter", "purpose"),
    [
        ("国庆节期间值班安排", "做好国庆节期间值班安排"),
        ("公文质量提升专项行动", "扎实开展公文质量提升专项行动"),
        ("道路交通管制", "做好道路交通管制工作"),
        ("信访工作", "做好信访工作"),
        ("加强公文审核把关", "加强公文审核把关"),
        ("购置办公设备", ""),
        ("成立领导小组", ""),
        ("值班抽查情况", ""),
        ("办公室主任会议", ""),
        ("", ""),
    ],
)
def test_a_purpose_is_what_the_topic_says_it_is(matter: str, purpose: str) -> None:
    assert purpose_of(matter) == purpose


@pytest.mark.parametrize(
    ("matter", "is_meeting"),
    [
        ("党委会", True),
        ("值班工作推进会", True),
        ("安全生产工作会议", True),
        ("召开安全生产工作会议", False),
        ("国庆节值班安排", False),
        ("", False),
    ],
)
def test_minutes_are_called_after_a_meeting_that_has_a_name(matter: str, is_meeting: bool) -> None:
    assert names_meeting(matter) is is_meeting


@pytest.mark.parametrize(
    ("matter", "meeting"),
    [
        ("保密工作会议上", "保密工作会议"),
        ("在全办大会上的讲话", "全办大会"),
        ("保密工作会议", ""),
        ("社会上的不良风气", ""),
    ],
)
def test_a_speech_names_the_meeting_at_which_it_is_held(matter: str, meeting: str) -> None:
    assert meeting_of(matter) == meeting
