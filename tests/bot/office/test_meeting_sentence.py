"""Meetings read from what people write, and what is no wish for a meeting."""

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.office.calendar import Calendar
from bot.office.meetings.meeting import Plan
from bot.office.meetings.sentence import MeetingDraft, read_meeting
from bot.office.meetings.wishes import looks_like_meeting
from bot.office.published import published_years
from bot.office.times.leads import DayLead
from bot.office.times.rules import Policy, Rule, Weekly

ZONE = ZoneInfo("Asia/Shanghai")
CALENDAR = Calendar(published_years())
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)
HALF_AN_HOUR = timedelta(minutes=30)


def read(text: str) -> MeetingDraft:
    return read_meeting(text, MONDAY, zone=ZONE, calendar=CALENDAR)


LINES = """【会议通知】
会议名称：2026年第一季度安全生产工作会议
时间：3月12日（星期四）下午2:30
地点：行政楼二楼报告厅
参加人员：各科室负责人、安全员
议题：1.通报情况；2.部署工作
要求：请提前10分钟到场，手机静音"""
LETTER = """关于召开年度总结大会的通知
各科室：
经研究，定于2026年3月20日上午9时在大礼堂召开年度总结大会，现将有关事项通知如下：
一、时间：2026年3月20日上午9:00
二、地点：大礼堂
三、参加人员：全体干部职工
四、要求：着正装，不得请假。"""

WISHES = [
    # text, start, title, room, people, notes
    (
        "明天下午三点在301开党委会，参加：各科室负责人，提前一天和半小时提醒，着正装",
        ("03-03 15:00", "党委会", "301", "各科室负责人", "着正装"),
    ),
    (
        "【会议通知】定于12月3日（周四）上午9:00在三楼会议室召开安全生产工作会议，请各部门负责人准时参加。",
        ("12-03 09:00", "安全生产工作会议", "三楼会议室", "各部门负责人", ""),
    ),
    ("周五下午两点半开个碰头会 地点二会议室", ("03-06 14:30", "碰头会", "二会议室", "", "")),
    ("每周一上午九点在小会议室开办公例会，遇节假日顺延", ("03-09 09:00", "办公例会", "小会议室", "", "")),
    (
        LINES,
        (
            "03-12 14:30",
            "2026年第一季度安全生产工作会议",
            "行政楼二楼报告厅",
            "各科室负责人、安全员",
            "议题：1.通报情况；2.部署工作；要求：请提前10分钟到场，手机静音",
        ),
    ),
    (LETTER, ("03-20 09:00", "年度总结大会", "大礼堂", "全体干部职工", "要求：着正装，不得请假")),
    (
        "明天上午10点党委会，三楼会议室，张三、李四参加，带笔记本",
        ("03-03 10:00", "党委会", "三楼会议室", "张三、李四", "带笔记本"),
    ),
    ("帮我安排一个明天下午4点的部门例会，在202，会前15分钟提醒我", ("03-03 16:00", "部门例会", "202", "", "")),
    (
        "下周二上午9点于行政楼二楼报告厅举行培训会，全体人员参加，时长两个小时",
        ("03-10 09:00", "培训会", "行政楼二楼报告厅", "全体人员", ""),
    ),
    (
        "周三上午9点到11点，党组理论学习中心组学习会，地点：党员活动室，参会：党组成员",
        ("03-04 09:00", "党组理论学习中心组学习会", "党员活动室", "党组成员", ""),
    ),
    ("今晚22点到明早8点值班演练，在指挥中心，请值班人员参加", ("03-02 22:00", "值班演练", "指挥中心", "值班人员", "")),
    (
        "明天15:00-17:00 视频会议室 召开防汛调度会 参加人员：防办全体",
        ("03-03 15:00", "防汛调度会", "视频会议室", "防办全体", ""),
    ),
    (
        "请于3月10日前报名，3月12日上午9点在礼堂举办消防培训",
        ("03-12 09:00", "消防培训", "礼堂", "", "请于3月10日前报名"),
    ),
    (
        "周四下午3点，局长办公会，一会议室。请各分管局长参加，提前半天准备材料",
        ("03-05 15:00", "局长办公会", "一会议室", "各分管局长", "提前半天准备材料"),
    ),
    ("每周一、三、五早上8点半晨会，在大厅", ("03-04 08:30", "晨会", "大厅", "", "")),
    (
        "明天下午3点在线上开疫情防控工作会议，腾讯会议号123-456-789",
        ("03-03 15:00", "疫情防控工作会议", "线上", "", "腾讯会议号123-456-789"),
    ),
    (
        "后天上午九点召开“一把手”工程推进会，地点：机关会议室，出席：班子成员，科室负责人，手机静音",
        ("03-04 09:00", "“一把手”工程推进会", "机关会议室", "班子成员，科室负责人", "手机静音"),
    ),
    ("周五上午10点，在二楼会议室开党小组会，请大家准时参加", ("03-06 10:00", "党小组会", "二楼会议室", "", "")),
    ("本周五下午3点支部党员大会，叫上张三、李四", ("03-06 15:00", "支部党员大会", "", "张三、李四", "")),
    ("定于3月9日下午3时召开党委扩大会议", ("03-09 15:00", "党委扩大会议", "", "", "")),
    ("15:00党委会", ("03-02 15:00", "党委会", "", "", "")),
    (
        "通知：周五上午9点在三楼会议室召开全体干部职工大会，请准时参加，不得请假",
        ("03-06 09:00", "全体干部职工大会", "三楼会议室", "", "不得请假"),
    ),
    (
        "明天上午9点召开党委会，不能参加的请提前说明，有事向办公室请假",
        ("03-03 09:00", "党委会", "", "", "不能参加的请提前说明；有事向办公室请假"),
    ),
    ("每天早上8点40分开晨会，遇节假日取消", ("03-03 08:40", "晨会", "", "", "")),
    (
        "每月第二个周一下午两点召开主题党日活动，党员活动室，全体党员",
        ("03-09 14:00", "主题党日活动", "党员活动室", "全体党员", ""),
    ),
    ("今天下午4点开个碰头会，综合科全体，地点主任办公室", ("03-02 16:00", "碰头会", "主任办公室", "综合科全体", "")),
    ("周四下午5点，党建读书班，图书室", ("03-05 17:00", "党建读书班", "图书室", "", "")),
    ("明天上午9点党委理论学习中心组学习，三楼", ("03-03 09:00", "党委理论学习中心组学习", "三楼", "", "")),
    ("今晚8点线上开个短会，所有人参加", ("03-02 20:00", "短会", "线上", "所有人", "")),
    (
        "周五下午2点半在机关党校举办培训班，为期半天",
        ("03-06 14:30", "培训班", "机关党校", "", "为期半天"),
    ),
    ("预约301会议室，明天下午2点到5点，开项目评审会", ("03-03 14:00", "项目评审会", "301会议室", "", "")),
    (
        "麻烦帮忙定个会，下周二下午3点，老干部座谈会，在二楼接待室",
        ("03-10 15:00", "老干部座谈会", "二楼接待室", "", ""),
    ),
    ("发起会议 明天10:00 数据汇报会", ("03-03 10:00", "数据汇报会", "", "", "")),
    ("约一下周四下午3点的对接会，地点在发改委二楼", ("03-05 15:00", "对接会", "发改委二楼", "", "")),
    ("各科室，明天上午9点开例会，各科室负责人", ("03-03 09:00", "例会", "", "各科室负责人", "")),
]


@pytest.mark.parametrize(("text", "expected"), WISHES, ids=[text[:12] for text, _ in WISHES])
def test_a_meeting_is_read_from_what_people_write(text: str, expected: tuple[str, ...]) -> None:
    draft = read(text)
    assert draft.time is not None
    start = f"{draft.time.start:%m-%d %H:%M}"
    assert (start, draft.title, draft.room, draft.people, draft.notes) == expected
    assert (draft.missing, draft.doubts) == ((), ())


@pytest.mark.parametrize("text", [text for text, _ in WISHES])
def test_every_such_text_is_seen_to_be_a_wish(text: str) -> None:
    assert looks_like_meeting(text)


def test_a_whole_sentence_becomes_a_plan() -> None:
    draft = read("每周一上午九点到十点在小会议室开办公例会，遇节假日顺延，请各科室负责人参加，提前一天和半小时提醒")
    assert draft.plan == Plan(
        "办公例会",
        datetime(2026, 3, 9, 9, 0, tzinfo=ZONE),
        datetime(2026, 3, 9, 10, 0, tzinfo=ZONE),
        Rule(Weekly((0,)), time(9), time(10), Policy.NEXT),
        "小会议室",
        "各科室负责人",
        "",
        (timedelta(days=1), HALF_AN_HOUR),
    )


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("明天下午三点开会", ("会议名称",)),
        ("后天下午3点301开会", ("会议名称",)),
        ("通知张三、李四明天上午九点来三楼会议室开会", ("会议名称",)),
        ("明天早上8点半在大厅集合开会", ("会议名称",)),
        ("明天开党委会", ("开会时间",)),
        ("帮我安排一个党委会", ("开会时间",)),
        ("开会", ("会议名称", "开会时间")),
    ],
)
def test_what_is_missing_is_said(text: str, missing: tuple[str, ...]) -> None:
    draft = read(text)
    assert draft.missing == missing
    assert draft.plan is None


def test_who_comes_may_stand_behind_its_label_at_once() -> None:
    draft = read("安排一个会议，3月4日上午10点，议题是采购招标，参会人员王建国、李晓梅")
    assert (draft.title, draft.people, draft.notes) == ("", "王建国、李晓梅", "议题是采购招标")
    assert read("明天上午9点开例会，参会人员要准时到").people == ""


def test_a_doubt_about_the_time_is_handed_on() -> None:
    draft = read("明天三点开党委会")
    assert [f"{each.start:%H:%M}" for each in draft.doubts[0].choices] == ["15:00", "03:00"]
    assert (draft.missing, draft.plan) == ((), None)


def test_reminders_are_kept_with_their_clock() -> None:
    draft = read("周三上午9点开党委会，提醒：当天早上八点提醒")
    assert draft.leads.at == (DayLead(0, time(8)),)
    assert draft.plan is not None
    assert draft.plan.leads == (timedelta(hours=1),)
    assert read("周三上午9点开党委会，不用提醒").leads.is_none


@pytest.mark.parametrize(
    "text",
    [
        "明天开党委会",
        "帮我安排一个党委会",
        "安排一次座谈会",
        "明天下午三点开个会可以吗？",
        "明天下午三点开会，谢谢！",
        "周五下午两点半碰头会",
        "本周五召开支部党员大会",
        "每周五下午四点周例会",
        "后天下午3点301开会",
    ],
)
def test_a_short_wish_is_seen_too(text: str) -> None:
    assert looks_like_meeting(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "党委会多久开一次？",
        "会议通知要提前几天发",
        "党委会每周召开一次",
        "会议室怎么预订？",
        "明天的会几点开",
        "明天下午三点的党委会在哪开？",
        "把明天下午三点的会改到四点",
        "取消明天的例会",
        "会议纪要要在会后三个工作日内印发",
        "会议应当提前三天通知",
        "开会请假怎么请",
        "召开党员大会的程序",
        "每月召开一次支部党员大会，每季度上一次党课",
        "值班电话下午3点会有人接吗",
        "明天值班是谁",
        "写一份明天下午3点的会议通知",
        "会议材料周五下午5点前报送",
        "三会一课是什么",
        "下午3点前把材料交来",
        "明天上午9点提醒我交材料",
        "党组会议一般每周一上午9点召开吗",
        "今天会下雨",
        "会议保障有什么要求",
        "办公会议议题提前两天报办公室",
        "召开会议要提前几天发通知",
        "请假超过三天由局长办公会审批",
        "明天开会要带什么",
        "值班人员下午5点30分交接班",
        "节假日值班表什么时候报",
        "开会迟到15分钟以上按缺席处理",
        "社会保险每月5日前缴纳",
        "协会周五下午开放",
        "党委会由书记召集并主持",
        "支委会一般每月召开1次",
        "会议开始前30分钟，工作人员应到岗",
        "机会难得，明天上午9点去调研",
        "紧急会议可以当天通知",
        "领导明天下午3点去开会",
        "重大事项须经党委会集体研究决定",
        "昨天下午的会开了多久",
        "你会什么",
        "明天下午三点的会我请假",
        "明天下午三点的会我不能参加",
        "会议室怎么预约",
        "会议结束后2日内形成纪要",
        "明天上午9点前把参会回执报综合科",
        "明天下午三点的党委会改到四点",
        "起草明天上午九点安全生产会议的主持词",
        "值班人员要不要参加周一上午九点的例会",
        "每周一上午九点开例会的规定是哪年的",
        "请在周五下午5点前把党委会议题报到办公室",
        "局长明天下午三点去市政府开会",
        "因故不能参加会议的应向主持人请假",
        "无故缺席三次以上怎么处理",
        "集中学习每月不少于1次",
    ],
)
def test_a_question_or_a_rule_is_no_wish(text: str) -> None:
    assert not looks_like_meeting(text)


def test_no_question_of_the_collections_is_taken_for_a_wish(shared: Path) -> None:
    asked = [json.loads(line)["question"] for line in (shared / "eval/questions.jsonl").read_text("utf-8").splitlines()]
    rows = (shared / "train/questions.tsv").read_text("utf-8").splitlines()[1:]
    questions = [*asked, *(row.split("\t")[3] for row in rows)]
    assert len(questions) > 6000
    assert not [question for question in questions if looks_like_meeting(question)]
