"""What a topic brings with it: words under which rules and speeches speak of the same work without its own name.

They are looked for beside the topic and count less than it. A way of saying that stands in no topic's own words, such
as 看大门, is the thesaurus's matter. Pure.
"""

import re

# What is bought is about buying, whatever it is for: 购置应急指挥车 speaks of no incident.
BOUGHT = "(?:购置|采购|更新|配备).*(?:设备|物资|用品|家具|车)"
_AKIN = {
    "值班": ("带班", "值守", "紧急信息", "在岗"),
    "值守": ("值班", "带班"),
    "公文|发文|收文|办文": ("行文", "文稿", "签发", "拟办"),
    "印章|公章|用印": ("用印", "盖章", "印模"),
    "保密|涉密|泄密": ("涉密", "国家秘密", "保密"),
    "督查|督办": ("督查", "督办", "催办"),
    "信访|来访|上访": ("来信来访", "信访人", "上访"),
    "接待": ("来宾", "陪餐", "食宿"),
    "会议|办会|会务": ("会风", "会务", "参会", "会议"),
    "档案|归档": ("归档", "查阅档案", "库房"),
    BOUGHT: ("政府采购", "采购", "资产配置", "资产"),
    "用房|办公楼|装修|修缮": ("办公用房", "维修"),
    "信息公开|政务公开": ("政府信息", "依申请公开", "主动公开"),
    "突发|应急|火灾|事故|爆炸|泄漏|洪|涝|汛|地震|中毒": ("突发事件", "应急处置", "应急预案"),
    "作风|减负|形式主义": ("作风", "形式主义", "纪律"),
    "编制|招聘|录用|增加人员": ("编制限额", "职数"),
}


def akin_to(topic: str) -> tuple[str, ...]:
    """Return what is spoken of where a topic is, each word once; what stands in the topic already is left out."""
    patterns = [BOUGHT] if re.search(BOUGHT, topic) else [pattern for pattern in _AKIN if re.search(pattern, topic)]
    found = (word for pattern in patterns for word in _AKIN[pattern])
    return tuple(word for word in dict.fromkeys(found) if word not in topic)
