"""Sample papers of an imaginary town, one of each shape that a paper can have."""

from dataclasses import replace

from bot.files.papers import Foot, Form, Grid, Head, Labelled, Paper, Paragraph

OFFICE = "青山市人民政府办公室"
DAY = "2026年9月18日"
FOOT = Foot("市委办公室，市人大常委会办公室，市政协办公室，市监委，市法院，市检察院，市人武部", OFFICE, DAY)
NAMES = ("建国", "明", "志强", "红")
WEEKDAYS = "一二三四五六日"


def heading(text: str, level: int = 1, rest: str = "") -> Paragraph:
    return Paragraph(text, level, rest)


NOTICE = Paper(
    title=f"{OFFICE}关于做好2026年国庆节、中秋节假期值班值守和信息报送工作的通知",
    addressee="各乡镇人民政府、街道办事处，市政府各部门、各直属单位",
    body=(
        Paragraph("国庆节、中秋节将至，为保证节日期间各项工作正常运转，现就值班值守和信息报送有关事项通知如下："),
        heading("一、落实值班制度"),
        heading(
            "（一）实行24小时值班和领导带班。",
            2,
            "各单位每天安排1名负责同志带班、2名工作人员值班，值班人员不得离岗，不得由临时聘用人员顶替，交接班记录当面签字。",
        ),
        heading("（二）报送值班安排", 2),
        heading("1.报送时间。", 3, "各单位于9月25日前报市政府值班室，联系人【待补：联系人】，电话【待补：联系电话】。"),
        heading("（1）报送方式。", 4, "通过电子公文系统报送，不使用互联网邮箱，纸质件由单位负责人签字后留存备查。"),
        heading("二、执行报告制度"),
        Paragraph("发生突发事件的，事发地单位先用电话报告，再报书面材料，并根据处置进展及时续报，不得迟报、漏报。"),
    ),
    attachments=(
        "2026年国庆节、中秋节假期值班安排表",
        "突发事件信息报送格式文本及其填写说明，以及各单位值班电话、传真电话和联系人名单汇总表",
    ),
    signature=OFFICE,
    date_line=DAY,
    note="此件公开发布",
    head=Head(f"{OFFICE}文件", "青政办发〔2026〕【待补：发文序号】号", urgency="特急"),
    foot=FOOT,
)
REQUEST = Paper(
    title="青山市应急管理局关于追加2026年度防汛物资储备专项资金的请示",
    addressee="市人民政府",
    body=(
        Paragraph("今年入汛以来，我市降雨过程多，防汛物资消耗大，现有储备不够主汛期使用。现将有关情况请示如下："),
        heading("一、基本情况"),
        Paragraph("截至7月31日，全市累计调拨编织袋12.6万条、救生衣3200件、抽排水设备45台（套）。"),
        heading("二、请示事项"),
        Paragraph("申请追加防汛物资储备专项资金【待补：金额】万元，用于补充编织袋、救生衣和抽排水设备。"),
        Paragraph("妥否，请批示。"),
    ),
    signature="青山市应急管理局",
    date_line="2026年8月3日",
    note="联系人：【待补：联系人】，电话：【待补：电话】",
    head=Head("青山市应急管理局文件", "青应急〔2026〕12号", signer="【待补：签发人】"),
    foot=Foot(printer="青山市应急管理局", date_line="2026年8月3日"),
)
LETTER = Paper(
    title="关于商请提供值班系统接口资料的函",
    addressee="市大数据局",
    body=(
        Paragraph("我办正在建设值班信息系统，需要与政务云平台对接。现商请贵局提供接口资料，并指定一名联系人。"),
        Paragraph("请于2026年3月20日前函复。"),
    ),
    attachments=("值班信息系统对接需求说明",),
    signature=OFFICE,
    date_line="2026年3月5日",
)
SPEECH = Paper(
    title="在全市办公室主任会议上的讲话提纲",
    body=tuple(
        element
        for number in "一二三四"
        for element in (
            heading(f"{number}、把办公室工作的每一个环节做扎实"),
            *[Paragraph("办文要准，办会要细，办事要快，每一件小事都要有人管、有回音、有结果，经得起检查。" * 3)] * 4,
        )
    ),
)
MINUTES = Paper(
    title="青山市人民政府办公室第12次主任办公会议纪要",
    body=(
        Paragraph("时间：2026年3月2日（周一）15:00—17:00"),
        Paragraph("地点：三楼会议室"),
        heading("一、会议议题"),
        Paragraph("【待补：议题】"),
        heading("二、议定事项"),
        Paragraph("【待补：议定的事项】"),
        Labelled("出席", "、".join(f"{surname}{name}" for surname in "张王李赵" for name in NAMES)),
        Labelled("请假", "孙立"),
        Labelled("列席", "【待补：列席人员】"),
    ),
)
ROSTER = Paper(
    title=f"{OFFICE}2026年10月值班表",
    body=(
        Paragraph("每班时间：08:30—次日08:30。"),
        Grid(
            ("日期", "星期", "带班领导", "电话", "值班员", "电话", "备注"),
            tuple(
                (
                    f"10月{day}日",
                    f"周{WEEKDAYS[(day + 2) % 7]}",
                    "李志强",
                    "13900000002",
                    "欧阳明月" if day % 5 else "买买提·艾力",
                    f"138000000{day:02}",
                    "国庆节" if day < 8 else "",
                )
                for day in range(1, 32)
            ),
        ),
    ),
)
AGENDA = Paper(
    title="党委会议程",
    body=(
        Paragraph("时间：2026年3月3日（周二）15:00—16:30"),
        Paragraph("地点：301会议室"),
        Paragraph("主持人：【待补：主持人】"),
        *(heading(f"{number}、【待补：议题、汇报人、所需时间】") for number in "一二三"),
    ),
)
RED_LETTER = replace(
    LETTER,
    title=f"{OFFICE}{LETTER.title}",
    body=(*LETTER.body, *[Paragraph("有关对接的技术要求、数据范围和安全措施，由双方商定后另行书面确认。" * 3)] * 5),
    head=Head(OFFICE, "青政办函〔2026〕5号", urgency="特急", serial="000012", form=Form.LETTER),
    foot=Foot("市委网信办", OFFICE, DAY),
)
ORDER = Paper(
    title="青山市人民政府关于封山禁火的命令",
    body=(
        Paragraph("为预防森林火灾，保护森林资源，根据《森林防火条例》，现发布命令如下："),
        heading("一、禁火区域"),
        Paragraph("全市林地和距林地边缘100米以内的区域。"),
        heading("二、禁火时间"),
        Paragraph("【待补：起止时间】。"),
    ),
    signature="市长　【待补：签署人姓名】",
    date_line=DAY,
    head=Head("青山市人民政府令", "第12号", form=Form.ORDER),
    foot=Foot(printer=OFFICE, date_line=DAY),
)
RED_MINUTES = replace(
    MINUTES,
    head=Head(MINUTES.title, "第12期", form=Form.MINUTES),
    foot=Foot("各科室", OFFICE, "2026年3月4日"),
)
NUMBERED = replace(REQUEST, head=replace(REQUEST.head or Head(""), serial="000012", urgency="加急"))
# Nothing but text, which fills every line of every page.
FULL = Paper(title="满页", body=(Paragraph("正文" * 3000),))

SAMPLES = {
    "通知": NOTICE,
    "请示": REQUEST,
    "函": LETTER,
    "讲话提纲": SPEECH,
    "纪要": MINUTES,
    "值班表": ROSTER,
    "会议议程": AGENDA,
    "信函格式": RED_LETTER,
    "命令格式": ORDER,
    "纪要格式": RED_MINUTES,
    "份号": NUMBERED,
    "满页": FULL,
}
