"""Where people are guided to (domain.md §2.6), with what to bring and the limits that run there (§3.5).

Ready-made words, the same in every county; whoever guides completes and changes them before they are handed over.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """An organ to be guided to. `unit` is the code by which a county keeps it, if it does; `phone` a national number.

    `limits` name their article; empty where no limit runs that the person could miss.
    """

    organ: str
    materials: str
    limits: str = ""
    phone: str = ""
    unit: str = ""


_ID = "身份证"

PLACES: dict[str, Place] = {
    "court": Place(
        "县人民法院诉讼服务中心",
        f"起诉状（按对方人数加一份）、{_ID}、证据材料和清单。",
        "向法院请求保护民事权利的诉讼时效一般是三年，从知道或者应当知道权利受到损害和义务人之日起算（民法典第一百八十八条）。",
        unit="dept-court",
    ),
    "labour": Place(
        "劳动人事争议仲裁委员会",
        f"仲裁申请书、{_ID}、劳动合同或工资条、考勤等能证明劳动关系的材料。",
        "申请仲裁的时效是一年，从知道或者应当知道权利被侵害之日起算；在职期间拖欠工资的不受此限，离职的从离职之日起一年内提出"
        "（劳动争议调解仲裁法第二十七条）。不服裁决的，收到裁决书之日起十五日内起诉（第四十八条、第五十条）。",
        phone="12333",
        unit="dept-labour",
    ),
    "land": Place(
        "农村土地承包仲裁委员会",
        f"仲裁申请书、{_ID}、土地承包合同或者承包经营权证。",
        "申请仲裁的时效是二年，从知道或者应当知道权利被侵害之日起算（农村土地承包经营纠纷调解仲裁法第十八条）。"
        "不服裁决的，收到裁决书之日起三十日内起诉（第四十八条）。",
        unit="dept-agriculture",
    ),
    "review": Place(
        "县人民政府行政复议机构（县司法局）",
        f"行政复议申请书、{_ID}、被申请的行政行为的文书。",
        "从知道或者应当知道该行政行为之日起六十日内申请行政复议（行政复议法第二十条）。",
        unit="dept-justice",
    ),
    "police": Place(
        "当地公安派出所",
        f"{_ID}、伤情照片、就诊病历、录音录像等证据，有多少带多少。",
        phone="110",
        unit="dept-police",
    ),
    "procuratorate": Place(
        "县人民检察院检察服务大厅",
        f"申请书、{_ID}、法院或者公安机关的法律文书。",
        phone="12309",
        unit="dept-procuratorate",
    ),
    "petition": Place(
        "县信访局",
        f"{_ID}、写明诉求和理由的信访材料；已有答复的带上答复意见书。",
        "不服信访处理意见的，收到书面答复之日起三十日内请求复查（信访工作条例第三十五条）；"
        "不服复查意见的，收到之日起三十日内请求复核（第三十六条）。",
        unit="dept-petition",
    ),
    "discipline": Place(
        "县纪委监委信访室",
        "写明被检举人、事实和线索的材料；可以匿名。",
        phone="12388",
    ),
    "legal_aid": Place(
        "县法律援助中心",
        f"{_ID}、经济困难的说明、与事情有关的材料。",
        phone="12348",
        unit="dept-justice",
    ),
    "notary": Place("公证处", f"{_ID}、户口簿、要公证的材料原件。", phone="12348"),
    "relief": Place(
        "县民政局社会救助窗口",
        f"{_ID}、户口簿、家庭收入和支出情况的说明、医疗票据等。",
        unit="dept-civil-affairs",
    ),
    "12345": Place("12345 政务服务便民热线", "说清时间、地点、事情和要求，记下受理编号。", phone="12345"),
    "12315": Place(
        "市场监督管理局（12315 消费维权）",
        f"{_ID}、购物或消费的票据、付款记录、商品照片。",
        phone="12315",
        unit="dept-market",
    ),
    "12348": Place("12348 公共法律服务热线", "把事情的经过和手头的材料准备好，律师免费解答。", phone="12348"),
    "12333": Place("12333 人力资源和社会保障热线", f"{_ID}号码、单位名称、参保或工资情况。", phone="12333"),
}
