"""Which texts wish for something to be written, what they say of it, and which only ask about writing."""

import json
from pathlib import Path

import pytest

from bot.office.writing.orders import Extent, Order
from bot.office.writing.wishes import read_command, read_wish
from prompts import load_kinds

KINDS = (
    *(
        "决议",
        "决定",
        "命令",
        "公报",
        "公告",
        "通告",
        "意见",
        "通知",
        "通报",
        "报告",
        "请示",
        "批复",
        "议案",
        "函",
        "纪要",
    ),
    *(
        "讲话提纲",
        "讲话",
        "讲话稿",
        "工作总结",
        "总结",
        "工作方案",
        "方案",
        "调研报告",
        "会议议程",
        "主持词",
        "简报",
        "会议纪要",
    ),
)


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("帮我写一份国庆值班的通知", Order("通知", "国庆值班")),
        ("帮我写一份国庆值班通知", Order("通知", "国庆值班")),
        ("请帮我起草国庆值班的通知，谢谢！", Order("通知", "国庆值班")),
        ("起草一份关于增加人员编制的请示", Order("请示", "增加人员编制")),
        ("起草关于增加人员编制的请示", Order("请示", "增加人员编制")),
        ("起草国庆值班通知", Order("通知", "国庆值班")),
        ("写个讲话提纲，主题是加强作风建设", Order("讲话提纲", "加强作风建设")),
        ("写个讲话提纲，主题：如何做好信息报送", Order("讲话提纲", "如何做好信息报送")),
        ("写一个讲话提纲，围绕安全生产", Order("讲话提纲", "安全生产")),
        ("给各科室写一份国庆值班的通知", Order("通知", "国庆值班", "各科室")),
        ("向市政府起草一份关于增加经费的请示", Order("请示", "增加经费", "市政府")),
        ("写一份给市财政局的函，内容是商请拨付会议经费", Order("函", "商请拨付会议经费", "市财政局")),
        ("写一份给市财政局关于增加经费的请示", Order("请示", "增加经费", "市财政局")),
        ("写一份国庆值班的通知，主送各科室、各直属单位", Order("通知", "国庆值班", "各科室、各直属单位")),
        ("写一份国庆值班的通知，发给各乡镇，简短一点", Order("通知", "国庆值班", "各乡镇", Extent.SHORT)),
        ("写一份简短的国庆值班的通知", Order("通知", "国庆值班", extent=Extent.SHORT)),
        ("写一份国庆值班的详细方案", Order("方案", "国庆值班", extent=Extent.LONG)),
        ("帮我写份工作总结，要详细一些", Order("工作总结", extent=Extent.LONG)),
        ("我想写一份2025年工作总结", Order("工作总结", "2025年")),
        ("能帮我写一份国庆值班的通知吗？", Order("通知", "国庆值班")),
        ("能不能帮我写个防汛工作的主持词", Order("主持词", "防汛工作")),
        ("您好，麻烦拟一份关于开展督查的通知", Order("通知", "开展督查")),
        ("列一个讲话提纲", Order("讲话提纲")),
        ("我要一份国庆值班的通知", Order("通知", "国庆值班")),
        ("需要一份防汛值班的工作方案", Order("工作方案", "防汛值班")),
        ("来一份国庆值班的通知", Order("通知", "国庆值班")),
        ("写一份通知\n主题：国庆值班安排\n主送：各科室", Order("通知", "国庆值班安排", "各科室")),
        ("以办公室名义起草一份关于规范印章使用的通知", Order("通知", "规范印章使用")),
        ("代我局起草一份关于增加编制的请示", Order("请示", "增加编制")),
        ("写一份防汛通知的提纲", Order("通知", "防汛")),
        ("写一份关于如何做好值班的通知", Order("通知", "如何做好值班")),
        ("写一份关于加强值班、信息报送，做好国庆安全保卫的通知", Order("通知", "加强值班、信息报送，做好国庆安全保卫")),
        ("写一份国庆值班的通知，9月28日前报值班表", Order("通知", "国庆值班", rest="9月28日前报值班表")),
        ("写一份给予张三表扬的通报", Order("通报", "给予张三表扬")),
    ],
)
def test_a_wish_is_understood_with_all_that_it_says(text: str, order: Order) -> None:
    assert read_wish(text, KINDS) == order


@pytest.mark.parametrize(
    "text",
    [
        "通知怎么写",
        "请示和报告有什么区别",
        "写通知有什么要求",
        "起草通知需要注意什么",
        "起草一份通知要多久",
        "写报告的格式",
        "需要写报告吗",
        "可以写请示吗？",
        "请出席会议通知",
        "出差报告",
        "列席会议纪要",
        "整改报告",
        "做好总结",
        "请做好国庆值班的通知",
        "写好的通知发给谁",
        "已经写了一份通知",
        "谁负责起草会议纪要",
        "会议纪要由谁起草",
        "国庆值班的通知",
        "国庆值班通知发了没有",
        "起草规章的程序",
        "起草",
        "写一份",
        "帮我查一下国庆值班的通知",
        "帮我看看这份通知",
        "请示",
        "请报告",
        "我要报告突发事件",
        "请示报告制度",
        "写一首诗",
        "给张三发通知",
        "通知各科室明天开会",
        "明天下午三点在301开党委会，参加：各科室负责人",
        "",
        "写" * 600 + "一份通知",
    ],
)
def test_a_question_or_anything_else_is_no_wish(text: str) -> None:
    assert read_wish(text, KINDS) is None


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("通知 国庆节期间值班安排", Order("通知", "国庆节期间值班安排")),
        ("通知：国庆节期间值班安排，主送各科室", Order("通知", "国庆节期间值班安排", "各科室")),
        ("通知国庆节期间值班安排", Order("通知", "国庆节期间值班安排")),
        ("关于国庆节期间值班安排的通知", Order("通知", "国庆节期间值班安排")),
        ("国庆节期间值班安排通知", Order("通知", "国庆节期间值班安排")),
        ("帮我写一份国庆值班的通知", Order("通知", "国庆值班")),
        ("请示 增加编制 ，详细一点", Order("请示", "增加编制", extent=Extent.LONG)),
        ("讲话提纲", Order("讲话提纲")),
        ("简短的讲话提纲", Order("讲话提纲", extent=Extent.SHORT)),
        ("国庆值班安排", Order("", "国庆值班安排")),
        ("一份国庆值班的通知", Order("通知", "国庆值班")),
        ("报告 请示件办理情况的通报", Order("报告", "请示件办理情况的通报")),
        ("", Order()),
    ],
)
def test_words_behind_a_command_are_all_meant(text: str, order: Order) -> None:
    assert read_command(text, KINDS) == order


def test_no_question_of_the_collections_is_taken_for_a_wish(shared: Path) -> None:
    asked = [json.loads(line)["question"] for line in (shared / "eval/questions.jsonl").read_text("utf-8").splitlines()]
    rows = (shared / "train/questions.tsv").read_text("utf-8").splitlines()[1:]
    speeches = map(json.loads, (shared / "train/speeches.jsonl").read_text("utf-8").splitlines())
    told = [question for speech in speeches for _, question in speech["questions"]]
    questions = [*asked, *told, *(row.split("\t")[3] for row in rows)]
    assert len(questions) > 6000
    kinds = [name for kind in load_kinds().values() for name in (kind.name, *kind.aliases)]
    assert [question for question in questions if read_wish(question, kinds)] == []
