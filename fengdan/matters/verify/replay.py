"""One matter: its events replayed through the rulebook, and what they come to compared with what is stored."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime

from django.db.models import Max

from fengdan.catalogue.items.terms import version_name
from fengdan.matters.chain import link
from fengdan.matters.clocks import next_due
from fengdan.matters.facts import facts_of
from fengdan.matters.models import Agreement, Event, Matter
from fengdan.matters.verify.numbers import wrong_numbers
from fengdan.rulebook.deadlines import stops
from fengdan.rulebook.effects import Happening, apply
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.faults import fault

NONSENSE = (KeyError, ValueError, TypeError, AttributeError, AssertionError)
LABELS = {
    "stage": "阶段",
    "holder": "承办单位",
    "last_at": "最后办理时间",
    "parties": "当事人及其调解意愿",
    "sides": "当事人属于哪一方",
    "origin": "登记单位",
    "service": "是不是便民事项",
    "level": "受理层级",
    "risk": "风险等级",
    "unit": "承办团队或单位",
    "unit_kind": "承办团队或单位的性质",
    "supporting": "配合单位",
    "mediator": "调解员",
    "gave_back": "退单",
    "conflicted": "回避退单",
    "returned": "待裁定的退回",
    "conference": "职责争议会商的牵头单位",
    "conferring": "参加会商的单位",
    "ruled": "会商裁定",
    "sessions": "调解会次数",
    "agreement": "协议及签字盖章",
    "oral": "口头协议",
    "reply": "责任单位答复",
    "conclusion": "办结方式",
    "round": "第几轮",
    "co_mediators": "共同承办的调解员",
    "lowering": "降低风险的申请",
    "lowering_by": "申请降低风险的人",
    "confidential": "保密标记",
    "violence": "家庭暴力、未成年人受侵害的报告",
    "protected": "受保护的当事人",
    "receipt_due": "等待的回执",
    "owed": "没有履行完的事项",
    "follow_up_due": "要不要回访",
    "follow_ups": "回访次数",
    "followed": "是否回访到",
    "rated": "已经评价的当事人",
    "low_ratings": "待处理的低分评价",
    "on_paper": "是否在原台账里已经办结",
    "suspending": "中止的申请",
    "suspended": "是否中止",
    "extending": "延期的申请",
    "changed": "中止和延期",
    "supervisions": "督办",
    "objection": "对下派的异议",
    "recusal": "回避",
    "tier": "五级办理在哪一级",
    "order": "点单",
    "booked": "约定的时间地点",
    "need": "待答复的需求",
    "tasks": "没办的任务",
}

OF_THE_ITEM = frozenset({"register", "correct"})  # the steps that say which version of its item a matter goes by


@dataclass
class Replayed:
    """`digests` are the last ones written for each sealed row; `running` the due moment of each clock that runs.

    `clocks` are all clocks ever started, with their due moments; `filed` are the rounds whose file was closed.
    `item` is the version of its service item it went by last.
    """

    problems: list[str] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)
    running: dict[str, datetime] = field(default_factory=dict)
    clocks: list[tuple[str, datetime]] = field(default_factory=list)
    filed: list[int] = field(default_factory=list)
    events: int = 0
    item: str = ""


def replay(matter: Matter) -> Replayed:
    """Replay a matter. Every fault becomes a sentence; nothing that is stored can make this stop."""
    found = Replayed()
    facts: MatterFacts | None = None
    prev_hash = ""
    for event in matter.events.order_by("seq"):
        found.events += 1
        name = f"第 {event.seq} 步（{event.step}）"
        if event.seq != found.events:
            found.problems.append(f"第 {found.events} 步缺失")
            return found
        try:
            if event.prev_hash != prev_hash or event.hash != link(event):
                found.problems.append(f"{name}被改动")
            facts = _follow(event, facts, found, name)
        except NONSENSE:
            found.problems.append(f"{name}无法按规则重演")
            return found
        prev_hash = event.hash
    try:
        found.problems += _differences(matter, facts, found)
    except NONSENSE:
        found.problems.append("保存的内容不成样子，无法与办理记录核对")
    return found


def _follow(event: Event, before: MatterFacts | None, found: Replayed, name: str) -> MatterFacts:
    happening = Happening(
        event.step, event.stage_before, event.stage_after, event.holder, event.role, event.at, event.facts
    )
    after = apply(happening, before)
    if wrong := fault(happening, before, after):
        found.problems.append(f"{name}不合规则：{wrong}")
    found.digests.update(event.digests)
    for ended in stops(event.step, after, event.facts):
        found.running.pop(ended, None)
    started = {clock: datetime.fromisoformat(due) for clock, due in event.facts["clocks"].items()}
    found.running |= started
    found.clocks += started.items()
    for clock, moved in event.facts.get("moved", {}).items():  # the same clock, with another end
        found.clocks.remove((clock, found.running[clock]))
        found.running[clock] = datetime.fromisoformat(moved)
        found.clocks.append((clock, found.running[clock]))
    found.item = event.versions.get("item", "" if event.step in OF_THE_ITEM else found.item)
    if event.step == "archive":
        found.filed.append(after.round)
    return after


def _differences(matter: Matter, facts: MatterFacts | None, found: Replayed) -> Iterator[str]:
    if facts is None:
        yield "没有任何办理记录"
        return
    if matter.version != found.events:
        yield f"版本是 {matter.version}，记录有 {found.events} 步"
    stored = facts_of(matter)
    for each in fields(MatterFacts):
        if each.compare and getattr(stored, each.name) != getattr(facts, each.name):
            yield f"{LABELS[each.name]}与办理记录不符"
    if list(matter.case_files.order_by("round").values_list("round", flat=True)) != found.filed:
        yield "卷宗与办理记录不符"
    if found.item != (version_name(matter.item_version) if matter.item_version else ""):
        yield "清单事项的版本与办理记录不符"
    yield from _clock_problems(matter, found)
    yield from _effect_problems(matter, facts)
    yield from wrong_numbers(matter)


def _clock_problems(matter: Matter, found: Replayed) -> Iterator[str]:
    rows = list(matter.clocks.values_list("name", "due_at", "stopped_at"))
    running = {name: due for name, due, stopped in rows if stopped is None}
    for name in sorted(found.running.keys() | running.keys()):
        if found.running.get(name) != running.get(name):
            yield f"时限 {name} 与办理记录不符"
    stopped = Counter((name, due) for name, due, at in rows if at is not None)
    if stopped != Counter(found.clocks) - Counter(found.running.items()):
        yield "走过的时限与办理记录不符"
    if matter.next_due != next_due(matter):
        yield "最近到期时间与时限不符"


def _effect_problems(matter: Matter, facts: MatterFacts) -> Iterator[str]:
    """An agreement is in effect when, and since, all have signed (人民调解法 Art. 29)."""
    live = matter.agreements.filter(round=matter.round).exclude(status=Agreement.Status.VOIDED)
    for status, effective_at, last in live.annotate(last=Max("signatures__signed_at")).values_list(
        "status", "effective_at", "last"
    ):
        complete = facts.agreement is not None and facts.agreement.effective
        if (status == Agreement.Status.EFFECTIVE) != complete:
            yield "协议的效力与签字盖章不符"
        elif complete and effective_at != last:
            yield "协议的生效时间与签字盖章不符"
