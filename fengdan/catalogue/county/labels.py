"""Files and columns in the words of the office. What has no word here is shown as it stands."""

FILES = {
    "county.csv": "本县",
    "areas.csv": "乡镇",
    "villages.csv": "村（社区）",
    "units.csv": "单位",
    "liaisons.csv": "联络员",
    "windows.csv": "窗口",
    "rooms.csv": "场所",
    "committees.csv": "调委会",
    "mediators.csv": "调解员",
    "committee_members.csv": "调委会委员",
    "teams.csv": "团队",
    "team_members.csv": "团队成员",
    "types.csv": "事项类型",
    "routing.csv": "分流规则",
    "limits.csv": "时限",
    "ladder.csv": "五级九天",
    "supervision.csv": "督办",
    "directory.csv": "1+4+8+N",
}
COLUMNS = {
    "code": "代码",
    "name": "名称",
    "short_name": "简称",
    "kind": "种类",
    "parent": "上级",
    "township": "所属乡镇",
    "area": "区域",
    "above": "上级单位",
    "successor": "承接单位",
    "phone": "电话",
    "source": "来源",
    "active_from": "起始日",
    "active_to": "终止日",
    "unit": "单位",
    "role": "岗位",
    "account": "账号",
    "numbering_name": "编号简称",
    "term_ends": "任期届满日",
    "female": "女性",
    "full_time": "专职",
    "qualified": "懂法律懂业务",
    "background": "来自",
    "director": "主任",
    "leader": "负责人",
    "committee": "盖章调委会",
    "matter_types": "承办类型",
    "department": "主管部门",
    "supporting": "协同单位",
    "team": "调解团队",
    "keywords": "关键词",
    "types": "事项类型",
    "levels": "受理层级",
    "sources": "来源渠道",
    "risks": "风险等级",
    "lead": "由谁办",
    "why": "依据",
    "value": "内容",
    "basis": "依据",
    "level": "层级",
    "budget": "期限",
    "handover": "移交材料",
    "reply": "回复期限",
    "verified": "已核实",
    "part": "部分",
    "note": "说明",
}


def file(name: str) -> str:
    """单位; 工作日历 2026."""
    return FILES.get(name) or f"工作日历 {name.removeprefix('calendar/').removesuffix('.csv')}"


def column(name: str) -> str:
    return COLUMNS.get(name, name)
