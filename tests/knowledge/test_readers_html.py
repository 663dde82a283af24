"""Web pages: blocks are lines, menus and scripts go, tables of data are rows, old layout tables are not."""

import pytest

from knowledge import cleaning
from knowledge.documents import Reading
from knowledge.errors import UnreadableDocument
from knowledge.readers import Limits, html
from knowledge.readers.source import Source


def extract(page: str | bytes) -> Reading:
    return html.extract(Source("a.html", page if isinstance(page, bytes) else page.encode(), Limits()))


def lines(page: str | bytes) -> list[str]:
    return cleaning.clean(extract(page).text).splitlines()


PAGE = """<!DOCTYPE html><html><head><title>值班办法_某县政府网</title><meta charset="utf-8"><style>p {}</style></head>
<body><nav><a>首页</a><a>公文</a></nav><header><h1>值班<b>工作</b>办法</h1></header>
<!-- 注释 --><div class="share">分享到：微信</div><script>var a = "脚本";</script>
<div id="content"><p>　　第一条 为了加强值班
工作，制定<i>本</i>办法。</p><p>第二条&nbsp;值班电话：<br>0000-1234567。</p>
<p style="display: none">看不见的字</p><pre>原样
两行。</pre></div>
<table><tr><th>日期</th><th>人员</th></tr><tr><td><p>周一</p></td><td>张三<br>李四</td></tr></table>
<ul><li>一般事项；</li><li>特别事项。</li></ul><footer>版权所有</footer><button>提交</button></body></html>"""


def test_a_page_becomes_lines() -> None:
    assert lines(PAGE) == [
        "值班工作办法",
        "第一条 为了加强值班工作，制定本办法。",
        "第二条\u00a0值班电话：",
        "0000-1234567。",
        "原样",
        "两行。",
        "日期\t人员",
        "周一\t张三 李四",
        "一般事项；",
        "特别事项。",
    ]


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (PAGE, "值班工作办法"),
        ("<title>值班办法_某县政府网</title><p>正文。", "值班办法"),
        ("<title>值班办法 - 某县政府网</title><p>正文。", "值班办法"),
        ("<title>值班办法|公文|某县政府网</title><p>正文。", "值班办法|公文"),
        ("<title>值班办法</title><p>正文。", "值班办法"),
        ("<p>正文。", ""),
    ],
)
def test_the_title_is_the_first_heading_or_the_pages_own(page: str, title: str) -> None:
    assert extract(page).title == title


def test_a_page_laid_out_in_tables_and_a_form_is_text() -> None:
    cell = f"<p>{'第一段要写得长一些，' * 25}到此为止。</p><p>第二段。</p>"
    page = (
        f"<form id=f><table><tr><td>左栏</td><td>{cell}<table><tr><td>甲</td><td>乙</td></tr></table></td></tr></table>"
    )
    assert [line[-5:] for line in lines(page)] == ["左栏", "到此为止。", "第二段。", "甲\t乙"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gb2312", "utf-16", "big5"])
def test_a_page_is_read_in_the_encoding_that_it_declares_or_a_usual_one(encoding: str) -> None:
    page = f'<meta charset="{encoding}"><p>第一章 中文字。</p>'
    assert lines(page.encode(encoding)) == ["第一章 中文字。"]


@pytest.mark.parametrize("declared", ["x-unknown", "ascii"])
def test_a_page_in_another_encoding_than_it_declares_is_a_fault(declared: str) -> None:
    with pytest.raises(UnreadableDocument, match="encoding that it declares"):
        extract(f'<meta charset="{declared}"><p>'.encode() + "第一章".encode("gbk"))


def test_a_page_without_text_is_empty() -> None:
    assert lines("<html><script>x</script></html>") == []
