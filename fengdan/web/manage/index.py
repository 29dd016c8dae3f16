"""管理: what of the centre's set-up this role may look at or change, one line each."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fengdan.rulebook.actor import Role
from fengdan.web.shared.policy import roles
from fengdan.web.shared.request import Request

MANAGERS = (Role.DIRECTOR, Role.ADMIN, Role.SECURITY)


@dataclass(frozen=True)
class Page:
    """A page of the set-up, and for whom."""

    name: str
    label: str
    about: str
    roles: frozenset[Role]


BOTH = frozenset({Role.DIRECTOR, Role.ADMIN})
PAGES = (
    Page("accounts", "账号和岗位", "建立、停用账号，重置密码，授予和结束岗位", frozenset({Role.ADMIN})),
    Page("roster", "批量建账号", "给县数据里的联络员和调解员建账号，打印密码条", frozenset({Role.ADMIN})),
    Page("grants", "岗位审查", "确认管理员岗位的申请，查看最近的授权", frozenset({Role.ADMIN, Role.SECURITY})),
    Page("absences", "请假与代理", "登记请假、代签和离岗", frozenset(MANAGERS)),
    Page("manage_items", "清单事项", "每个事项的说明、材料、各步的单位和时限", BOTH),
    Page("manage_duty", "值班表", "窗口和值班领导一周的安排，换班、顶班", frozenset({Role.DIRECTOR})),
    Page("pool", "人才库", "调解员的聘任、续聘、离任、培训和等级", frozenset({Role.DIRECTOR})),
    Page("committees", "调委会名册", "组成人员和调整情况，给司法局和法院打印、导出", frozenset({Role.DIRECTOR})),
    Page("limits", "时限", "每个环节的时限、依据和改动", BOTH),
    Page("settings", "中心设置", "名称、抬头、电话、地址、办公时间", BOTH),
    Page("manage_county", "县数据", "单位、团队、分流规则、日历的现行内容和草稿", BOTH),
    Page("letter_texts", "信件文字", "工作台信件、短信和邮件的文字", BOTH),
    Page("manage_letters", "信件发送", "没有送到的和说不准送没送到的通知", frozenset({Role.ADMIN})),
    Page("backups", "备份", "已有的备份和下一次备份", BOTH),
)


@roles(*MANAGERS)
@require_safe
def manage(request: Request) -> HttpResponse:
    pages = [page for page in PAGES if request.actor.has(*page.roles)]
    return render(request, "manage/index.html", {"pages": pages})
