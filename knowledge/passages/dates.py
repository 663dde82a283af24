"""When a document was issued and when it came into force, read from its file name and its words."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from knowledge.numerals import NUMERAL, parse

_DATE = re.compile(rf"({NUMERAL}{{4}})\s*年\s*({NUMERAL}{{1,3}})\s*月\s*({NUMERAL}{{1,3}})\s*日")
_IN_FILE_NAME = re.compile(r"[（(](\d{4})-(\d{2})-(\d{2})[）)]")
_ONLY_DATE = re.compile(rf"[（(]?\s*{_DATE.pattern}\s*[）)]?")
_ISSUED = re.compile("公布|发布|通过|修订|修正|印发|批准|颁布")
_HISTORY = re.compile(rf"[（(]?\s*{_DATE.pattern}[^。]*(?:{_ISSUED.pattern}|施行|实施|执行)[^。]{{0,8}}[。，]?")
_TAKES_EFFECT = "(?:正式)?(?:施行|实施|执行|实行|生效)"
_IN_FORCE = rf"({_DATE.pattern})\s*起?\s*{_TAKES_EFFECT}"
# The rule's own clause and the line in its head; then, for a notice, any such clause.
_OWN_CLAUSE = re.compile(
    rf"(?:本\S{{1,12}}?[自从于]\s*|^[^\S\n]*(?:[（(][^\S\n]*)?(?:自[^\S\n]*)?){_IN_FORCE}", re.MULTILINE
)
_ANY_CLAUSE = re.compile(f"自{_IN_FORCE}")
_AT_ISSUE = re.compile(f"(?:公布|发布|印发|通过|批准|颁布|下发)之日起?{_TAKES_EFFECT}")


def find(text: str) -> Iterator[date]:
    """Yield the full dates that ``text`` names, in Arabic or Chinese numerals, leaving out days that never were."""
    for match in _DATE.finditer(text):
        year, month, day = (parse(group) or 0 for group in match.groups())
        try:
            yield date(year, month, day)
        except ValueError:
            continue


def is_date(line: str) -> bool:
    """Say whether a line is a date and nothing else, brackets aside."""
    return _ONLY_DATE.fullmatch(line) is not None


def is_history(line: str) -> bool:
    """Say whether a head line tells when a rule was passed, changed or put into force."""
    return is_date(line) or _HISTORY.fullmatch(line) is not None


def issued(file: str, head: Iterable[str]) -> date | None:
    """Return the day of the last issue or revision: the file name's, else the last one that the head lines name."""
    named = _IN_FILE_NAME.search(file)
    if named:
        return next(find("{}年{}月{}日".format(*named.groups())), None)
    told = [line for line in head if is_date(line) or (_ISSUED.search(line) and "。" not in line)]
    return max((day for line in told for day in find(line)), default=None)


def effective(text: str, issued: date | None) -> date | None:
    """Return the day of coming into force that ``text`` states; "from the day of issue" means ``issued``."""
    for clause in (_OWN_CLAUSE, _ANY_CLAUSE):
        if days := [day for match in clause.finditer(text) for day in find(match[1])]:
            return max(days)
    return issued if _AT_ISSUE.search(text) else None
