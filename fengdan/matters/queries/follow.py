"""What the holder of a slip may know, by the token of its QR or by code and PIN. No names of others."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from fengdan.catalogue.centre import reached_at
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Clock, Matter
from fengdan.matters.pins import same_pin
from fengdan.matters.queries.booked import BookingShown, to_come_shown
from fengdan.matters.queries.needs import NeedShown, needs_told
from fengdan.matters.queries.ordered import OrderProgress, progress_of_order
from fengdan.matters.queries.own import Own, onward, own
from fengdan.matters.queries.track import Passed, track
from fengdan.rulebook.conclusions import CONCLUSION_LABELS, SETTLED, Conclusion
from fengdan.rulebook.deadlines import CONFIRMATION, FIRST_REPLY
from fengdan.rulebook.facts import MatterFacts, Side
from fengdan.rulebook.numbering import read_code
from fengdan.rulebook.recusing import IN_HAND
from fengdan.rulebook.stages import CLOSED, TEAM, Stage, spine, stage_label
from fengdan.vault import blind

# what comes next and what the person may do, in words for the person themself
NEXT = {
    Stage.REGISTERED: "中心正在看能不能受理，会联系您。",
    Stage.ACCEPTED: "中心正在安排由谁来办。",
    Stage.ASSIGNED: "正在等调解团队接单。",
    Stage.TAKEN: "调解员会联系双方，约定调解时间。",
    Stage.UNDERWAY: "正在调解。",
    Stage.CONCLUDED: "事项已办结，材料正在归档。",
    Stage.ARCHIVED: "事项已办结并归档。",
}
UNIT_NEXT = NEXT | {
    Stage.ASSIGNED: "已交给责任单位，正在等它签收。",
    Stage.TAKEN: "责任单位已签收，正在办理。",
    Stage.UNDERWAY: "责任单位正在办理，办完会答复您。",
}
COMING = "已经约好见面的时间地点，请按时到场。"
ASIDE = "有一位调解员按回避规定不承办您的事项，团队正在换一位，会联系您。"
# the clocks that matter to the person at each stage, the most telling first
PROMISE = {
    Stage.REGISTERED: ("service_reply", "accept"),
    Stage.ACCEPTED: ("service_reply", "assign", "mediation"),
    Stage.ASSIGNED: ("service_reply", "take"),
    Stage.TAKEN: ("service_reply", "first_session", "reply", "mediation"),
    Stage.UNDERWAY: ("service_reply", "reply", "mediation"),
}
PROMISED = {
    "accept": "答复是否受理",
    "assign": "安排由谁承办",
    "take": "承办人接手",
    "first_session": "第一次调解",
    "mediation": "调解期限",
    "reply": "办理答复",
    "service_reply": "办理答复",
}


def promised(stage: Stage, running: Collection[str]) -> str | None:
    """Which of the running clocks is the promise to the person at this stage."""
    return next((name for name in PROMISE.get(stage, ()) if name in running), None)


@dataclass(frozen=True)
class Followed:
    """In whose hands, until when, what next. `phone` is a public telephone at which somebody knows.

    `party` is who reads it. `confirm_until`: both sides may ask the court to confirm the agreement until then.
    `reply_by`: until when somebody will have spoken to them; None once somebody has.
    `onward` is where to go now, for those who applied; `needs` are
    those they have asked for.
    """

    id: int
    code: str
    stage_label: str
    stages: list[tuple[str, str]]
    holder: str
    phone: str
    mediator: str
    due: datetime | None
    suspended: bool
    provisional: bool
    reply_by: datetime | None
    next: str
    conclusion: str
    matter_type: str
    registered_at: datetime
    open: bool
    service: bool
    with_team: bool
    settled: bool
    confirm_until: datetime | None
    party: int
    own: Own
    order: OrderProgress | None
    onward: list[tuple[str, str]]
    booking: BookingShown | None
    needs: list[NeedShown]

    @cached_property
    def passed(self) -> list[Passed]:
        """The way it came, the newest stop first; read by the pages that show it."""
        return track(self.id)


def _next(facts: MatterFacts, stage: Stage, kind: str, *, met: bool) -> str:
    """What comes next, in words for the person themself."""
    if facts.recusal.aside and stage in IN_HAND:
        return ASIDE
    return COMING if met else (NEXT if kind in {"", TEAM} else UNIT_NEXT)[stage]


def by_token(token: str) -> int | None:
    """The matter a slip's QR stands for, or None."""
    return Matter.objects.filter(token_index=blind.index("slip", token)).values_list("id", flat=True).first()


def by_pin(code: str, pin: str) -> int | None:
    """The matter of a code, if the PIN is the one printed with it. The caller throttles."""
    known = Matter.objects.filter(code=read_code(code) or "").values_list("id", "pin").first()
    right = same_pin(known[1] if known else "-", pin)
    return known[0] if known and right else None


def followed(matter_id: int, at: datetime, party: int | None = None) -> Followed:
    """What to show. The id comes from `by_token` or `by_pin`, through a cookie we signed.

    A slip stands for the first applicant; with `party`, it is shown to that party.
    """
    related = ("holder", "unit", "mediator", "matter_type")
    matter = Matter.objects.select_related(*related).defer("story", "place", "pin", "token").get(pk=matter_id)
    stage, kind, facts = Stage(matter.stage), matter.unit.kind if matter.unit else "", facts_of(matter)
    reader = party or min(each for each, side in facts.sides.items() if side is Side.APPLICANT)
    running = {clock.name: clock for clock in Clock.objects.filter(matter=matter, stopped_at=None)}
    clock = running.get(promised(stage, running) or "")
    booking = to_come_shown(matter.pk, at) if facts.booked else None
    return Followed(
        id=matter_id,
        code=matter.code,
        stage_label=stage_label(stage, kind),
        stages=spine(stage, kind),
        holder=matter.holder.name,
        phone=reached_at(matter.holder),
        mediator=matter.mediator.name if matter.mediator else "",
        due=clock.due_at if clock and not clock.paused else None,
        suspended=bool(clock and clock.paused),
        provisional=bool(clock and clock.provisional),
        reply_by=running[FIRST_REPLY].due_at if FIRST_REPLY in running else None,
        next=_next(facts, stage, kind, met=booking is not None),
        conclusion=CONCLUSION_LABELS[Conclusion(matter.conclusion)] if matter.conclusion else "",
        matter_type=matter.matter_type.full_name,
        registered_at=matter.registered_at,
        open=stage not in CLOSED,
        service=facts.service,
        with_team=facts.with_team,
        settled=facts.conclusion in SETTLED,
        confirm_until=running[CONFIRMATION].due_at if CONFIRMATION in running and facts.conclusion in SETTLED else None,
        party=reader,
        own=own(matter, facts, reader, at),
        order=progress_of_order(matter, facts, reader, at),
        booking=booking,
        onward=onward(matter) if facts.sides[reader] is Side.APPLICANT else [],
        needs=needs_told(matter, facts, reader),
    )
