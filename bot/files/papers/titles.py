"""Titles in lines: no word is broken, and the lines make a trapezium or a lozenge, as the standard wants them.

There is no segmenter: words that titles are made of show where one ends and the next begins. Where no such word
stands, a line may end elsewhere, at a price.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil

from bot.files.papers.layout import TITLE_CHARACTERS
from bot.files.papers.words import width

MOST_LINES = 4  # that are tried for their shape; a longer title is cut where it must be
SHORTEST = 4  # characters of a line
FREE, LIKELY, DOUBTFUL, BROKEN = 0.0, 0.3, 2.0, 50.0  # the price of a line's end
SHAPELESS = 1.0  # the price of an hourglass, or of lines of one length
LINE = 0.5  # the price of a line

# A line may begin with these …
BEGINNERS = """
关于 进一步 做好 切实 认真 扎实 深入 全面 加强 加快 开展 印发 转发 批转 召开 举办 举行 调整 成立 设立
撤销 报送 申请 申报 请求 落实 贯彻 推进 推动 规范 组织 表彰 表扬 同意 公布 发布 建立 健全 完善 修订 制定
实施 学习 启用 停止 使用 解决 增加 追加 拨付 征求 商请 协助 支持 任命 聘任 免去 给予 授予 命名 暂停 取消
延长 提高 强化 严格 严肃 防范 应对 处置 排查 核实 确保 与 和 及 以及 暨 并
"""
# … and end with these.
ENDERS = """
人民政府 政府 党组 委员会 常委会 党委 办公厅 办公室 领导小组 指挥部 工作专班 单位 部门 机关 系统 公司 集团
学校 医院 社区 街道 乡镇 全市 全县 全区 全省 全校 期间 年度 上半年 下半年 季度 假期 节假日 国庆节 春节
中秋节 元旦 端午节 清明节 劳动节 国庆 汛期 暑期 冬季 夏季 工作 情况 问题 事项 事宜 办法 方案 制度 规定
细则 规则 条例 意见 措施 要点 计划 规划 总结 报告 通知 通报 请示 会议 大会 例会 活动 培训班 培训 演练
讲话 精神 管理 建设 安全生产 安全 生产 值班值守 值班 值守 带班 信息报送 信息 公文处理 公文 处理 保密 档案
信访 防汛 抗旱 防火 消防 应急预案 应急 预案 突发事件 事件 事故 督查 检查 考核 评价 评估 整改 整治 治理
项目 工程 资金 经费 预算 编制 人员 干部 职工 党员 群众 企业 车辆 用房 设备 采购 服务 环境 保护 发展 改革
任务 责任 分工 安排 部署 机制 体系 平台 数据 政务公开 政务 公开 印章 名单 职责 作风 纪律 节约 能源 标准
中小学 校园 食品 隐患 风险 大排查 大整治 行动 排查整治 宣传 教育 卫生 交通 农村 城市 社会 经济 文化 财政
"""
OPENING = "关于"  # behind who issues a paper
WORD = re.compile("|".join(sorted((BEGINNERS + ENDERS).split(), key=len, reverse=True)))
# What is never cut: missing facts, short names of papers, dates and numbers with what they count, Latin words.
WHOLE = re.compile(
    r"【[^【】]{1,18}】|《[^《》]{1,16}》|“[^“”]{1,12}”|〔[^〔〕]{1,8}〕"
    r"|(?:第?[0-9一二三四五六七八九十百]+(?:[年月日号次届期个项条章]|季度|周年))+|[A-Za-z0-9.\-]+"
)
NEVER_FIRST = "的了等之者性化，、。；：？！）》”】〕％%们"
NEVER_LAST = "《“（【〔第不未各该本全各为对在向从将把被由按"


def split_title(title: str) -> tuple[str, ...]:
    """Return the lines of a title."""
    if width(title) <= TITLE_CHARACTERS:
        return (title,)
    prices = _prices(title)
    fewest = ceil(width(title) / TITLE_CHARACTERS)
    tries = (lines for count in range(fewest, min(fewest + 1, MOST_LINES) + 1) for lines in _splits(title, count))
    return min(tries, key=lambda lines: _price(lines, prices), default=tuple(_cut(title, prices)))


def _prices(title: str) -> list[float]:
    """Return what it costs to end a line before each character."""
    prices = [BROKEN if _is_bound(title, place) else DOUBTFUL for place in range(len(title))]
    for found in WORD.finditer(title):
        _keep_whole(prices, found)
        place = _edge(found)
        if place < len(title) and prices[place] < BROKEN:
            prices[place] = FREE if found[0] == OPENING else LIKELY
    for found in WHOLE.finditer(title):
        _keep_whole(prices, found)
    return prices


def _edge(word: re.Match[str]) -> int:
    """Return where a line may end at a word: before it or behind it."""
    return word.start() if word[0] in BEGINNERS.split() else word.end()


def _keep_whole(prices: list[float], found: re.Match[str]) -> None:
    prices[found.start() + 1 : found.end()] = [BROKEN] * (len(found[0]) - 1)


def _is_bound(title: str, place: int) -> bool:
    """Tell whether a character belongs to the one before it."""
    return title[place] in NEVER_FIRST or title[:place].endswith((OPENING, *NEVER_LAST))


def _splits(title: str, count: int) -> Iterator[tuple[str, ...]]:
    """Yield every way to make so many lines that are neither too long nor too short."""
    if count == 1:
        if SHORTEST <= width(title) <= TITLE_CHARACTERS:
            yield (title,)
        return
    for place in range(1, len(title)):
        first = width(title[:place])
        if first > TITLE_CHARACTERS:
            return
        if first >= SHORTEST and width(title) - first <= TITLE_CHARACTERS * (count - 1):
            yield from ((title[:place], *rest) for rest in _splits(title[place:], count - 1))


def _price(lines: Sequence[str], prices: Sequence[float]) -> float:
    """Return how bad lines are: where they end, how they differ, what shape they make."""
    ends = accumulate(len(line) for line in lines[:-1])
    widths = [width(line) for line in lines]
    mean = sum(widths) / len(widths)
    unlike = sum((each / mean - 1) ** 2 for each in widths)
    return sum(prices[end] for end in ends) + unlike + _shape_price(widths) + len(lines) * LINE


def _shape_price(widths: Sequence[float]) -> float:
    triples = zip(widths[:-2], widths[1:-1], widths[2:], strict=True)
    hourglass = any(middle < min(before, after) for before, middle, after in triples)
    return SHAPELESS if hourglass or len(set(widths)) == 1 else 0.0


def _cut(title: str, prices: Sequence[float]) -> Iterator[str]:
    """Yield the lines of a title that is longer than any should be: each as full as words allow."""
    start = 0
    while start < len(title):
        ends = _reach(title, start)
        end = ends[-1] if ends[-1] == len(title) else min(reversed(ends), key=lambda place: prices[place])
        yield title[start:end]
        start = end


def _reach(title: str, start: int) -> list[int]:
    """Return where a line may end that is at least half full."""
    room, ends = float(TITLE_CHARACTERS), []
    for place in range(start, len(title)):
        room -= width(title[place])
        if room < 0:
            break
        if room <= TITLE_CHARACTERS / 2 or place + 1 == len(title):
            ends.append(place + 1)
    return ends
