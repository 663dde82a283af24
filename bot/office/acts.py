"""What not everybody may do, and whoever does it: what the audit log tells of."""

from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """A privileged act; the values are kept."""

    CLAIM = "claim"
    ADMIT = "admit"
    DECLINE = "decline"
    BIND = "bind"
    IMPORT_PEOPLE = "import_people"
    IMPORT_ROSTER = "import_roster"
    ROTATE = "rotate"
    IMPORT_YEAR = "import_year"
    IMPORT_MEETINGS = "import_meetings"
    SET_GROUP = "set_group"
    APPROVE_SWAP = "approve_swap"
    STAND_IN_SWAP = "stand_in_swap"
    STAND_IN_HANDOVER = "stand_in_handover"
    CHANGE_MEETING = "change_meeting"
    CANCEL_MEETING = "cancel_meeting"
    INGEST = "ingest"
    REMOVE = "remove"
    MOVE_DOCUMENT = "move_document"
    SET_COLLECTION = "set_collection"
    APPROVE_STANDARD = "approve_standard"
    REWORD_STANDARD = "reword_standard"
    DROP_STANDARD = "drop_standard"
    MODEL_ON = "model_on"
    MODEL_OFF = "model_off"
    BACKUP = "backup"
    RESTORE = "restore"
    INVITE = "invite"
    JOIN = "join"
    ADMIT_PERSON = "admit_person"
    DECLINE_PERSON = "decline_person"
    GIVE_ROLE = "give_role"
    TAKE_ROLE = "take_role"
    SERVE_GROUP = "serve_group"
    DECLINE_GROUP = "decline_group"
    FORGET = "forget"


LABELS = {
    Act.CLAIM: "成为管理员",
    Act.ADMIT: "同意登记姓名",
    Act.DECLINE: "不同意登记姓名",
    Act.BIND: "绑定账号",
    Act.IMPORT_PEOPLE: "导入人员名单",
    Act.IMPORT_ROSTER: "导入值班表",
    Act.ROTATE: "自动排班",
    Act.IMPORT_YEAR: "导入放假安排",
    Act.IMPORT_MEETINGS: "导入会议",
    Act.SET_GROUP: "更改群设置",
    Act.APPROVE_SWAP: "批准换班",
    Act.STAND_IN_SWAP: "代办换班",
    Act.STAND_IN_HANDOVER: "代办交接班",
    Act.CHANGE_MEETING: "更改他人的会议",
    Act.CANCEL_MEETING: "取消他人的会议",
    Act.INGEST: "收入文件",
    Act.REMOVE: "移除文件",
    Act.MOVE_DOCUMENT: "更改文件的开放范围",
    Act.SET_COLLECTION: "设置资料范围",
    Act.APPROVE_STANDARD: "审定标准答复",
    Act.REWORD_STANDARD: "更改标准答复的问法",
    Act.DROP_STANDARD: "停用标准答复",
    Act.MODEL_ON: "开启语言模型",
    Act.MODEL_OFF: "关闭语言模型",
    Act.BACKUP: "备份",
    Act.RESTORE: "恢复",
    Act.INVITE: "生成邀请链接",
    Act.JOIN: "凭邀请链接加入",
    Act.ADMIT_PERSON: "同意加入",
    Act.DECLINE_PERSON: "不同意加入",
    Act.GIVE_ROLE: "授予身份",
    Act.TAKE_ROLE: "取消身份",
    Act.SERVE_GROUP: "启用群",
    Act.DECLINE_GROUP: "不启用或停用群",
    Act.FORGET: "清除个人资料",
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts and in which chat; account 0 is the command line, where ``name`` is the machine's name for them."""

    user_id: int
    chat_id: int | None = None
    name: str = ""


COMMAND_LINE = Actor(0)
