"""Who may do what: one table of acts and roles, and the words for those who may not. Pure.

What hangs on a single thing beside the role (one's own meeting, one's own shift) is the business of whoever does it.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum


class Role(StrEnum):
    """What someone is to the office; the values are what people read."""

    ADMIN = "管理员"
    DIRECTOR = "主任"
    LEADER = "领导"
    STAFF = "工作人员"
    STRANGER = "未登记"


class Act(StrEnum):
    """What can be done; the values are what people read."""

    ENTER = "登记加入、查看自己的身份和个人资料"
    ASK = "提问、查看资料"
    SEE_DUTY = "查看值班"
    KEEP_WATCH = "值班签到、换班、交接班"
    LOG = "登记来电来文和未办结事项"
    SEE_MEETINGS = "查看会议、回复收到或请假"
    CALL_MEETING = "发起会议"
    WRITE = "起草提纲、校对公文"
    SEE_BRIEF = "查看今日简报"
    REGISTER = "登记姓名"
    SEE_LEADERS_DOCUMENTS = "查看领导资料"
    EXPORT_ROSTER = "导出值班表"
    APPROVE_ANSWERS = "审定标准答复"
    MANAGE_MEETINGS = "查看全部会议、更改和取消他人的会议"
    SEE_FEEDBACK = "查看反馈"
    STAND_IN = "代他人换班、交接班、办结事项"
    EXPORT_CALLS = "导出来电来文登记"
    IMPORT = "导入名单、值班表、放假安排和会议"
    MANAGE_DOCUMENTS = "管理资料"
    ADMIT = "审批登记和授予身份"
    INVITE = "邀请"
    SERVE_GROUPS = "启用和停用群"
    SET_GROUP = "设置本群"
    SWITCH_MODEL = "开关语言模型"


EVERYBODY = frozenset(Role)
STAFF = EVERYBODY - {Role.STRANGER}
LEADERS = STAFF - {Role.STAFF}
HEADS = frozenset({Role.ADMIN, Role.DIRECTOR})
ADMINS = frozenset({Role.ADMIN})

RIGHTS: Mapping[Act, frozenset[Role]] = {
    Act.ENTER: EVERYBODY,
    Act.ASK: STAFF,
    Act.SEE_DUTY: STAFF,
    Act.KEEP_WATCH: STAFF,
    Act.LOG: STAFF,
    Act.SEE_MEETINGS: STAFF,
    Act.CALL_MEETING: STAFF,
    Act.WRITE: STAFF,
    Act.SEE_BRIEF: STAFF,
    Act.REGISTER: STAFF,
    Act.SEE_LEADERS_DOCUMENTS: LEADERS,
    Act.EXPORT_ROSTER: LEADERS,
    Act.APPROVE_ANSWERS: LEADERS,
    Act.MANAGE_MEETINGS: HEADS,
    Act.SEE_FEEDBACK: HEADS,
    Act.STAND_IN: ADMINS,
    Act.EXPORT_CALLS: ADMINS,
    Act.IMPORT: ADMINS,
    Act.MANAGE_DOCUMENTS: ADMINS,
    Act.ADMIT: ADMINS,
    Act.INVITE: ADMINS,
    Act.SERVE_GROUPS: ADMINS,
    Act.SET_GROUP: ADMINS,
    Act.SWITCH_MODEL: ADMINS,
}
# What whoever administers a group in Telegram may do in that group too.
OF_THE_GROUP = frozenset({Act.SET_GROUP})

# Of several roles that someone has the first one counts.
ORDER = tuple(Role)
# Those that can be given, the lowest first.
GIVEN = (Role.STAFF, Role.LEADER, Role.DIRECTOR, Role.ADMIN)


def may(role: Role, act: Act) -> bool:
    """Tell whether a role may do something."""
    return role in RIGHTS[act]


def acts_of(role: Role) -> tuple[Act, ...]:
    """Return all that a role may do."""
    return tuple(act for act in Act if may(role, act))


def highest(roles: Iterable[Role]) -> Role:
    """Return the role that counts of several, of none that of a stranger."""
    return min(roles, key=ORDER.index, default=Role.STRANGER)


def who_may(act: Act) -> str:
    """Return who may do something, as a list in words."""
    others = ("本群的管理员",) if act in OF_THE_GROUP else ()
    return "、".join((*others, *(role for role in ORDER if may(role, act))))


def refusal(act: Act) -> str:
    """Return what those hear who may not."""
    return f"您没有“{act}”的权限，请由{who_may(act)}办理。"
