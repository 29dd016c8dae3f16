"""The few places that every signed-in page leads to."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from fengdan.rulebook.actor import FIELD, Actor, Role


@dataclass(frozen=True)
class Place:
    """`roles` empty: for everybody who is signed in."""

    name: str
    label: str
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True)
class Entry:
    label: str
    href: str
    here: bool


PLACES = (
    Place("home", "工作台"),
    Place("register", "接待登记", frozenset({Role.CLERK, Role.DUTY})),
    Place("order_phone", "电话点单", frozenset({Role.CLERK, Role.DUTY})),
    Place("numbers", "取号叫号", frozenset({Role.CLERK, Role.DUTY})),
    Place("report", "上报", frozenset(FIELD)),
    Place("matters", "事项"),
    Place("orders", "点单", frozenset({Role.DISPATCHER, Role.DUTY, Role.DIRECTOR, Role.SUPERVISOR})),
    Place("dispatch", "派单台", frozenset({Role.DISPATCHER, Role.DUTY})),
    Place("watch", "督办台", frozenset({Role.SUPERVISOR, Role.DIRECTOR, Role.DUTY})),
    Place("ladder", "五级办理", frozenset({Role.DIRECTOR, Role.SUPERVISOR, Role.DUTY})),
    Place(
        "needs",
        "待安排需求",
        frozenset({Role.DUTY, Role.DISPATCHER, Role.LEADER, Role.SUPERVISOR, Role.DIRECTOR}),
    ),
    Place("papers", "空白文书", frozenset({Role.CLERK, Role.DUTY, Role.LEADER, Role.MEDIATOR, *FIELD})),
    Place("printing", "公示和手册", frozenset({Role.CLERK, Role.DUTY, Role.DISPATCHER, Role.DIRECTOR})),
    Place("absences", "请假与代理"),
    Place("my_card", "我的名片", frozenset({Role.LEADER, Role.MEDIATOR})),
    Place("load", "各单位未来几天", frozenset({Role.DUTY, Role.DISPATCHER, Role.SUPERVISOR, Role.DIRECTOR})),
    Place(
        "calendar",
        "排期日历",
        frozenset({Role.DISPATCHER, Role.DUTY, Role.LEADER, Role.DIRECTOR, Role.MEDIATOR}),
    ),
    Place("reporting", "上报助手", frozenset({Role.CLERK, Role.DUTY, Role.DIRECTOR})),
    Place("manage_duty", "值班表", frozenset({Role.DUTY})),
    Place("old_book", "台账导入", frozenset({Role.DUTY})),
    Place("cards", "调解员菜单", frozenset({Role.DISPATCHER, Role.DIRECTOR})),
    Place("committees", "调委会名册", frozenset({Role.JUSTICE, Role.COURT})),
    Place("pool", "人才库", frozenset({Role.JUSTICE})),
    Place("manage", "管理", frozenset({Role.DIRECTOR, Role.ADMIN, Role.SECURITY})),
    Place("manage_letters", "信件发送", frozenset({Role.DUTY})),
    Place("looks", "谁看过", frozenset({Role.AUDITOR})),
)


def entries(request: HttpRequest) -> list[Entry]:
    """The places open to whoever asks; none for a stranger."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.id:
        return []
    here = request.resolver_match.url_name if request.resolver_match else None
    return [
        Entry(place.label, reverse(place.name), here == place.name)
        for place in PLACES
        if not place.roles or actor.has(*place.roles)
    ]
