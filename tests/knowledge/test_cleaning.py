"""Furniture off, body whole: pages in the manner of the document sites, and the real speeches and regulations."""

import re
from pathlib import Path

import pytest

from knowledge import cleaning, furniture

PAPER_SITE = """\
做好年终盘点工作.docx

上传人：a****8 文档编号：778899 上传时间：2022-01-05 格式：DOCX 页数：4 大小：18.5KB
下载 相关 举报
做好年终盘点工作.docx_第1页
第1页 / 共4页
做好年终盘点工作.docx_第2页
亲，该文档总共4页，全部预览完了，如果喜欢就下载吧！
《做好年终盘点工作.docx》由会员分享，可在线阅读，更多相关《做好年终盘点工作.docx》请在某某文库上搜索。
做好年终盘点工作
同志们：
今年的盘点比往年早。
一、盘点要细
各库房要逐件清点，不得估算。
— 2 —
二、账目要清
谢谢大家！
展开阅读全文
相关资源
1.做好年中盘点工作
2.做好物资采购工作
当前位置：首页 > 工作总结 > 后勤
copyright@ 2010-2022 某某文库 版权所有
"""

FORUM = """\
关灯
《写作五十讲》作者张三 写作培训班直播间
开启左侧
盘点工作要早谋划
[复制链接]
某某会员 发表于 2012-5-6 10:11:12 | 显示全部楼层 |阅读模式 打印 上一主题 下一主题
盘点工作要早谋划
李四
盘点工作千头万绪,贵在早谋划。
(作者系某县供销社主任)
您需要登录后才可以回帖 登录 | 立即注册
本版积分规则
3关注
45粉丝
排行榜
Powered by Discuz!
闽ICP备11111111号-1
"""

OFFICE_PAGE = """\
首页 > 政务公开 > 领导讲话
在全县盘点工作会议上的讲话稿
在全县盘点工作会议上的讲话
发布时间：2023-05-06 10:22 来源：县供销社 浏览次数：123次 字体：[大 中 小]
各位同志：
　　盘点工作无小事。
【打印本页】 【关闭窗口】
上一篇：关于休市的通知
下一篇：关于开市的公告
主办：某县人民政府办公室
京公网安备 11010102000001号
"""


@pytest.mark.parametrize(
    ("page", "body"),
    [
        (
            PAPER_SITE,
            [
                "做好年终盘点工作",
                "同志们：",
                "今年的盘点比往年早。",
                "一、盘点要细",
                "各库房要逐件清点，不得估算。",
                "二、账目要清",
                "谢谢大家！",
            ],
        ),
        (FORUM, ["盘点工作要早谋划", "李四", "盘点工作千头万绪,贵在早谋划。", "(作者系某县供销社主任)"]),
        (OFFICE_PAGE, ["在全县盘点工作会议上的讲话", "各位同志：", "盘点工作无小事。"]),
    ],
    ids=["document site", "forum", "office"],
)
def test_furniture_goes_and_the_body_stays(page: str, body: list[str]) -> None:
    assert cleaning.clean(page).splitlines() == body


@pytest.mark.parametrize(
    "line",
    [
        "下载后的文件应当登记。",
        "转载本站信息的，应当注明出处。",
        "三、管好微信公众号",
        "一是保护版权所有者",
        "微信公众号由专人管理，未经批准不得转载。",
        "经营增值电信业务的，应当取得《增值电信业务经营许可证》。",
        "系统登录后才可以查看文件。",
        "时间：2024年3月5日 地点：三楼会议室",
        "附件：考核表.docx",
        "签到、注册",
        "登记",
        "本月阅读量、点击量纳入考核。",
        "第1页应当盖骑缝章。",
        "值班电话：0000-1234567",
        "来源：群众来信",
        "打印",
        "“更多”与“更好”",
        "发文机关署名",
    ],
)
def test_a_line_of_the_body_is_never_furniture(line: str) -> None:
    assert line in cleaning.clean(f"某项工作办法\n为了规范工作，制定本办法。\n{line}\n本办法自发布之日起施行。")


@pytest.mark.parametrize(
    "line",
    [
        "下载 收藏 分享",
        "登录 | 立即注册",
        "[复制链接]",
        "猜你喜欢",
        "分享到：微信 QQ空间 新浪微博",
        "责任编辑：张三",
        "来源：网友投稿",
        "浏览次数：20",
        "来源：县报 点击：20 评论：3",
        "1.2万阅读",
        "评论(3)",
        "您的位置：首页 > 公文",
        "您需要 登录 才可以下载或查看，没有账号？立即注册",
        "本帖最后由 张三 于 2012-5-6 编辑",
        "转载请注明出处",
        "如有侵权，请联系我们删除",
        "版权所有 某某网",
        "本文来源于网络",
        "扫一扫关注我们的公众号",
        "点击了解详情",
    ],
)
def test_furniture_goes_wherever_it_stands(line: str) -> None:
    assert furniture.is_furniture(furniture.key(line))
    assert cleaning.clean(f"标题是什么\n第一句在前。\n{line}\n第二句在后。").splitlines()[1:] == [
        "第一句在前。",
        "第二句在后。",
    ]


@pytest.mark.parametrize("line", ["— 3 —", "-12-", "·5·", "第 3 页 共 9 页", "第3页", "Page 2 of 7", "3/9页", "------"])
def test_page_marks_and_rules_go(line: str) -> None:
    assert cleaning.clean(f"第一句在前。\n{line}\n第二句在后。") == "第一句在前。\n第二句在后。"


@pytest.mark.parametrize(
    "line",
    [
        "---此处隐藏4137字,下载后查看---",
        "(此处省略300字)",
        "……（略）……",
        "[中间部分略]",
        "（略）",
        "……",
        "... ...",
        "（以下省略）",
        "中间部分省略",
        "……此处省略2000字……",
        "<此处略去若干字>",
        "还有12页未读，继续阅读",
        "剩余80%未读，下载查看全文",
        "（此处部分内容已隐藏，付费后查看）",
        "（前略）",
        "（正文略）",
    ],
)
def test_a_mark_of_omitted_text_stays_and_nothing_is_joined_across_it(line: str) -> None:
    assert cleaning.is_omission(line)
    cleaned = cleaning.clean(f"要做好盘点、\n{line}\n清点和登记。")
    assert cleaned.splitlines() == ["要做好盘点、", line, "清点和登记。"]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "附件：印章样式(略)",
        "谢谢大家",
        "-----",
        "此处不得停车",
        "第一章 总则",
        "以下简称“本办法”",
        "省略号的用法",
        "（一）",
        "其他",
        "……等等",
        "- 3 -",
        "隐藏问题",
        "隐瞒不报的，此处省略不了责任。",
    ],
)
def test_other_lines_are_no_mark_of_omission(line: str) -> None:
    assert not cleaning.is_omission(line)


def test_a_paper_loses_its_references_catalogue_data_and_repeated_abstract() -> None:
    paper = (
        "论盘点\n[摘要]盘点是基础工作。\n[关键词]盘点；清点\n[DOI] 10.1/x\n盘点是基础工作。本文谈三点。\n"
        "参考文献\n[1]张三.盘点学[J].学报,2020.\n[2]李四.清点学[M].2021."
    )
    assert cleaning.clean(paper) == "论盘点\n盘点是基础工作。本文谈三点。"


def test_an_abstract_of_its_own_words_stays() -> None:
    assert (
        cleaning.clean("论盘点\n【摘要】盘点贵在细。\n正文另有说法。") == "论盘点\n【摘要】盘点贵在细。\n正文另有说法。"
    )


def test_text_after_furniture_stays_while_sentences_follow() -> None:
    assert (
        cleaning.clean("第一句在前。\n展开阅读全文\n第二句在后。\n相关推荐\n盘点心得") == "第一句在前。\n第二句在后。"
    )


@pytest.mark.parametrize(
    ("first", "second", "dropped"),
    [
        ("在盘点会议上的讲话稿", "在盘点会议上的讲话", True),
        ("在盘点会议上的讲话", "在盘点会议上的讲话（全文）", False),
        ("某县人民政府", "某县人民政府办公室", False),
        ("盘点工作办法", "盘点工作办法由县供销社解释。", False),
        ("盘点", "盘点", False),
    ],
)
def test_a_title_that_stands_twice_is_dropped_once(first: str, second: str, dropped: bool) -> None:
    cleaned = cleaning.clean(f"{first}\n{second}\n盘点要细。").splitlines()
    assert cleaned == ([second, "盘点要细。"] if dropped else [first, second, "盘点要细。"])


def test_a_page_of_nothing_but_furniture_is_empty() -> None:
    assert cleaning.clean("登录 | 立即注册\n猜你喜欢\n— 1 —") == ""


# For each speech the numbers of the lines where the text begins and ends, counted from 1 in the file.
SPEECHES = {
    "000_3bcf72f2e1350b89.txt": (1, 23),
    "001_38af93b7b436f4fb.txt": (2, 40),
    "002_d334e8e23a27c670.txt": (3, 33),
    "003_1fbe787382d8397a.txt": (12, 62),
    "004_ccfca2a2b2a83bab.txt": (35, 395),
}
FURNITURE = (
    r"展开阅读全文|上传人|文档编号|第\d+页|\.docx|冰点文库|下载后?资源|猜你喜欢|相关|网友投稿|更新时间|Discuz|登录后|粉丝|帖子|"
    r"热线|ICP|Copyright|copyright|公众号|复制链接|显示全部楼层|开启左侧|众筹|参考文献|DOI|关键词|当前位置|直播间"
)


@pytest.mark.parametrize("name", SPEECHES)
def test_a_real_speech_begins_and_ends_with_its_own_text(shared: Path, name: str) -> None:
    raw = [line.strip() for line in (shared / "corpus" / "speeches" / name).read_text("utf-8").splitlines()]
    first, last = (raw[number - 1] for number in SPEECHES[name])
    cleaned = cleaning.clean("\n".join(raw)).splitlines()
    assert (cleaned[0], cleaned[-1]) == (first, last)


@pytest.mark.parametrize("name", SPEECHES)
def test_a_real_speech_loses_its_furniture_and_nothing_else(shared: Path, name: str) -> None:
    text = (shared / "corpus" / "speeches" / name).read_text("utf-8")
    first, last = SPEECHES[name]
    own = [line.strip() for line in text.splitlines()[first - 1 : last]]
    cleaned = cleaning.clean(text)
    lost = [line for line in own if line and line not in cleaned]
    assert all(re.match(r"更新时间|\[摘要\]|\[关键词\]|\[DOI\]", line) for line in lost)
    assert set("".join(cleaned.split())) <= set("".join(own))
    unusual = re.findall(FURNITURE, cleaned)
    assert set(unusual) <= set(re.findall("相关", "".join(own)))


def test_the_real_sentence_broken_over_a_blank_line_is_whole(shared: Path) -> None:
    text = (shared / "corpus" / "speeches" / "002_d334e8e23a27c670.txt").read_text("utf-8")
    raw = text.splitlines()
    assert raw[27] == ""
    assert raw[26] + raw[28] in cleaning.clean(text).splitlines()


def test_the_real_mark_of_omission_stays_on_its_line(shared: Path) -> None:
    text = (shared / "corpus" / "speeches" / "000_3bcf72f2e1350b89.txt").read_text("utf-8")
    marks = [line for line in cleaning.clean(text).splitlines() if cleaning.is_omission(line)]
    assert marks == [text.splitlines()[12]]


def test_real_headings_and_sentences_of_one_line_stay_apart(shared: Path) -> None:
    name = "004_ccfca2a2b2a83bab.txt"
    raw = (shared / "corpus" / "speeches" / name).read_text("utf-8").splitlines()
    own = [line.strip() for line in raw[34:395] if line.strip()]
    assert cleaning.clean("\n".join(raw)).splitlines() == own


def test_real_regulations_lose_nothing(shared: Path) -> None:
    files = [*sorted((shared / "corpus" / "regulations").glob("*")), *sorted((shared / "laws").rglob("*.md"))[::6]]
    for path in files:
        text = re.sub(r"^#+ *|<!--.*?-->", "", path.read_text("utf-8"), flags=re.MULTILINE)
        kept = "".join(cleaning.clean(text).split())
        assert kept == "".join(re.sub("[\u200b-\u200f]", "", text).split()), path.name
