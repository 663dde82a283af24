"""The kind of answer that a question asks for, and which text holds one."""

import pytest

from knowledge.expectation import Kind, expect

# What a question asks for, a text that holds it and one that does not.
QUANTITIES = [
    ("突发事件多久之内要报告", "三十分钟之内电话报告", "按照有关规定报告"),
    ("突发事件多久之内要报告", "应当立即报告", "应当如实报告"),
    ("会议记录保存多长时间", "保存十年", "由综合科保存"),
    ("会议记录保存多长时间", "永久保存", "妥善保存"),
    ("什么时候交接班", "每日八时三十分交接班", "接班人员应当到场"),
    ("何时上报", "当日上报", "逐级上报"),
    ("什么时候开例会", "每周召开一次例会", "及早准备例会"),
    ("办理期限是多久", "自受理之日起六十日内办结", "按程序办结"),
    ("答复的时限是几天", "十五个工作日内答复", "书面答复"),
    ("最晚什么时候交", "5月1日之前交齐", "交到综合科"),
    ("要提前几天通知", "提前两天通知", "提前通知"),
    ("要提前几天通知", "提前48小时通知", "通知两名代表"),
    ("几个工作日内答复", "在5个工作日内答复", "在5小时内答复"),
    ("多少个工作日", "二十个工作日", "二十人"),
    ("几小时之内报告", "两小时内报告", "两名人员报告"),
    ("几小时之内报告", "三十分钟内报告", "三天内报告"),
    ("几分钟接电话", "一分钟之内接听", "一小时之内接听"),
    ("试用期几个月", "试用期为六个月", "试用期六人"),
    ("试用期几个月", "试用期半年", "试用期内"),
    ("保存几年", "保存３年", "保存三份"),
    ("几岁退休", "年满六十岁", "六十年"),
    ("领取文件要几个人", "由两人同行领取", "由专人领取"),
    ("至少几名代表", "不超过五人", "不超过五天"),
    ("口令要多少位", "口令不少于十位", "口令由专人设置"),
    ("公章直径多少厘米", "直径4.2厘米", "直径不得超过规定"),
    ("每人多少平方米", "每人九平方米", "每人九间"),
    ("离驻地几公里", "五公里以外", "五米以外"),
    ("补助多少元", "每天一百元", "每天一百人"),
    ("罚多少钱", "处五百元罚款", "给予警告"),
    ("要交多少钱", "每页收取一元", "查阅要登记"),
    ("收费标准是什么", "查阅免费", "查阅要登记"),
    ("罚款多少", "处违法所得三倍罚款", "责令改正"),
    ("每年开几次会", "不超过四次", "不超过四天"),
    ("不超过多少页", "不超过五页", "不超过五次"),
    ("讲话不超过多少字", "三千字以内", "三十分钟以内"),
    ("要多少票通过", "过半数通过，赞成票不少于十票", "经讨论通过"),
    ("室温保持多少度", "保持在18℃左右，即18度", "保持通风"),
    ("哪天放假", "除夕放假", "放假一事另行通知"),
    ("几月几日施行", "自7月1日起施行", "经批准后施行"),
    ("办公室主任是谁", "办公室主任王大力", "办公室主任负责"),
    ("局长叫什么名字", "李局长批示", "局长批示"),
    ("值班电话号码是多少", "值班电话：87654321", "值班电话设在门卫室"),
    ("投诉热线是什么", "拨打12345热线", "拨打热线投诉"),
    ("邮箱是什么", "发到 office@example.com", "发到邮箱"),
    ("占总数的多少", "占三成以上", "占绝大部分"),
    ("一共几份", "一式两份", "留存备查"),
]

ANYTHING = [
    "公章可以带出办公室吗",
    "迟报了怎么处理",
    "谁负责会议记录",
    "值班人员临时有事怎么办",
    "什么是涉密会议",
    "这几年有什么变化",
    "好几个人都没来怎么办",
    "前几天的通知在哪里",
    "领导不在谁批准",
    "第三条说什么",
    "几乎没有人登记怎么办",
    "",
]

LISTS = [
    "值班人员不得有哪些行为",
    "会议通知包括什么",
    "公文有哪几种",
    "来电登记应当载明什么",
    "交接班要清点哪五样东西",
    "密级怎么划分",
    "有几个方面的要求",
    "具体职责是什么",
    "五项任务的具体内容",
]


@pytest.mark.parametrize(("asked", "answer", "other"), QUANTITIES)
def test_a_quantity_is_told_by_its_unit(asked: str, answer: str, other: str) -> None:
    expectation = expect(asked)
    assert expectation.kind is Kind.QUANTITY
    assert expectation.is_met(answer)
    assert not expectation.is_met(other)


@pytest.mark.parametrize("asked", ANYTHING)
def test_other_questions_may_be_answered_by_any_text(asked: str) -> None:
    expectation = expect(asked)
    assert expectation.kind is Kind.OTHER
    assert expectation.is_met("任何文字")
    assert expectation.held is None


@pytest.mark.parametrize("asked", LISTS)
def test_a_list_is_asked_for_by_its_words(asked: str) -> None:
    assert expect(asked).kind is Kind.LIST
    assert expect(asked).held is None
