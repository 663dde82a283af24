"""What a topic brings with it: words of the same work, none of its own again."""

import pytest

from knowledge.outlining.akin import akin_to


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("国庆节期间值班安排", ("带班", "值守", "紧急信息", "在岗")),
        ("购置办公设备", ("政府采购", "采购", "资产配置", "资产")),
        ("购置应急指挥车", ("政府采购", "采购", "资产配置", "资产")),
        ("值班带班", ("值守", "紧急信息", "在岗")),
        ("绿化养护", ()),
    ],
)
def test_a_topic_brings_words_of_its_work(topic: str, words: tuple[str, ...]) -> None:
    assert akin_to(topic) == words
