"""What a proposal says on screen: its parts, refusals and needs, in sentences without anybody's private affairs."""

from collections.abc import Mapping

from fengdan.rulebook.needs import Need
from fengdan.rulebook.proposing import Out, Part

RULE = (
    "排列办法：先看能不能承办，再按县里公布的分值相加，分数相同的手上少的在前，再相同的按编号。"
    "不按在线时间、办件多少、成功率高低排列。分值由综治中心主任公布在“县数据”里。"
)
OUT_WORDS: Mapping[Out, str] = {
    Out.NOT_APPOINTED: "没有受盖章调委会聘任，不能承办（人民调解法第十三条）",
    Out.TEAM: "所在团队现在不能派单：已停用、调委会任期届满，或者具备资格的专职调解员不足",
    Out.AWAY: "今天请假",
    Out.BLOCKED: "需要回避",
    Out.CONFLICT: "所在团队因回避退过这件事项",
    Out.GAVE_BACK: "所在团队这一轮退过这件事项",
    Out.NOT_FOR_TYPE: "所在团队和本人的受理范围都不含{type}",
}
_HAS: Mapping[str, str] = {
    "wanted_1": "当事人点了第 1 位",
    "wanted_2": "当事人点了第 2 位",
    "wanted_3": "当事人点了第 3 位",
    "team_type": "所在团队受理范围含{type}",
    "own_type": "本人受理范围含{type}",
    "area": "专门服务{town}",
    "full_time": "专职，懂法律懂业务",
    Need.DIALECT: "会说{about}",
    Need.FEMALE: "是女调解员",
    Need.HOME: "专门服务{town}，上门近",
    Need.LAWYER: "是律师",
    Need.PSYCHOLOGY: "擅长心理疏导",
}
_HAS_NOT: Mapping[str, str] = {
    Need.DIALECT: "没有登记会说方言",
    Need.FEMALE: "不是女调解员",
    Need.HOME: "不是专门服务{town}的",
    Need.LAWYER: "不是律师",
    Need.PSYCHOLOGY: "没有登记擅长心理疏导",
}
_LOAD = {"less": "比平均少", "same": "和平均一样", "more": "比平均多"}


def part_words(part: Part, *, type_name: str, town: str) -> str:
    """所在团队受理范围含邻里纠纷 +20; a part that weighs nothing has no number."""
    if part.code == "load":
        many, _, compared = part.about.partition("/")
        said = f"手上 {many} 件，{_LOAD[compared]}" if int(many) else "手上没有在办事项"
    else:
        needed = part.code in _HAS_NOT and not part.points
        said = (_HAS_NOT if needed and not part.about else _HAS)[part.code]
        said = said.format(type=type_name, town=town, about=part.about)
    return f"{said} {'+' if part.points > 0 else '−'}{abs(part.points)}" if part.points else said


def out_words(why: Out, *, type_name: str) -> str:
    return OUT_WORDS[why].format(type=type_name)
