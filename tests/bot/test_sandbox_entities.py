"""Texts as Telegram reads them: UTF-16 counting, what it finds by itself, its HTML and its complaints."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.entities import Entity, Formatted, detect, trim, utf16_length
from bot.sandbox.markup import MarkupFault, checked_url, decode_references, parse_html


def found(text: str) -> list[tuple[str, str]]:
    return [(entity.kind, entity.of(text)) for entity in detect(Formatted(text)).entities]


def parsed(source: str) -> tuple[str, list[tuple[str, str]]]:
    formatted = parse_html(source)
    return formatted.text, [(entity.kind, entity.of(formatted.text)) for entity in formatted.entities]


@pytest.mark.parametrize(("text", "length"), [("", 0), ("ab", 2), ("值班", 2), ("👋", 2), ("👨‍💻", 5), ("𠮷", 2)])
def test_length_counts_utf16_units(text: str, length: int) -> None:
    assert utf16_length(text) == length


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start", [("bot_command", "/start")]),
        ("/ask 值班表", [("bot_command", "/ask")]),
        ("👋 /help", [("bot_command", "/help")]),
        ("/ask@canmou_bot 值班", [("bot_command", "/ask@canmou_bot")]),
        ("/ask@ab", []),
        ("/ask，值班", [("bot_command", "/ask")]),
        ("/ask值班", []),
        ("请/ask", []),
        ("a/b", []),
        ("</b>", []),
        ("//ask", []),
        ("/", []),
        ("/" + "a" * 64, [("bot_command", "/" + "a" * 64)]),
        ("/" + "a" * 65, []),
        ("@canmou_bot 几点", [("mention", "@canmou_bot")]),
        ("你好，@canmou_bot！", [("mention", "@canmou_bot")]),
        ("你好@canmou_bot", []),
        ("@canmou_bot你好", []),
        ("a@canmou_bot", []),
        ("@abcd", []),
        ("@abcde", [("mention", "@abcde")]),
        ("@" + "a" * 33, []),
        ("见 https://example.com/a?b=1。", [("url", "https://example.com/a?b=1")]),
        ("见 https://example.com/@canmou_bot", [("url", "https://example.com/@canmou_bot")]),
        ("没有", []),
    ],
)
def test_telegram_finds_commands_mentions_and_addresses(text: str, entities: list[tuple[str, str]]) -> None:
    assert found(text) == entities


def test_offsets_of_what_is_found_count_utf16_units() -> None:
    assert detect(Formatted("👋👋 @canmou_bot")).entities == (Entity("mention", 5, 11),)


def test_nothing_is_found_inside_code_and_links() -> None:
    marked = parse_html('<code>/help</code> <a href="https://a.cn">@canmou_bot</a> <b>/help</b>')
    assert [(entity.kind, entity.of(marked.text)) for entity in detect(marked).entities] == [
        ("code", "/help"),
        ("text_link", "@canmou_bot"),
        ("bold", "/help"),
        ("bot_command", "/help"),
    ]


def test_white_space_at_the_ends_goes_and_entities_move() -> None:
    assert trim(Formatted(" \n👋 值班\n", (Entity("bold", 0, 4), Entity("italic", 5, 3)))) == Formatted(
        "👋 值班", (Entity("bold", 0, 2), Entity("italic", 3, 2))
    )


def test_an_entity_of_white_space_alone_goes_with_it() -> None:
    assert trim(Formatted("值班  ", (Entity("bold", 2, 2),))) == Formatted("值班")


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("值班", "值班", []),
        ("<b>值</b><strong>班</strong>", "值班", [("bold", "值"), ("bold", "班")]),
        ("<i>a</i><em>b</em>", "ab", [("italic", "a"), ("italic", "b")]),
        ("<u>a</u><ins>b</ins>", "ab", [("underline", "a"), ("underline", "b")]),
        ("<s>a</s><strike>b</strike><del>c</del>", "abc", [("strikethrough", each) for each in "abc"]),
        ('<tg-spoiler>a</tg-spoiler><span class="tg-spoiler">b</span>', "ab", [("spoiler", "a"), ("spoiler", "b")]),
        ("<blockquote>引\n文</blockquote>", "引\n文", [("blockquote", "引\n文")]),
        ("<blockquote expandable>引</blockquote>", "引", [("expandable_blockquote", "引")]),
        ("<code>a&lt;b</code>", "a<b", [("code", "a<b")]),
        ("<pre>a\nb</pre>", "a\nb", [("pre", "a\nb")]),
        ("<B>a</B>", "a", [("bold", "a")]),
        ("<b >a</b >", "a", [("bold", "a")]),
        ("<b>a</>", "a", [("bold", "a")]),
        ("<b></b>a", "a", []),
        ("<b>a<i>b</i></b>", "ab", [("bold", "ab"), ("italic", "b")]),
        ("<i><b>a</b></i>", "a", [("bold", "a"), ("italic", "a")]),
        ("&lt;&gt;&amp;&quot;", '<>&"', []),
        ("&#20540;&#x73ED;", "值班", []),
        ("&copy; &lt &nbsp;", "&copy; < &nbsp;", []),
        ("a & b", "a & b", []),
        ("5 > 3", "5 > 3", []),
        ('<tg-emoji emoji-id="1">👍</tg-emoji>', "👍", []),
    ],
)
def test_html_becomes_text_and_entities(source: str, text: str, entities: list[tuple[str, str]]) -> None:
    assert parsed(source) == (text, entities)


def test_offsets_after_an_emoji_count_its_two_units() -> None:
    assert parse_html("👋<b>值班</b>").entities == (Entity("bold", 2, 2),)


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ('<a href="https://example.com/a?x=1&amp;y=2">a</a>', "https://example.com/a?x=1&y=2"),
        ("<a href='https://example.com'>a</a>", "https://example.com/"),
        ("<a href=example.com>a</a>", "http://example.com/"),
        ("<a>example.com</a>", "http://example.com/"),
        ('<a href="tg://resolve?domain=a">a</a>', "tg://resolve?domain=a"),
    ],
)
def test_a_link_keeps_its_address(source: str, url: str) -> None:
    assert [(entity.kind, entity.url) for entity in parse_html(source).entities] == [("text_link", url)]


@pytest.mark.parametrize("url", ["", "nonsense", "javascript:alert(1)", "https://a b.cn", "http://.", "ftp://a.cn"])
def test_what_is_no_address_makes_no_link(url: str) -> None:
    assert checked_url(url) == ""
    assert parse_html(f'<a href="{url}">值班</a>').entities == ()


def test_a_link_to_a_person_is_a_mention() -> None:
    assert parse_html('<a href="tg://user?id=1001">王</a>').entities == (Entity("text_mention", 0, 1, user_id=1001),)


@pytest.mark.parametrize(
    "source",
    [
        '<pre><code class="language-python">x</code></pre>',
        '<code class="language-python"><pre>x</pre></code>',
    ],
)
def test_code_with_a_language_inside_pre_is_one_entity(source: str) -> None:
    assert parse_html(source).entities == (Entity("pre", 0, 1, language="python"),)


def test_code_alone_has_no_language() -> None:
    assert parse_html('<code class="language-python">x</code>').entities == (Entity("code", 0, 1),)


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("<x>a</x>", 'Unsupported start tag "x" at byte offset 0'),
        ("值班<表>", 'Unsupported start tag "表" at byte offset 6'),
        ("👋<br>", 'Unsupported start tag "br" at byte offset 4'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b class", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=", "Unclosed start tag at byte offset 0"),
        ("<a href=x_y>a</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<b>a</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>a</i>", 'Can\'t find end tag corresponding to start tag "b"'),
        (
            "&#xD83D;",
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units",
        ),
    ],
)
def test_bad_html_gets_telegrams_complaint(source: str, complaint: str) -> None:
    with pytest.raises(MarkupFault) as fault:
        parse_html(source)
    assert str(fault.value) == complaint


@given(st.text())
def test_escaped_text_comes_back_whole(text: str) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    assert parse_html(f"<b>{escaped}</b>").text == text


@given(st.text(alphabet="<>/abi&;#= \"'x值"))
def test_any_text_is_read_or_complained_of(source: str) -> None:
    try:
        formatted = parse_html(source)
    except MarkupFault:
        return
    assert all(entity.end <= utf16_length(formatted.text) for entity in formatted.entities)


@given(st.text(alphabet="/@abcde_bot 值👋\n.:"))
def test_what_is_found_lies_in_the_text_and_does_not_overlap(text: str) -> None:
    entities = detect(Formatted(text)).entities
    assert all(left.end <= right.offset for left, right in pairwise(entities))
    assert all(entity.of(text) for entity in entities)


def test_references_are_replaced_once() -> None:
    assert decode_references("&amp;lt;") == "&lt;"
