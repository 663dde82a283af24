"""The gate for classification marks: every form of the mark is caught, no text that only discusses secrecy is."""

from itertools import product
from pathlib import Path

import pytest

from knowledge import secrecy
from knowledge.documents import Reading
from knowledge.errors import ClassifiedDocument

ROOT = Path(__file__).parents[2]
LEVELS = ("绝密", "机密", "秘密")
STARS = ("★", "☆", "*", "＊", "⭐️", "✩")
TERMS = ("1年", "１０年", "十年", "长期", "6个月")

FORMS = {
    "as the standard has it": "{level}{star}{term}",
    "with half-width spaces": "{level} {star} {term}",
    "with full-width spaces": "{level}　{star}　{term}",
    "in brackets": "【{level}{star}{term}】",
    "in parentheses": "（{level} {star} {term}）",
    "over two lines": "{level}\n{star}{term}",
    "over three lines": "{level}\n{star}\n{term}",
    "after a label": "密级：{level}{star}{term}",
    "between a copy number and an urgency": "000012 {level}{star}{term} 特急",
    "beside the sender": "{level}{star}{term}　　中共某市委办公室文件",
    "with an invisible character": "{level}\u200b{star}{term}",
}

OTHER_MARKS = (
    "机密",
    "绝 密",
    "秘　密",
    "机密级",
    "秘密 10年",
    "机密·1年",
    "秘密　保密期限：5年",
    "机密★",
    "绝 密 ★",
    "机 密 ★ 1 0 年",
    "★秘密★",
    "机密★解密前",
    "機密★三年",
    "絕密☆長期",
    "密级：机密",
    "密级:秘密",
    "密 级 ： 绝 密",
    "密级：\n机密",
    "密级：【秘密】",
    "密级\t机密\t保密期限\t10年",
    "保密等级：秘密",
    "密级：☑机密 □秘密",
    "Ｎｏ．００１２　机密",
    "份号：0007　绝密　加急",
    "【机密】",
    "（秘密）",
    "〔绝密〕",
)

DISCUSSIONS = (
    "机密级文件怎样传递",
    "国家秘密的密级分为绝密、机密、秘密三级。",
    "第二章 国家秘密的范围和密级",
    "绝密级、机密级、秘密级",
    "密级：绝密、机密、秘密",
    "密级：□绝密 □机密 □秘密",
    "密级：",
    "密级★期限",
    "标注“机密★1年”字样",
    "标有机密★1年的文件应当专柜存放。",
    "不得泄露党的秘密和工作秘密。",
    "商业秘密",
    "保守国家秘密",
    "（一）绝密",
    "1.绝密\n2.机密\n3.秘密",
    "机密文件由专人管理。",
)


def head(mark: str) -> Reading:
    return Reading("通知.txt", f"{mark}\n关于做好某项工作的通知\n各科室：\n请认真落实。")


def is_refused(reading: Reading) -> bool:
    try:
        secrecy.check(reading)
    except ClassifiedDocument:
        return True
    return False


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_mark_in_the_head_is_refused_in_every_spelling(form: str) -> None:
    marks = [form.format(level=level, star=star, term=term) for level, star, term in product(LEVELS, STARS, TERMS)]
    assert not [mark for mark in marks if not is_refused(head(mark))]


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_mark_in_a_banner_is_refused_in_every_spelling(form: str) -> None:
    marks = [form.format(level=level, star=star, term=term) for level, star, term in product(LEVELS, STARS, TERMS)]
    banners = [Reading("通知.docx", "关于某项工作的通知", banners=("第1页", *mark.splitlines())) for mark in marks]
    assert not [reading.banners for reading in banners if not is_refused(reading)]


@pytest.mark.parametrize("mark", OTHER_MARKS)
def test_other_forms_of_the_mark_are_refused(mark: str) -> None:
    assert is_refused(head(mark))


@pytest.mark.parametrize("line", DISCUSSIONS)
def test_a_text_that_discusses_secrecy_is_not_refused(line: str) -> None:
    assert not is_refused(head(line))
    assert not is_refused(Reading("通知.docx", "关于某项工作的通知", banners=(line,)))


def test_the_head_ends_before_the_body() -> None:
    opening = "\n".join(f"第{number}行是正文。" for number in range(1, 16))
    assert not is_refused(Reading("通知.txt", f"{opening}\n机密"))
    assert is_refused(Reading("通知.txt", f"{opening.replace('第9行是正文。', '机密')}"))


BODY = "\n".join(f"第{number}条　各科室应当按照本规定办理第{number}项工作，并于次日报告。" for number in range(1, 31))
IN_BODY = (
    "秘密★5年",
    "机密 ★ 长期",
    "机密★",
    "机密\n★5年",
    "绝密\n长期",
    "密级：机密",
    "密级和保密期限：秘密★3年",
    "保密等级：绝密",
    "【机密★1年】",
    "## 机密★1年",
    "> **秘密　10年**",
    "000012\n机密★1年\n特急",
    "附件2　　　机密★5年",
    "机密★1年　　中共某市委办公室文件",
    "中共某市委办公室文件　　机密★1年",
    "转发：秘密★1年 关于调整工资标准的通知",
    "第 3 页　秘密★5年",
    "— 12 —　机密★长期",
    "｜机密★5年｜",
)
SAID_IN_BODY = (
    "机密",
    "密级：",
    "密级：绝密、机密、秘密",
    "密级：□绝密 □机密 □秘密",
    "密级：机密的文件由专人保管",
    "密级　　绝密　　机密　　秘密",
    "绝密　30年\n机密　20年\n秘密　10年",
    "绝密★30年\n机密★20年\n秘密★10年",
    "绝密\n30年\n机密\n20年\n秘密\n10年",
    "（二）机密级国家秘密的保密期限不超过20年；",
    "密级标志的写法为：机密★1年。",
    "例如：机密★10年",
    "标注格式　机密★10年",
    "如：秘密★长期",
    "示例　绝密★30年",
    "秘密★5年，下同",
    "在首页左上角标注“机密★1年”。",
    "标有机密★1年的文件应当专柜存放。",
    "机密★1年表示保密期限为1年，秘密★表示没有定期限。",
    "机密级★期限",
    "秘密工作的传统",
    "机密 1年以上未解密的，应当复核。",
)
PLACES = {
    "in the middle": "{body}\n{line}\n{body}",
    "at the end": "{body}\n{line}",
    "apart": "{body}\n\n{line}\n\n{body}",
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("line", IN_BODY)
def test_lines_of_a_body_that_hold_the_mark_and_no_sentence_are_refused(line: str, place: str) -> None:
    assert is_refused(Reading("规定.txt", place.format(body=BODY, line=line)))


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("line", SAID_IN_BODY)
def test_a_body_that_speaks_of_marks_is_not_refused(line: str, place: str) -> None:
    assert not is_refused(Reading("规定.txt", place.format(body=BODY, line=line)))


def test_a_second_document_in_one_file_is_refused_by_its_own_head() -> None:
    second = "000001\n机密★3年\n特急\n关于某项工作的请示\n某市委：\n现将有关情况报告如下。"
    assert not is_refused(Reading("规定.txt", f"关于印发规定的通知\n{BODY}"))
    assert is_refused(Reading("规定.txt", f"关于印发规定的通知\n{BODY}\n{second}"))


@pytest.mark.parametrize(
    "file",
    [
        "机密★1年 关于某事的通知.docx",
        "机密☆某事.txt",
        "机 密 ★ 某事.txt",
        "【机密】关于某事的通知.docx",
        "（秘密）某事.pdf",
        "某事（绝密）.pdf",
        "[秘密★5年]某事.md",
        "机密-某事.docx",
        "绝密_某事.txt",
        "某事-秘密.docx",
        "1.机密.某事.docx",
        "机密1年某事.docx",
        "密级机密.md",
        "某事 密级：秘密.txt",
        "秘密.txt",
        "機密 某事.html",
        "机密",
    ],
)
def test_a_mark_in_the_file_name_is_refused(file: str) -> None:
    with pytest.raises(ClassifiedDocument) as caught:
        secrecy.check_name(file)
    assert caught.value.file == file


@pytest.mark.parametrize(
    "file",
    [
        "保守国家秘密法(2024-02-27).md",
        "机密文件管理办法.docx",
        "秘密载体销毁规定.txt",
        "国家秘密定密管理规定.md",
        "密级管理.md",
        "商业秘密保护办法.pdf",
        "保密须知.txt",
    ],
)
def test_a_file_name_that_only_speaks_of_secrets_passes(file: str) -> None:
    secrecy.check_name(file)


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_a_message_with_a_mark_in_any_spelling_is_marked(form: str) -> None:
    marks = [form.format(level=level, star=star, term=term) for level, star, term in product(LEVELS, STARS, TERMS)]
    assert not [mark for mark in marks if not secrecy.is_marked(f"{mark}\n请各科室落实。")]


@pytest.mark.parametrize(
    "message",
    [
        "机密★1年",
        "绝 密 ★",
        "转发：机密☆3年 关于某事的通知",
        "密级：机密，请尽快办理",
        "秘密 10年\n各科室：请认真落实。",
        "【秘密　5年】",
    ],
)
def test_a_message_with_a_mark_is_marked(message: str) -> None:
    assert secrecy.is_marked(message)


@pytest.mark.parametrize(
    "message",
    [
        "机密级文件怎么传递",
        "机密",
        "绝密文件谁能看？",
        "密级怎么定？",
        "密级：绝密、机密、秘密怎么区分",
        "秘密的保密期限是10年吗",
        "“机密★10年”怎么标注？",
        "机密和秘密有什么区别",
        "密级★期限怎么写",
        "",
    ],
)
def test_a_question_about_secrecy_is_not_marked(message: str) -> None:
    assert not secrecy.is_marked(message)


@pytest.mark.parametrize("text", ["机 " * 20_000, " " * 50_000 + "密", "密级" + " " * 50_000, "机密" + "\n" * 50_000])
def test_a_hostile_message_takes_no_longer_than_others(text: str) -> None:
    assert not secrecy.is_marked(text)


@pytest.mark.parametrize("text", ["★" * 90_000 + "机密", "*" * 90_000, "机密" + "*" * 90_000, "机\n密\n" * 20_000])
def test_a_hostile_body_takes_no_longer_than_others(text: str) -> None:
    assert not is_refused(Reading("规定.txt", f"{BODY}\n{text}"))


def test_no_real_document_gives_a_false_alarm(shared: Path) -> None:
    files = [*(shared / "laws").rglob("*.md"), *(shared / "corpus").rglob("*.*"), *(ROOT / "prompts").rglob("*.md")]
    files += (ROOT / "knowledge" / "handbook").glob("*.md")
    assert len(files) > 950
    assert not [path.name for path in files if is_refused(Reading(path.name, path.read_text("utf-8")))]


def test_no_real_question_gives_a_false_alarm(shared: Path) -> None:
    questions = (shared / "train" / "questions.tsv").read_text("utf-8").splitlines()
    assert not [question for question in questions if secrecy.is_marked(question)]
