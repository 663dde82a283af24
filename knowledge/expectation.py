"""The kind of answer a question asks for, and whether a text holds one: a time, a number with its unit, a sum, ...

Pure. What is asked for is told by its words (多久, 几个工作日, 多少钱); a text holds it when a figure of that unit, or
an expression that stands for one (立即, 免费), stands in it.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from knowledge.numerals import NUMERAL

_FIGURE = rf"(?:{NUMERAL}|半|数)+(?:[.．]\d+)?(?:多|余|来)?(?:个|万|亿|周)?"

_PEOPLE = "人|名|位"
_LENGTH = "公里|千米|海里|米|厘米|毫米|公分"
_WEIGHT = "公斤|千克|克|吨|斤"
_AREA = "平方米|公顷|亩|平方公里|平方千米"

# The unit asked for, and the units in which an answer may be given.
_UNITS = {
    "工作日": "工作日|日|天",
    "小时": "小时|分钟",
    "钟头": "小时|分钟",
    "分钟": "分钟|秒",
    "个月": "月|年",
    "月": "月|年",
    "年": "年|月",
    "日": "工作日|日|天|小时",
    "天": "工作日|日|天|小时",
    "周": "周|日|天",
    "岁": "岁",
    "人": _PEOPLE,
    "名": _PEOPLE,
    **dict.fromkeys(("代表", "委员", "专家", "证人", "学生", "老师", "工人", "员工"), _PEOPLE),
    "厘米": "厘米|毫米",
    "公分": "厘米|毫米",
    "米": _LENGTH,
    "公里": "公里|千米",
    **dict.fromkeys(("平方米", "平米", "平方", "亩"), _AREA),
    **dict.fromkeys(("公斤", "千克", "斤", "吨", "克"), _WEIGHT),
    "万": "元",
    "块": "元",
    "元": "元",
    "钱": "元",
    "次": "次",
    "页": "页",
    "度": "度|℃|摄氏",
    "号": "号|日",
    "位": "位",
    "棵": "棵|株",
    "辆": "辆|台",
    "台": "台|辆",
    "字": "字",
    "票": "票|数",
}
_NAMES = "|".join(sorted(_UNITS, key=len, reverse=True))
_UNIT = re.compile(rf"(?<![这那后好就])(?<!^前)(?:几|多少)个?({_NAMES})(?!么)")
_EITHER = re.compile(rf"{NUMERAL}个?({_NAMES})还是{NUMERAL}")  # 十年还是三十年
_DATE = re.compile("哪[一二两三几]?天|几月几[日号]|哪[一几]?日")
_DATE_HELD = re.compile(rf"{NUMERAL}+月{NUMERAL}+[日号]|初[一二三四五六七八九十]|除夕")
_TITLES = "书记|主任|局长|部长|校长|院长|市长|县长|区长|处长|科长"
_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹潘葛范彭鲁韦马方俞任袁柳史唐薛雷贺罗毕郝安常于傅齐康余顾孟黄穆萧尹姚邵汪毛戴"
    "宋庞熊纪项祝董梁杜阮季贾江童颜郭梅林钟徐邱骆高夏蔡田胡万卢丁邓洪石崔龚程陆翁段侯武刘龙叶白蒲温曾"
)
_PERSON = re.compile(rf"(?:{_TITLES}|领导|负责人)(?:是|叫)(?:谁|什么)|叫什么名字|姓什么")
_PERSON_HELD = re.compile(rf"(?:{_TITLES})[{_SURNAMES}][一-龥]{{1,2}}|[{_SURNAMES}](?:{_TITLES})")
_TIME = re.compile(
    "多久|多长时间|多少时间|(?:期限|时限)(?:是|为|有)?(?:多|几|怎|[？?]|$)|最晚|最迟|隔多长|多早|多晚"
)
_TIME_HELD = re.compile(
    rf"{_FIGURE}(?:工作日|小时|分钟|日|天|年|月|周|季度)|立即|及时|即时|当[日天场]|随时|每[年月周日天季]|定期|长期|永久|之日|之前|自行"
)
_WHEN = re.compile("(?:什么|啥)时[候间]|啥时|何时|几时|多会儿|哪一?年|哪个?月")
_WHEN_HELD = re.compile(rf"{_TIME_HELD.pattern}|[时前后](?=[，,应必须一方即不])|期间")
_MONEY = re.compile(
    "多少钱|什么价|收费标准|补贴标准|[罚赔补发给付交缴收扣拿领](?:多少|几多|几个钱)"
    "|(?:奖金|补贴|补助|费用|价格|工资|罚款|经费).{0,8}(?:多少|几)"
)
_SHARE_HELD = rf"百分之|\d[%％‰]|{_FIGURE}(?:倍|成(?![立员年绩果品]))|分之{NUMERAL}|半数|减半"
_MONEY_HELD = re.compile(rf"{_FIGURE}元|{_SHARE_HELD}|免费|不?收取?费|不得收|不收|全额|全部|照发")
_SHARE = re.compile(
    "(?<![这那好])几(?:成(?![立员年绩果品])|倍|折|个百分点|分之几)|多少倍|百分之[几多]|多大比例|比例(?:是|为)?多"
)
_SIZES = (
    (re.compile("多大(?:岁|年[纪龄])|(?:年[纪龄]|岁数).{0,2}多大"), "岁"),
    (re.compile("多大(?!的?(?:事|责|影响|关系|问题|点|官|程度|力))"), f"岁|{_LENGTH}|{_AREA}|{_WEIGHT}"),
    (re.compile("多[远近高宽厚深]|多长(?!时)"), _LENGTH),
    (re.compile("多重(?![要视点大身因])"), _WEIGHT),
    (re.compile("几点(?:钟|开|关|上|下|到|前|后|$)"), "时|点"),
)
_CONTACT = re.compile("电话号码|电话是多少|号码是多少|网址|邮箱|热线|邮编|账号")
_CONTACT_HELD = re.compile(r"\d{4,}|www|http|@")
_COUNT = re.compile("多少|(?<![这那后好就])(?<!^前)几(?![乎句个字])")
_COUNT_HELD = re.compile(rf"{NUMERAL}|半")
_LIST = re.compile(
    "哪些|哪几|哪[三四五六七八九十]|包括什么|包含什么|什么内容|什么条件|什么情形|几种|几项|几个方面|几条|几句|怎么划分"
    "|分为哪|应当载明|具体内容|具体是什么|具体职责|都有什么"
)


class Kind(StrEnum):
    """The kinds of answers that can be told by words."""

    QUANTITY = "quantity"
    LIST = "list"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a question asks for; ``held`` finds it in a text, None when any text may hold the answer."""

    kind: Kind
    held: re.Pattern[str] | None = None

    def is_met(self, text: str) -> bool:
        """Tell whether ``text`` holds an answer of the kind that is asked for."""
        return self.held is None or bool(self.held.search(text))


def expect(asked: str) -> Expectation:
    """Return what ``asked`` asks for."""
    if _LIST.search(asked):
        return Expectation(Kind.LIST)
    held = _held(asked)
    return Expectation(Kind.QUANTITY, held) if held else Expectation(Kind.OTHER)


def _held(asked: str) -> re.Pattern[str] | None:
    if unit := _UNIT.search(asked) or _EITHER.search(asked):
        return re.compile(f"{_FIGURE}(?:{_UNITS[unit[1]]})")
    if size := next((units for question, units in _SIZES if question.search(asked)), ""):
        return re.compile(f"{_FIGURE}(?:{size})")
    table = (
        (_PERSON, _PERSON_HELD),
        (_CONTACT, _CONTACT_HELD),
        (_SHARE, re.compile(_SHARE_HELD)),
        (_MONEY, _MONEY_HELD),
        (_DATE, _DATE_HELD),
        (_TIME, _TIME_HELD),
        (_WHEN, _WHEN_HELD),
        (_COUNT, _COUNT_HELD),
    )
    return next((held for question, held in table if question.search(asked)), None)
