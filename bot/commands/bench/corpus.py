"""A made-up office library of any size: regulations, questions about them, and vectors drawn near real ones.

Everything is drawn from fixed seeds, so that two runs measure the same. Embedding 50,000 passages would take hours:
the rows of passages and sentences are drawn around the model's own vectors of questions on their subjects. What is
asked is embedded for real.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from random import Random

import numpy as np

from knowledge.documents import Document, Reading
from knowledge.embedding import Embedder, Progress, Vectors, no_progress
from knowledge.numerals import chinese
from knowledge.passages import cut

ARTICLES = 100  # in each regulation
CHAPTER = 10  # articles in each chapter
SPREAD = 0.25  # the length of what is added to a subject's vector; texts on one subject then have a cosine of 0.94

PLACES = [
    "东岭",
    "西塘",
    "南屏",
    "北苑",
    "青川",
    "白石",
    "长桥",
    "新渡",
    "平湖",
    "双溪",
    "云台",
    "金坪",
    "柳林",
    "竹山",
    "石门",
    "海曲",
    "江口",
    "沙洲",
    "梅岭",
    "松岗",
]
BODIES = [
    "办公室",
    "综合科",
    "秘书科",
    "机要室",
    "信息科",
    "行政科",
    "督查室",
    "档案室",
    "财务科",
    "人事科",
    "法规科",
    "后勤中心",
]
SUBJECTS = [
    "值班",
    "会议",
    "公文",
    "印章",
    "档案",
    "保密",
    "信访",
    "接待",
    "督查",
    "信息",
    "车辆",
    "采购",
    "合同",
    "资产",
    "差旅",
    "培训",
    "考勤",
    "网络",
    "机房",
    "宣传",
    "统计",
    "预算",
    "基建",
    "消防",
    "食堂",
    "绿化",
    "传真",
    "电话",
    "邮件",
    "图书",
    "物资",
    "仓库",
    "疫情防控",
    "应急演练",
    "节假日安排",
    "干部交流",
    "志愿服务",
    "意见征集",
    "政务公开",
    "热线受理",
]
OBJECTS = [
    "登记表",
    "申请书",
    "清单",
    "台账",
    "月报",
    "情况说明",
    "书面意见",
    "会签稿",
    "交接单",
    "影像资料",
    "统计口径",
    "整改方案",
    "责任书",
    "凭证",
    "名册",
    "通知",
    "摘要",
    "附件",
    "检查记录",
    "预案",
]
DEEDS = [
    "报送",
    "核对",
    "填写",
    "移交",
    "退回",
    "公示",
    "复核",
    "归档",
    "转办",
    "封存",
    "备案",
    "更正",
    "催办",
    "汇总",
    "签收",
    "销毁",
    "抽查",
    "补正",
]
PEOPLE = ["经办人", "分管领导", "值班员", "联络员", "主要负责人", "保管人", "申请人", "审核人", "带班领导", "监督员"]
OCCASIONS = [
    "内容不全",
    "逾期未办",
    "当事人提出异议",
    "遇有节假日",
    "情况紧急",
    "涉及两个以上单位",
    "原件遗失",
    "人员变动",
    "数额较大",
    "上级另有要求",
    "设备发生故障",
    "需要延期",
    "收到投诉",
    "临时出差",
]
TERMS = ["一小时", "两小时", "当日", "二个工作日", "三个工作日", "五日", "七日", "十个工作日", "十五日", "三十日"]
SENTENCES = (
    "{body}负责{subject}工作，{person}应当在{term}内{deed}{object}。",
    "{occasion}的，由{body}在{term}内通知{person}{deed}{object}，并说明理由。",
    "{person}发现{occasion}的，应当立即向{body}报告，不得自行{deed}{object}。",
    "办理{subject}事项需要{object}的，{person}应当事先{deed}，未经{body}同意不得使用。",
    "{subject}的{object}一式两份，由{body}和{person}分别保存，保存期限为{count}年。",
    "{body}每季度对{subject}的{object}抽查一次，抽查比例不低于百分之{count}。",
    "因{occasion}不能按时{deed}{object}的，{person}可以申请延长，延长不超过{term}。",
    "{person}应当把{subject}的{object}交{body}{deed}，{body}应当在{term}内答复。",
)
QUESTIONS = (
    "{subject}的{object}多久之内要{deed}？",
    "{occasion}的时候{subject}工作怎么办？",
    "{subject}的{object}由谁{deed}？",
    "办理{subject}时{person}没有{deed}{object}会怎样？",
    "{subject}的{object}要保存几年？",
    "{body}多长时间抽查一次{subject}的{object}？",
)
_SUBJECT = re.compile("|".join(SUBJECTS))


class DrawnEmbedder:
    """Embeds questions with a real model and draws the rows of passages near its vectors of their subjects."""

    def __init__(self, model: Embedder) -> None:
        self._model = model
        self._random = np.random.default_rng(len(SUBJECTS))

    @property
    def fingerprint(self) -> str:
        """Return what tells drawn rows from real ones."""
        return f"{self._model.fingerprint}|drawn"

    def questions(self, texts: Sequence[str]) -> Vectors:
        """Return one unit row for each question, from the model."""
        return self._model.questions(texts)

    def passages(self, texts: Sequence[str], progress: Progress = no_progress) -> Vectors:
        """Return one unit row for each text, drawn near the first subject that the text names."""
        rows = np.stack(
            [self._centres[match[0] if (match := _SUBJECT.search(text)) else SUBJECTS[0]] for text in texts]
        )
        rows += self._random.normal(0, SPREAD / np.sqrt(rows.shape[1]), rows.shape).astype(np.float32)
        progress(len(texts))
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)

    @cached_property
    def _centres(self) -> dict[str, Vectors]:
        rows = self._model.questions([f"{subject}工作怎么办？由谁办，多久之内要办完？" for subject in SUBJECTS])
        return dict(zip(SUBJECTS, rows, strict=True))


def documents(first: int, passages: int) -> Iterator[Document]:
    """Yield the regulations from number ``first`` on that make a library of ``passages`` passages."""
    for number in range(first, -(-passages // ARTICLES)):
        yield cut(regulation(number, min(ARTICLES, passages - number * ARTICLES)))


def regulation(number: int, articles: int = ARTICLES) -> Reading:
    """Return the regulation of a number, like no other, as it would be read from its file."""
    random = Random(number)
    around, place = divmod(number, len(PLACES))
    edition, kind = divmod(around, len(SUBJECTS))
    subject = SUBJECTS[kind]
    title = f"{PLACES[place]}{f'第{chinese(edition + 1)}片区' if edition else ''}{subject}管理办法"
    lines = [title]
    for article in range(articles):
        if article % CHAPTER == 0:
            lines.append(f"第{chinese(article // CHAPTER + 1)}章 {random.choice(OBJECTS)}的{random.choice(DEEDS)}")
        lines.append(f"第{chinese(article + 1)}条 {_article(random, subject)}")
    return Reading(f"{title}.md", "\n".join(lines))


def questions(count: int) -> list[str]:
    """Return questions that the regulations bear on, each drawn by its number."""
    return [_fill(random, random.choice(QUESTIONS), random.choice(SUBJECTS)) for random in map(Random, range(count))]


def _article(random: Random, subject: str) -> str:
    return "".join(_fill(random, sentence, subject) for sentence in random.sample(SENTENCES, random.randint(2, 5)))


def _fill(random: Random, sentence: str, subject: str) -> str:
    return sentence.format(
        subject=subject,
        body=random.choice(BODIES),
        object=random.choice(OBJECTS),
        deed=random.choice(DEEDS),
        person=random.choice(PEOPLE),
        occasion=random.choice(OCCASIONS),
        term=random.choice(TERMS),
        count=chinese(random.randint(2, 60)),
    )
