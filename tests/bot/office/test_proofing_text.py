"""Proofreading of what stands in a paper: dates, marks, words, names, places, and what is left from the last one."""

from datetime import date

import pytest

from bot.office.proofing import Earlier, Grade
from bot.office.proofing.places import Level, load_gazetteer, places_in
from bot.office.proofing.vocabulary import load_vocabulary
from tests.bot.office.proofs import SOUND, findings, musts, paper, shoulds

SOUNDS = {"建": frozenset({"jian"}), "健": frozenset({"jian"}), "国": frozenset({"guo"}), "军": frozenset({"jun"})}


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("二〇二六年三月二日", "成文日期应用阿拉伯数字，如2026年3月2日。"),
        ("二○二六年三月二日", "成文日期应用阿拉伯数字，如2026年3月2日。"),
        ("2026.3.2", "成文日期应写全年、月、日，如2026年3月2日。"),
        ("2026-03-02", "成文日期应写全年、月、日，如2026年3月2日。"),
        ("26年3月2日", "成文日期应写全年、月、日，如2026年3月2日。"),
        ("2026年03月02日", "成文日期的月、日不编虚位，1月不写01月。"),
        ("2026年3月  日", "成文日期没有写全，请补上月、日。"),
        ("2026年2月30日", "没有“2026年2月30日”这一天，请核对。"),
    ],
)
def test_the_date_at_the_end_is_held_to_its_form(end: str, said: str) -> None:
    assert said in musts(paper("请遵照执行。", end=end))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("定于4月31日召开会议。", "没有“4月31日”这一天，请核对。"),
        ("定于2026年2月29日召开会议。", "没有“2026年2月29日”这一天，请核对。"),
        ("定于13月1日召开会议。", "没有“13月1日”这一天，请核对。"),
        ("3月5日（星期五）召开会议。", "2026年3月5日是星期四，与所写的星期五不符。"),
        (
            "3月5日上午（周三）召开。",
            "2026年3月5日是星期四，与所写的星期三不符，而与2025年相符，请核对是否沿用了旧稿。",
        ),
        ("2025年12月30日，星期三，召开会议。", "2025年12月30日是星期二，与所写的星期三不符。"),
        ("做好2026上半年工作。", "年份后缺“年”字。"),
        ("2025度考核已经结束。", "年份后缺“年”字。"),
    ],
)
def test_wrong_dates_must_be_mended(words: str, said: str) -> None:
    assert musts(paper(words)) == [said]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("定于2025年4月8日召开会议。", "安排的时间是2025年，早于2026年，请核对是否沿用了旧稿。"),
        ("请于2025年底前完成。", "安排的时间是2025年，早于2026年，请核对是否沿用了旧稿。"),
        ("2025年4月8日前将名单报送办公室。", "安排的时间是2025年，早于2026年，请核对是否沿用了旧稿。"),
        ("自26年3月起实行。", "年份应写全四位数字。"),
        ("自二○○九年起实行。", "年份应用阿拉伯数字；用汉字时零写作“〇”。"),
    ],
)
def test_doubtful_dates_are_worth_a_look(words: str, said: str) -> None:
    assert shoulds(paper(words)) == [said]


@pytest.mark.parametrize(
    "words",
    [
        "2月29日可能没有。",
        "3月5日（星期四）召开会议，3月6日至8日（周五至周日）休息。",
        "1月4日（星期一）上班。",  # of the next year
        "会议已于2025年4月8日召开。",
        "2025年度考核已经结束，2026年上半年继续。",
        "拨打12345，《规定》第12条第3款第2项。",
        "自2021年6月起，2019—2021年共3年。",
    ],
)
def test_sound_dates_are_left_alone(words: str) -> None:
    assert findings(paper(words)) == ()


def test_a_date_may_be_of_the_year_in_the_title_or_before_it() -> None:
    title = "青山县教育局关于2027年放假安排的通知"
    assert musts(paper("元旦：1月1日（周五）放假。国庆节：10月1日（周五）放假。", title=title)) == []
    assert musts(paper("2025年，3月5日（星期三）召开会议。")) == []


def test_a_paper_of_last_year_is_worth_a_look() -> None:
    text = (
        SOUND.replace("2026年", "2025年").replace("（星期六）", "").replace("（星期一）", "").replace("（星期三）", "")
    )
    assert shoulds(text) == ["成文日期是2025年，早于今年，请核对。"]
    assert shoulds(text, today=date(2025, 3, 1)) == []


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("要高度重视,抓好落实。", "中文里应用全角标点。"),
        ("时间:上午。", "中文里应用全角标点。"),
        ("抓好落实.", "中文里句末应用句号“。”。"),
        ("各级党委(党组)要抓好落实。", "中文里应用全角括号。"),
        ('要树立"一盘棋"思想。', "引号应用“”。"),
        ("抓好落实。。", "标点重复，请只留一个。"),
        ("要高度重视，，抓好落实。", "标点重复，请只留一个。"),
        ("抓好落实。，", "标点重复，请只留一个。"),
        ("抓好落实。。。", "省略号应用“……”。"),
        ("共有１２人。", "数字和字母应用半角。"),
        ("要高度重视，", "段末不应用逗号、顿号。"),
        ("要树立“一盘棋思想。", "双引号“”没有成对使用。"),
        ("按照值班管理规定》执行。", "书名号《》没有成对使用。"),
        ("各级党委（党组要抓好落实。", "括号（）没有成对使用。"),
        ("要树立”一盘棋“思想。", "双引号“”没有成对使用。"),
    ],
)
def test_wrong_marks_must_be_mended(words: str, said: str) -> None:
    assert said in musts(paper(words))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("按照《甲规定》、《乙办法》执行。", "并列的书名号、引号之间通常不用顿号。"),
        ("树立“甲”、“乙”理念。", "并列的书名号、引号之间通常不用顿号。"),
        ("包括甲、乙……等。", "省略号与“等”不并用。"),
        ("包括甲、乙…", "省略号应占两个字，用“……”。"),
        ("要高度 重视，抓好落实。", "汉字之间有多余的空格。"),
        ("要高度重视。抓好落实", "段末缺少标点。"),
        ("按照《关于印发《甲规定》的通知》执行。", "书名号里再用书名号时，里面应用单书名号“〈〉”。"),
        ("他说：“要树立“一盘棋”思想。”", "引号里再用引号时，里面应用单引号‘’。"),
    ],
)
def test_doubtful_marks_are_worth_a_look(words: str, said: str) -> None:
    assert shoulds(paper(words)) == [said]


@pytest.mark.parametrize(
    "words",
    [
        "网址https://www.gov.cn/a(1).html，邮箱a.b@gov.cn，比分3:2。",
        "增长4.5%，共3,000元。",
        "按照《关于印发〈甲规定〉的通知》（国办发〔2025〕1号）执行。",
        "“第一段。\n“第二段。”",
        "1）甲；2）乙。",
        "第一条 各单位要抓好落实，不得拖延。",
        "姓名\t张 三\t电话、传真",
        "It's in Xi'an.",
    ],
)
def test_sound_marks_are_left_alone(words: str) -> None:
    assert musts(paper(words)) == []


@pytest.mark.parametrize(
    "words", ["于【待补：会议时间】召开会议。", "于××年召开会议。", "拨付XX万元。", "联系人：____。"]
)
def test_what_is_not_filled_in_must_be_mended(words: str) -> None:
    assert musts(paper(words)) == ["还有没有填写的内容。"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("按装设备。", "“按装”应为“安装”。"),
        ("全面布署。", "“布署”应为“部署”。"),
        ("截止目前，共有3人。", "“截止目前”应为“截至目前”。"),
        ("开设帐户。", "“帐户”应为“账户”。"),
        ("再接再励。", "“再接再励”应为“再接再厉”。"),
        ("做为重点。", "“做为”应为“作为”。"),
    ],
)
def test_wrong_words_must_be_mended(words: str, said: str) -> None:
    assert musts(paper(words)) == [said]


@pytest.mark.parametrize(
    "words",
    [
        "按装备编号。",
        "对外公布署名。",
        "给予防护。",
        "通报导致的影响。",
        "报名截止日期另行通知。",
        "支付主任津贴。",
        "相关健康检查，时刻服务群众，友好象征，3月份内完成。",
    ],
)
def test_longer_words_are_innocent(words: str) -> None:
    assert findings(paper(words)) == ()


def test_the_vocabulary_is_sound() -> None:
    words = load_vocabulary()
    assert len(words) > 150
    assert not [word for word in words if word.wrong == word.right]
    assert not [word for word in words for longer in word.innocent if word.wrong not in longer]
    # What is offered as right must not hold another wrong word.
    wrong = {word.wrong for word in words}
    assert not [word.right for word in words if any(other in word.right for other in wrong)]


@pytest.mark.parametrize(
    ("words", "people", "said"),
    [
        ("县委书记张建国讲话。\n书记张健国强调安全。", (), "“张建国”与“张健国”只差一字，请核对是否同一人。"),
        ("主任张健国主持。", ("张建国",), "“张健国”疑为“张建国”之误，请核对姓名。"),
        ("县委办公室牵头，县委办督办。", (), "同一机关有“县委办公室”“县委办”两种写法，请统一。"),
    ],
)
def test_names_in_two_spellings_are_worth_a_look(words: str, people: tuple[str, ...], said: str) -> None:
    assert shoulds(paper(words), people=people, sounds=SOUNDS) == [said]


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("书记张建国、主任张建军参加。", ()),
        ("主任张建军主持。", ("张建国",)),
        ("书记张建国、主任张健国参加。", ("张建国", "张健国", "张见国")),
        ("县委办公室（以下简称县委办）牵头，县委办督办。", ()),
        ("由县委办理，由县政府办公会研究，县委办公室督办。", ()),
    ],
)
def test_other_names_are_left_alone(words: str, people: tuple[str, ...]) -> None:
    found = shoulds(paper(words), people=people, sounds=SOUNDS)
    assert [said for said in found if "疑为" in said or "写法" in said or "张建军" in said] == []


def test_a_signature_of_another_office_is_worth_a_look() -> None:
    assert shoulds(SOUND.replace("\n青山县人民政府办公室\n2026", "\n清水县人民政府办公室\n2026")) == [
        "落款与标题中的发文机关“青山县人民政府办公室”不一致，请核对。"
    ]
    assert shoulds(SOUND, issuer="青山县财政局") == ["落款与设置的发文机关“青山县财政局”不一致，请核对。"]
    assert shoulds(SOUND, issuer="青山县人民政府办公室") == []


@pytest.mark.parametrize(
    ("words", "grade", "name"),
    [
        ("清水县各单位要抓好落实。", Grade.MUST, "清水县"),
        ("请清水县人民政府抓好落实。", Grade.MUST, "清水县"),
        ("会议在清水县召开。", Grade.SHOULD, "清水县"),
    ],
)
def test_a_place_of_another_office_is_found(words: str, grade: Grade, name: str) -> None:
    sentence = f"文中出现“{name}”，与发文机关所在地（青山县）不一致，请核对是否为旧稿遗留。"
    assert [(each.grade, each.sentence) for each in findings(paper(words))] == [(grade, sentence)]


@pytest.mark.parametrize(
    ("title", "words", "name"),
    [
        ("黄冈市教育局关于开展检查的通知", "黄石市各单位要抓好落实。", "黄石市"),
        ("黄冈市教育局关于开展检查的通知", "清水县各单位要抓好落实。", "清水县"),
        ("黄梅县教育局关于开展检查的通知", "英山县各单位要抓好落实。", "英山县"),
        ("湖北省教育厅关于开展检查的通知", "长沙市各单位要抓好落实。", "长沙市"),
        ("黄冈市教育局关于开展检查的通知", "湖南省各单位要抓好落实。", "湖南省"),
    ],
)
def test_cities_and_provinces_are_found(title: str, words: str, name: str) -> None:
    found = musts(paper(words, title=title).replace("\n青山县教育局\n", "\n"))
    assert [said.split("”")[0] for said in found] == [f"文中出现“{name}"]


@pytest.mark.parametrize(
    "words",
    [
        "组织赴清水县学习考察先进经验。",
        "与清水县毗邻的乡镇要加强联防。",
        "创建全国文明县，建设示范县，各县要抓好落实。",
        "根据黄冈市委、市政府要求，抓好落实。",
        "按照《清水县各单位值班办法》执行。",
        "清水县、清水县、清水县都要抓好落实。",  # named again and again, so not left over
        "打造北京市场、做强县域经济。",
        "召开青山县教育大会。",
    ],
)
def test_places_named_for_a_reason_are_left_alone(words: str) -> None:
    assert [said for said in musts(paper(words)) + shoulds(paper(words)) if "旧稿遗留" in said] == []


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("黄冈市教育局关于开展检查的通知", "黄梅县各单位要抓好落实，向湖北省教育厅报告。"),
        ("黄冈市教育局关于开展检查的通知", "云岭县各单位要抓好落实。"),
        ("湖北省教育厅关于开展检查的通知", "黄冈市、黄梅县各单位要抓好落实。"),
        ("黄梅县教育局关于开展检查的通知", "向黄冈市人民政府、湖北省教育厅报告。"),
        ("青山县教育局关于开展检查的通知", "向黄冈市人民政府、湖北省教育厅报告。"),
    ],
)
def test_what_lies_above_or_below_is_at_home(title: str, words: str) -> None:
    assert findings(paper(words, title=title).replace("\n青山县教育局\n", "\n")) == ()


def test_the_gazetteer_is_whole() -> None:
    gazetteer = load_gazetteer()
    levels = list(gazetteer.levels.values())
    assert (levels.count(Level.PROVINCE), levels.count(Level.PREFECTURE)) == (34, 333)
    assert levels.count(Level.COUNTY) > 2600
    assert gazetteer.above["黄梅县"] == {"黄冈市", "湖北省"}
    assert [place.name for place in places_in("从黄冈市到西藏自治区，再到清水县。", gazetteer)] == [
        "黄冈市",
        "西藏自治区",
        "清水县",
    ]


def test_what_is_unchanged_against_the_last_one_is_told() -> None:
    old = SOUND.replace("2026年", "2025年").replace("（星期六）", "（星期五）").replace("（星期一）", "（星期日）")
    earlier = Earlier("青山县人民政府办公室关于做好2025年清明节期间值班工作的通知", old, 2025)
    share, *facts = findings(SOUND, earlier=earlier)
    assert share.sentence == (
        "与《青山县人民政府办公室关于做好2025年清明节期间值班工作的通知》（2025年）相比，有85%的句子未改动，改动的只有日期，"
        "请核对内容是否适用。"
    )
    assert [(fact.place, fact.sentence.removeprefix("与上一份同类公文一字未改，请核对其中的")) for fact in facts] == [
        ("第3段", "24小时。"),
        ("第6段", "30分钟。"),
    ]


def test_a_paper_of_its_own_is_not_compared_further() -> None:
    assert findings(SOUND, earlier=Earlier("关于春耕生产的通知", "各地要抓好春耕生产，不误农时。", 2025)) == ()


def test_an_unchanged_paper_is_told_so() -> None:
    share = findings(SOUND, earlier=Earlier("上一份", SOUND))[0]
    assert share.sentence == "与《上一份》相比，全文未改动，请核对内容是否适用。"
