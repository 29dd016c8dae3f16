"""督办: the ways from a reminder to 挂牌督办, the faults they are about, the words of a draft (domain.md §2.9)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fengdan.rulebook.actor import LIAISONS
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.facts import CENTRE, MatterFacts, SupervisionFacts, SupervisionState
from fengdan.rulebook.limits import Limit, parse_limit
from fengdan.rulebook.rungs import owner


class Kind(StrEnum):
    """What a named leader issues; a machine sends only what comes before (pages.md)."""

    ORDER = "order"
    TALK = "talk"
    CIRCULATE = "circulate"
    LISTING = "listing"


class Fault(StrEnum):
    """The three faults supervision is about (domain.md §2.1)."""

    NOT_ACCEPTED = "not_accepted"
    NOT_HANDLED = "not_handled"
    UNLAWFUL = "unlawful"


KINDS = tuple(Kind)
SUPERVISING = ("remind", "urge", *KINDS)
FAULT_LABELS = {
    Fault.NOT_ACCEPTED: "应受理未受理",
    Fault.NOT_HANDLED: "应办理未办理",
    Fault.UNLAWFUL: "不依法办理",
}
STATE_LABELS = {
    SupervisionState.DRAFT: "待签发",
    SupervisionState.ISSUED: "已签发，待回复",
    SupervisionState.REPLIED: "已回复，待审核",
    SupervisionState.ACCEPTED: "回复已认可",
    SupervisionState.DROPPED: "不予签发",
    SupervisionState.OVERTAKEN: "已由下一级督办接替",
}
# for a county whose data were published before there was a table
NAMES: Mapping[str, str] = {
    "remind": "提醒",
    "urge": "催办",
    Kind.ORDER: "督办单",
    Kind.TALK: "提请约谈",
    Kind.CIRCULATE: "提请通报",
    Kind.LISTING: "挂牌督办",
}
REPLIES: Mapping[str, Limit] = {kind: parse_limit("5wd" if kind is Kind.LISTING else "3wd") for kind in KINDS}


@dataclass(frozen=True)
class Ways:
    """The county's names of the ways, mildest first, and by when each that is issued has to be replied to."""

    names: Mapping[str, str]
    replies: Mapping[str, Limit]


DEFAULT_WAYS = Ways(NAMES, REPLIES)


def ways_of(rows: Iterable[Mapping[str, str]]) -> Ways:
    """From the lines of supervision.csv, already checked."""
    lines = list(rows)
    names = {row["code"]: row["name"] for row in lines}
    replies = {row["code"]: parse_limit(row["reply"]) for row in lines if row["reply"]}
    return Ways({**NAMES, **names}, {**REPLIES, **replies})


def after(kind: str) -> Kind | None:
    """The next one up, or None after the last."""
    place = KINDS.index(Kind(kind)) + 1
    return KINDS[place] if place < len(KINDS) else None


def fault_of(clock: str) -> Fault:
    """Which fault a limit that was not kept amounts to."""
    return Fault.NOT_ACCEPTED if clock == "accept" else Fault.NOT_HANDLED


def addressed(clock: str, facts: MatterFacts) -> str:
    """The unit (code) that has to account for a limit: whoever has the matter, or the centre where it is its own."""
    roles, unit = owner(clock, facts) if clock else (LIAISONS, facts.holder)
    return CENTRE if unit == CENTRE else facts.holder if roles == LIAISONS else unit


def of_state(facts: MatterFacts, *states: SupervisionState) -> dict[int, SupervisionFacts]:
    """Those open in one of these states, by id, oldest first."""
    return {pk: row for pk, row in sorted(facts.supervisions.items()) if row.state in states}


@dataclass(frozen=True)
class Late:
    """What a draft is made from: `limit` and `last` (the last step somebody took) in words, `who` has it by name."""

    code: str
    limit: str
    due_at: datetime
    who: str
    last: str
    last_at: datetime | None


def facts_text(late: Late) -> str:
    """事实: which limit, since when late, who has it, what was done last."""
    done = f"最近一次办理是{_day(late.last_at)}“{late.last}”" if late.last_at else "至今没有办理记录"
    return (
        f"{late.code}号事项由{late.who}承办，“{late.limit}”应于{_moment(late.due_at)}前办理，"
        f"经系统提醒、催办并逾期升级，至今仍未办理。{done}。"
    )


def unanswered_text(late: Late, name: str) -> str:
    """事实 of the next one up: the one before (`name`) was not replied to in time."""
    return (
        f"{late.code}号事项由{late.who}承办，已签发“{name}”，应于{_moment(late.due_at)}前书面回复，"
        "经系统提醒、催办，至今没有回复。"
    )


def demand_text(fault: Fault) -> str:
    """要求."""
    act = {
        Fault.NOT_ACCEPTED: "请立即审查，符合条件的予以受理，不予受理的书面说明理由并告知其他途径",
        Fault.NOT_HANDLED: "请立即办理",
        Fault.UNLAWFUL: "请立即纠正，依法办理",
    }
    return f"{act[fault]}；在规定期限内书面回复办理情况、没有按时办理的原因和责任人。"


def _moment(at: datetime) -> str:
    local = at.astimezone(ZONE)
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"


def _day(at: datetime | None) -> str:
    assert at is not None
    local = at.astimezone(ZONE)
    return f"{local.year}年{local.month}月{local.day}日"
