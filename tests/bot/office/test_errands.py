"""What a language model is asked about: errands in words of one's own, never a question of procedure."""

import json
from pathlib import Path

import pytest

from bot.office.errands import LONGEST, looks_like_errand

MISTAKEN = 0.03  # the share of questions that may be taken for errands


@pytest.mark.parametrize(
    "text",
    [
        "下周二把科里几个人叫到一起碰个头，地方就三楼小会议室吧",
        "麻烦给各科室负责人张罗一个会，后天下午三点左右",
        "想跟财政局的同志坐一坐，周四上午九点",
        "明儿晚上轮到谁守电话",
        "国庆那几天我哪天在岗来着",
        "给我弄一份国庆值班的通知",
        "领导周五要讲话，帮忙准备个发言稿，主题是安全生产",
    ],
)
def test_an_errand_in_ones_own_words_looks_like_one(text: str) -> None:
    assert looks_like_errand(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "谢谢",
        "突发事件多久之内要上报",
        "会议通知应当提前几天发出",
        "开会迟到怎么办",
        "值班的时候能不能喝酒",
        "请示和报告有什么区别",
        "写请示要注意哪些",
        "公章带出去要谁批准",
        "会议纪要由谁签发",
        "会计科在哪",
        "麻烦给各科室张罗一个会，" + "后天下午三点" * (LONGEST // 6),
    ],
)
def test_a_question_of_procedure_does_not(text: str) -> None:
    assert not looks_like_errand(text)


def test_hardly_any_real_question_is_taken_for_an_errand(shared: Path) -> None:
    lines = (shared / "eval" / "questions.jsonl").read_text("utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines if line]
    assert sum(map(looks_like_errand, questions)) <= MISTAKEN * len(questions)
