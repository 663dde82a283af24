"""The right kind first: approval by 请示, one matter and one superior each, 函 between equals, 通告 for the public."""

import pytest

from knowledge.outlines import Request
from knowledge.outlining.advice import advise
from prompts import load_kinds

KINDS = load_kinds()


def said(kind: str, topic: str, addressee: str = "", office: str = "") -> str:
    advice = advise(Request(kind, topic, addressee=addressee, office=office), KINDS[kind])
    return advice.text if advice else ""


@pytest.mark.parametrize(
    "topic",
    ["增加编制", "购置办公设备", "请求批准设立档案室", "申请追加经费", "拟举办业务培训", "解决值班室用房"],
)
def test_a_report_that_asks_for_approval_should_be_a_request(topic: str) -> None:
    assert "应当用请示，不用报告" in said("报告", topic)
    assert "第十五条" in said("报告", topic)


@pytest.mark.parametrize(
    "topic", ["增加编制情况", "办公设备购置情况", "信访工作", "拟定工作规则的进展", "申请材料审核结果"]
)
def test_a_report_that_only_tells_is_a_report(topic: str) -> None:
    assert said("报告", topic) == ""


@pytest.mark.parametrize(
    ("topic", "two"),
    [
        ("购置办公设备和增加编制", True),
        ("增加编制、追加经费", True),
        ("修缮办公楼以及购置车辆", True),
        ("购置电脑和打印机", False),
        ("增加编制", False),
    ],
)
def test_a_request_asks_for_one_thing(topic: str, two: bool) -> None:
    assert ("一文一事" in said("请示", topic)) is two


@pytest.mark.parametrize(
    ("addressee", "several"),
    [("区政府、区委", True), ("区委和区政府", True), ("区政府", False), ("", False)],
)
def test_a_request_goes_to_one_superior(addressee: str, several: bool) -> None:
    assert ("原则上主送一个上级机关" in said("请示", "增加编制", addressee)) is several


@pytest.mark.parametrize(
    ("kind", "office", "addressee", "equal"),
    [
        ("请示", "区教育局", "区财政局", True),
        ("报告", "市档案局", "市财政局", True),
        ("通知", "区教育局", "区财政局", True),
        ("请示", "区教育局", "市教育局", False),
        ("请示", "区教育局", "区政府", False),
        ("请示", "", "区财政局", False),
        ("请示", "区政府办公室", "区委办公室", False),
        ("函", "区教育局", "区财政局", False),
        ("通知", "区教育局", "各镇政府", False),
    ],
)
def test_equals_write_letters(kind: str, office: str, addressee: str, equal: bool) -> None:
    assert ("应当用函" in said(kind, "提供名单", addressee, office)) is equal


@pytest.mark.parametrize(
    ("office", "addressee", "above"),
    [
        ("区政府办公室", "区政府", True),
        ("区政府办公室", "市政府", True),
        ("镇政府", "上级机关", True),
        ("区政府办公室", "各科室", False),
        ("区政府办公室", "镇政府", False),
        ("", "区政府", False),
    ],
)
def test_a_superior_gets_no_notice(office: str, addressee: str, above: bool) -> None:
    assert ("是上级机关" in said("通知", "值班安排", addressee, office)) is above


def test_the_public_gets_an_announcement() -> None:
    assert "应当用通告" in said("通知", "道路封闭", "广大市民")


@pytest.mark.parametrize("kind", ["函", "决定", "讲话提纲", "请示"])
def test_where_nothing_is_wrong_nothing_is_said(kind: str) -> None:
    assert said(kind, "增加编制", "区政府", "区教育局") == ""
