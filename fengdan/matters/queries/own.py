"""What a party may do on their own matter without an account, and where to turn once it has ended."""

from dataclasses import dataclass
from datetime import datetime

from fengdan.catalogue.rules import rules_in_force
from fengdan.matters.models import Matter, Rating, Transfer
from fengdan.rulebook.actor import party_actor
from fengdan.rulebook.conclusions import Conclusion, why_not_conclude
from fengdan.rulebook.conflicts import Found, Status
from fengdan.rulebook.facts import CENTRE, MatterFacts, ObjectionState, Side
from fengdan.rulebook.powers import why_not
from fengdan.rulebook.recusing import IN_HAND
from fengdan.rulebook.rejecting import INSTEAD, REJECTION_LABELS, Rejection
from fengdan.rulebook.stages import Stage


@dataclass(frozen=True)
class Own:
    """`withdraw` and `rate` say why not; None: it may be done. `rated` is the score given this round, in words.

    `order` says why no mediator may be ordered, `object` why no objection may be raised to a sending down,
    `objection_within` how soon one is ruled on,
    `objection_due` until when one that waits is; `objection` is what was said to one that was turned down or upheld.
    `challenge` says why nobody may be asked to step aside, `challenged` what became of it where this party asked.
    `low`: an answer to the rating is promised; `handled_at`: since when it is done. `within` is how long that may take.
    """

    withdraw: str | None
    object: str | None
    order: str | None
    objection_within: str
    objection_due: datetime | None
    objection: str
    challenge: str | None
    challenged: str
    rate: str | None
    rated: str
    low: bool
    handled_at: datetime | None
    within: str


def own(matter: Matter, facts: MatterFacts, party: int, at: datetime) -> Own:
    """What this party may do now, by the same rule that judges the step."""
    actor = party_actor(party, "")
    given = matter.ratings.filter(round=matter.round, party_id=party).first() if facts.conclusion else None
    object_ = why_not("raise_objection", facts, actor, at)
    return Own(
        withdraw=_why_not_withdraw(facts, party, at),
        object=object_,
        order=why_not("order", facts, actor, at),
        objection_within="" if object_ else _within("objection"),
        objection_due=_objection_due(matter, facts),
        objection=_objection(matter, facts),
        challenge=why_not("challenge_mediator", facts, actor, at),
        challenged=_challenged(matter, facts, party),
        rate="您已经评过，谢谢。" if given else why_not("rate", facts, actor, at),
        rated=Rating.Score(given.score).label if given else "",
        low=given is not None and given.score <= Rating.LOW,
        handled_at=given.handled_at if given else None,
        within=_within("low_rating") if facts.conclusion else "",
    )


def _why_not_withdraw(facts: MatterFacts, party: int, at: datetime) -> str | None:
    """What the step itself would say, in words for the person where they are likely to read it."""
    judged = why_not("conclude", facts, party_actor(party, ""), at)
    judged = judged or why_not_conclude(Conclusion.WITHDRAWN, facts, remedies_told=False)
    if judged is None and facts.sides.get(party) is not Side.APPLICANT:
        return "撤回由申请人自己办理。"
    if judged and facts.stage is Stage.ASSIGNED:
        return "刚交出去，还没有人接手；接手以后就可以在网上撤回。"
    if judged and (facts.agreement or facts.oral):
        return "协议已经定下来了，要改先和承办的人说。"
    return judged


def _within(name: str) -> str:
    limit = rules_in_force().limits.get(name)
    return limit.within if limit else "尽快"


def _objection_due(matter: Matter, facts: MatterFacts) -> datetime | None:
    if facts.objection != ObjectionState.RAISED:
        return None
    return matter.clocks.filter(name="objection", stopped_at=None).values_list("due_at", flat=True).first()


def _objection(matter: Matter, facts: MatterFacts) -> str:
    """What the last ruling said: while it stands, or the county decides anew."""
    decides = facts.holder == CENTRE and not facts.conclusion
    if facts.objection != ObjectionState.HEARD and not decides:
        return ""
    row = matter.objections.exclude(ruled_at=None).order_by("-pk").first()
    return f"{'异议成立，已收回县级重新安排' if row.upheld else '异议不成立'}。{row.ruling}" if row else ""


def _challenged(matter: Matter, facts: MatterFacts, party: int) -> str:
    """What was decided on the last application of this party, or that it waits."""
    if not facts.with_team or facts.stage not in IN_HAND:
        return ""
    rows = matter.conflicts.filter(party=party, found=Found.CHALLENGED).exclude(status=Status.LIFTED)
    row = rows.only("status", "ruling", "kind").last()
    if row is None:
        return ""
    said = {Status.RAISED: "已经收到，正在等决定。", Status.STANDING: f"申请成立，换一位调解员。{row.ruling}"}
    return said.get(Status(row.status), f"申请不成立。{row.ruling}")


def onward(matter: Matter) -> list[tuple[str, str]]:
    """Where to go now, as the person was told at the end: label and words. Empty when the matter ended here."""
    tell = {
        Conclusion.GUIDED: _guided,
        Conclusion.TRANSFERRED: _transferred,
        Conclusion.REJECTED: _rejected,
    }.get(Conclusion(matter.conclusion)) if matter.conclusion else None  # fmt: skip
    return tell(matter) if tell else []


def _guided(matter: Matter) -> list[tuple[str, str]]:
    row = matter.guidances.filter(round=matter.round).order_by("-id").first()
    if row is None:
        return []
    told = [("请到", row.organ), ("地址", row.address), ("电话", row.phone), ("带上", row.materials)]
    return [pair for pair in [*told, ("注意期限", row.limits)] if pair[1]]


def _transferred(matter: Matter) -> list[tuple[str, str]]:
    row = matter.transfers.filter(round=matter.round).first()
    if row is None:
        return []
    arrived = "已经收到" if row.receipt_on else "等待对方回执"
    verb = "已移送" if row.kind == Transfer.Kind.REFER else "已转送"
    return [(verb, row.organ), ("对方收到没有", arrived)]


def _rejected(matter: Matter) -> list[tuple[str, str]]:
    event = matter.events.filter(step="reject").order_by("-seq").first()
    if event is None:
        return []
    why = Rejection(event.facts["code"])
    return [("为什么", REJECTION_LABELS[why]), ("可以怎么办", INSTEAD[why])]
