"""The words that meetings are written in: what names and rooms end with, who comes, and the verbs between them."""

KIND = (
    r"(?:会议|大会|例会|晨会|碰头会|座谈|培训班|培训|讲座|演练|党课|研讨班|研讨|答辩|评审|面试|联席|宣讲|会商"
    r"|主题党日(?:活动)?|读书班|(?:集中|中心组)学习(?!会)"
    r"|(?<![机社协学工])会(?!议|场|务|计|员|见|展|同|有|不))"
)
HELD = r"(?:组织召开|召开|召集|举行|举办|组织|安排|开(?!始|放|展|会时|车|发|具|票|户))"
# A room that is known by its last word, and one that is only taken for a room behind 在.
ROOM = (
    r"(?:会议室|会议厅|会议中心|报告厅|学术厅|多功能厅|礼堂|大厅|指挥中心|会场|(?<![科处股公])室"
    r"|(?:[一二三四五六七八九十]|\d{1,2})楼"
    r"|(?<!\d)\d{3,4}(?!\d)(?:会议室|房间|室)?)"
)
PLACE = rf"(?:{ROOM}|办公室|阅览室|教室|食堂|操场|广场|室|厅|馆|楼|中心|线上|腾讯会议|钉钉|视频会议)"
UNIT = (
    r"(?:人员|职工|干部|同志|负责人|科室|部门|单位|处室|成员|班子|领导|主任|科长|处长|局长|书记|主席|经理|股长|所长"
    r"|联络员|党员|代表|骨干|全体|所有人|各位)"
)
ATTEND = r"(?:参加|出席|参会|与会|到会|列席|到场)"
# Texts are folded and what is read already is masked before these are looked for.
CHARACTER = r"[^\s,。;:\x00]"
EDGE = r"\s,。;!()【】\x00"
START = rf"(?:^|(?<=[{EDGE}]))"
END = rf"(?=$|[{EDGE}])"
