"""Lines into paragraphs: what goes on is joined, what is a heading, an item, a title or a row is left alone."""

import pytest

from knowledge import paragraphs


def join(text: str, *, wrapped: bool = False) -> list[str]:
    return paragraphs.join(text.splitlines(), wrapped=wrapped)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("各科室要加强配合，\n共同落实。", "各科室要加强配合，共同落实。"),
        ("包括值班、\n\n信息、保密。", "包括值班、信息、保密。"),
        (
            "值班是办公室的窗口。各科室要在认真总结以往经验、广泛听取各方面意见建议\n\n以及实地查看的基础上改进。",
            "值班是办公室的窗口。各科室要在认真总结以往经验、广泛听取各方面意见建议以及实地查看的基础上改进。",
        ),
        ("本月重点工作是\n\n清理档案。", "本月重点工作是清理档案。"),
        ("第九条 值班人员发现情况的，应当立即\n报告带班领导。", "第九条 值班人员发现情况的，应当立即报告带班领导。"),
        ("（一）遇有急件，随到\n随办的；\n（二）其他。", "（一）遇有急件，随到随办的；\n（二）其他。"),
        ("根据《关于加强值班\n工作的通知》执行。", "根据《关于加强值班工作的通知》执行。"),
        ("违反规定的，按照\n第九条处理。", "违反规定的，按照第九条处理。"),
        ("第三章\n信息报送\n第九条 及时报送。", "第三章 信息报送\n第九条 及时报送。"),
        ("第五章 印章、介绍信、\n证件的管理\n第九条 专人管理。", "第五章 印章、介绍信、证件的管理\n第九条 专人管理。"),
        ("系统名称为Open,\nOffice。", "系统名称为Open,Office。"),
        ("请使用WPS Office的\nWord。", "请使用WPS Office的Word。"),
    ],
)
def test_a_broken_sentence_is_joined(broken: str, whole: str) -> None:
    assert join(broken) == whole.splitlines()


@pytest.mark.parametrize(
    "text",
    [
        "一、提高认识，压实责任\n各科室要认真学习。",
        "(三)加强督促，确保落实\n督促检查是抓落实的方式。",
        "一、提高认识，压实责任\n(一)加强领导\n1.明确分工",
        "提高认识，压实责任\n各科室要认真学习。",
        "在全县会议上的讲话，有删节\n张三\n同志们：",
        "第一章 总则\n第一条 为了加强工作，制定本办法。",
        "关于印发办法的通知\n第一条 为了加强工作，制定本办法。",
        "某市公文处理办法\n第一条 为了加强工作，制定本办法。",
        "第二章 处分的种类和适用\n第七条 处分的种类为：",
        "工作要细。\n工作要实。",
        "要做到以下几点：\n一是早谋划。",
        "专业界 200人\n劳工界 200人",
        "煤\t一吨\n锌\t二吨，其中精锌\n一吨",
        "1 煤\n2 锌",
        "应纳税额＝销售额×税率\n前款所称销售额不含税。",
        "（一）遇有急件的；\n（二）加强督查，确保落实\n督促检查是抓落实的重要方式，各科室必须紧紧围绕全县中心工作和领导交办事项认真组织开展。",
        "请各科室认真落实。特此通知，望周知，如有问题请及时与办公室值班人员联系解决，电话不另行通知\n2024年3月5日",
        "会议讨论了议题。大家一致认为要进一步完善值班、信息、保密等各项制度并抓好落实\n附件：名单",
    ],
)
def test_headings_titles_items_and_rows_stand_alone(text: str) -> None:
    assert join(text) == text.splitlines()


WRAPPED = """\
　　　　　　　关于加强值班工作的通知
各科室：
　　为进一步加强机关值班工作，确保政令畅通，根据上级规定，结合实际
情况，现就有关事项通知如下：
　　一、落实值班制度。各科室要严格执行二十四小时值班制度，值班人员
不得擅离岗位，不得将值班电话设置为呼叫转移。违反规定的，依照本办法
第三十条处理。值班人员交接班时应当当面移交值班记录和未办结的事项。
交接不清的，由交班人员负责。
　　二、加强信息报送。发生突发事件后，值班人员应当在三十分钟内向带
班领导报告。
　　特此通知。
　　　　　　　　　　　　　　　　　　　　　　　某某办公室
"""


def test_text_wrapped_at_a_width_is_joined_by_its_indents() -> None:
    lines = join(WRAPPED)
    assert [line[:4] for line in lines] == [
        "关于加强",
        "各科室：",
        "为进一步",
        "一、落实",
        "二、加强",
        "特此通知",
        "某某办公",
    ]
    assert "依照本办法第三十条处理。" in lines[3]
    assert lines[3].endswith("未办结的事项。交接不清的，由交班人员负责。")


def test_a_full_line_that_ends_a_sentence_ends_the_paragraph_when_nothing_marks_paragraphs() -> None:
    text = "各科室要严格执行二十四小时值班制度。\n值班人员不得擅离岗位，不得将值班电\n话设置为呼叫转移。"
    assert join(text, wrapped=True) == [
        "各科室要严格执行二十四小时值班制度。",
        "值班人员不得擅离岗位，不得将值班电话设置为呼叫转移。",
    ]


def test_a_short_list_is_not_taken_for_wrapped_text() -> None:
    assert join("值班室\n机要室\n档案室\n信访室") == ["值班室", "机要室", "档案室", "信访室"]


@pytest.mark.parametrize(
    ("line", "squeezed"),
    [
        ("　　第一条　　为了  加强", "第一条　为了 加强"),
        ("\ufeff正\u200b文 ", "正文"),
        ("“引号”,半角标点;全角，不变", "“引号”,半角标点;全角，不变"),
        (" \u3000\u00a0", ""),
    ],
)
def test_only_white_space_is_squeezed(line: str, squeezed: str) -> None:
    assert paragraphs.squeeze(line) == squeezed


def test_nothing_comes_of_nothing() -> None:
    assert join(" \n　\n") == []
