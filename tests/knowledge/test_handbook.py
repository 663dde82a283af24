"""The starter handbook and the table of successions are well-formed, agree with themselves and copy nobody's text."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from knowledge.numerals import chinese

ROOT = Path(__file__).parents[2]
HANDBOOK = ROOT / "knowledge" / "handbook"
CORPUS = ROOT.parent / "shared" / "corpus"
FILES = sorted(HANDBOOK.glob("*.md"))
SUBJECTS = [
    "值班",
    "紧急信息报送",
    "会议",
    "公文办理",
    "督查督办",
    "印章",
    "保密",
    "信访接待",
    "公务接待",
    "档案",
    "电话传真登记",
]

SOURCES = "## 附：依据说明"
ARTICLE = re.compile(r"^(第[一二三四五六七八九十]+条) ", re.MULTILINE)
REFERENCE = re.compile(r"第[一二三四五六七八九十]+条")
MARK = re.compile(r"(?:绝密|机密|秘密)\s*[★☆]|[★☆]")
TITLE = re.compile(r"《[^》]*》")
COPIED = 14  # this many characters in a row, punctuation aside, count as copied

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


def rules(file: Path) -> str:
    """Return the text before the sources."""
    return file.read_text(encoding="utf-8").partition(SOURCES)[0]


def sources(file: Path) -> str:
    """Return the text of the sources."""
    return file.read_text(encoding="utf-8").partition(SOURCES)[2]


def article(file: str, number: str) -> str:
    """Return one article of a rule, items included."""
    text = rules(HANDBOOK / f"{file}.md")
    return text.partition(f"\n{number} ")[2].partition("\n第")[0].partition("\n##")[0]


def windows(text: str) -> Iterator[str]:
    """Yield every run of ``COPIED`` characters; the names of documents, which anyone may cite, interrupt a run."""
    for part in TITLE.split(text):
        bare = re.sub(r"[\W_]+", "", part)
        yield from (bare[at : at + COPIED] for at in range(len(bare) - COPIED + 1))


def test_the_handbook_has_one_rule_for_each_subject() -> None:
    assert len(FILES) == len(SUBJECTS)
    for subject in SUBJECTS:
        assert any(file.stem.startswith(subject) for file in FILES), subject


@each_file
def test_a_rule_is_titled_like_its_file_and_says_that_it_is_a_model(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()
    assert lines[0] == f"# {file.stem}（范本）"
    assert lines[2].startswith("本范本供没有自有制度的单位起步使用")


@each_file
def test_articles_are_numbered_without_gaps(file: Path) -> None:
    numbers = ARTICLE.findall(rules(file))
    assert 8 <= len(numbers) <= 20
    assert numbers == [f"第{chinese(number)}条" for number in range(1, len(numbers) + 1)]


@each_file
def test_chapters_are_numbered_without_gaps(file: Path) -> None:
    chapters = re.findall(r"^## (第.+章) \S+$", rules(file), re.MULTILINE)
    assert chapters == [f"第{chinese(number)}章" for number in range(1, len(chapters) + 1)]


@each_file
def test_the_sources_are_told_in_sentences_that_no_one_takes_for_articles(file: Path) -> None:
    paragraphs = [line for line in sources(file).splitlines() if line]
    assert len(paragraphs) >= 2
    assert all(line.endswith("。") and not line.startswith(("第", "#", "（")) for line in paragraphs)
    assert any("通行做法" in line for line in paragraphs)


@each_file
def test_the_sources_speak_only_of_articles_that_exist(file: Path) -> None:
    assert set(REFERENCE.findall(sources(file))) <= set(ARTICLE.findall(rules(file)))


@each_file
def test_no_sentence_is_longer_than_120_characters(file: Path) -> None:
    sentences = re.split(r"[。\n]", file.read_text(encoding="utf-8"))
    assert max(len(sentence) for sentence in sentences) <= 120


@each_file
def test_no_rule_bears_a_classification_mark(file: Path) -> None:
    assert not MARK.search(file.read_text(encoding="utf-8"))


@each_file
def test_punctuation_is_full_width(file: Path) -> None:
    assert not re.search(r"[,;:?!()]", file.read_text(encoding="utf-8"))


def test_no_sentence_stands_twice_in_the_handbook() -> None:
    sentences = [
        sentence
        for file in FILES
        for sentence in re.split(r"[。；\n]", rules(file))
        if len(sentence) >= COPIED and not sentence.startswith("本范本供")
    ]
    assert len(sentences) == len(set(sentences))


def test_a_rule_that_another_refers_to_exists() -> None:
    names = {name for file in FILES for name in re.findall(r"《([^》]+制度)》", rules(file))}
    assert names
    assert names <= {file.stem for file in FILES}


@pytest.mark.parametrize(
    ("file", "number", "facts"),
    [
        ("值班管理制度", "第三条", ["24小时"]),
        ("值班管理制度", "第四条", ["1名带班领导"]),
        ("值班管理制度", "第十二条", ["值班电话没人接", "10分钟", "办公室主任"]),
        ("值班管理制度", "第十四条", ["10分钟", "2小时"]),
        ("紧急信息报送制度", "第五条", ["10分钟"]),
        ("紧急信息报送制度", "第六条", ["突发事件", "2小时", "上报"]),
        ("紧急信息报送制度", "第八条", ["1小时"]),
        ("紧急信息报送制度", "第十四条", ["30日", "7日"]),
        ("会议管理制度", "第二条", ["年初", "年度会议计划", "集体审定"]),
        ("会议管理制度", "第七条", ["会议通知", "3个工作日"]),
        ("公文办理制度", "第七条", ["急件应当即收即办"]),
        ("公文办理制度", "第十六条", ["一文一事"]),
        ("督查督办制度", "第一条", ["事事有着落", "件件有回音"]),
        ("印章管理制度", "第八条", ["单位主要负责人", "批准"]),
        ("保密管理制度", "第四条", ["2名", "专车"]),
        ("保密管理制度", "第六条", ["专人领取", "专册登记", "专柜存放"]),
        ("保密管理制度", "第七条", ["铁门", "铁窗", "铁皮柜"]),
        ("保密管理制度", "第二十条", ["24小时"]),
        ("信访接待制度", "第七条", ["15日"]),
        ("信访接待制度", "第十一条", ["60日", "30日"]),
        ("信访接待制度", "第十五条", ["5人"]),
        ("公务接待制度", "第二条", ["热情", "周到", "细致", "安全", "实在"]),
        ("档案管理制度", "第十一条", ["查阅档案", "办公室主任批准"]),
        ("档案管理制度", "第二十条", ["满10年", "满20年"]),
        ("电话传真登记制度", "第三条", ["登记", "阅办单", "办公室主任阅批"]),
    ],
)
def test_an_article_states_the_fact_it_is_there_for(file: str, number: str, facts: list[str]) -> None:
    text = article(file, number)
    assert [fact for fact in facts if fact not in text] == []


@pytest.mark.skipif(not CORPUS.is_dir(), reason="needs the speeches and regulations in ../shared/corpus")
def test_nothing_is_copied_from_a_speech_or_a_regulation() -> None:
    own = {window: file.stem for file in FILES for window in windows(file.read_text(encoding="utf-8"))}
    copied = {
        (own[window], path.name, window)
        for path in CORPUS.rglob("*.*")
        for window in windows(path.read_text(encoding="utf-8"))
        if window in own
    }
    assert copied == set()


@pytest.fixture(scope="module")
def successions() -> list[dict[str, object]]:
    table = tomllib.loads((ROOT / "knowledge" / "successions.toml").read_text(encoding="utf-8"))
    assert set(table) == {"succession"}
    entries: list[dict[str, object]] = table["succession"]
    return entries


def test_each_succession_names_the_old_rule_the_new_rule_and_a_day(successions: list[dict[str, object]]) -> None:
    for entry in successions:
        assert set(entry) == {"old", "new", "since"}
        assert isinstance(entry["since"], date)
        assert not isinstance(entry["since"], datetime)
        assert date(1949, 10, 1) <= entry["since"]


def test_the_names_of_successions_are_plain_titles(successions: list[dict[str, object]]) -> None:
    for name in [name for entry in successions for name in (entry["old"], entry["new"])]:
        assert isinstance(name, str)
        assert name == name.strip() != ""
        assert not re.search(r"中华人民共和国|[《》()]", name)


def test_a_rule_is_replaced_only_once(successions: list[dict[str, object]]) -> None:
    old = [entry["old"] for entry in successions]
    assert len(old) == len(set(old))


def test_successions_do_not_run_in_a_circle(successions: list[dict[str, object]]) -> None:
    successor = {entry["old"]: entry["new"] for entry in successions}
    for name in successor:
        seen = {name}
        while name in successor:
            name = successor[name]
            assert name not in seen
            seen.add(name)
