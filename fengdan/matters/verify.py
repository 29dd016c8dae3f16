"""Checking the whole ledger: every event replayed through the rulebook, every sealed row against its digest."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import Max

from fengdan.matters.chain import link
from fengdan.matters.facts import facts_of
from fengdan.matters.models import (
    Agreement,
    Assignment,
    CaseFile,
    Consent,
    Correction,
    Counter,
    Event,
    Matter,
    Note,
    Party,
    Session,
    Signature,
)
from fengdan.matters.models.sealed import Sealed
from fengdan.rulebook.effects import Happening, apply, fault
from fengdan.rulebook.facts import MatterFacts
from fengdan.rulebook.numbering import agreement_number, matter_id, read_code
from fengdan.vault.cipher import Unreadable

CHUNK = 500
SEALED_MODELS: tuple[type[Sealed], ...] = (
    Matter, Party, Consent, Assignment, Session, Agreement, Signature, Note, Correction, CaseFile,
)  # fmt: skip
NAMES = {
    "matter": "事项登记内容",
    "party": "当事人",
    "consent": "调解意愿记录",
    "assignment": "派单",
    "session": "调解会记录",
    "agreement": "协议",
    "signature": "签字盖章",
    "note": "备注",
    "correction": "更正",
    "casefile": "卷宗",
}


def verify() -> dict[str, Any]:
    """`{"ok", "matters", "events", "problems": []}`: a sentence for each thing that is not as the ledger says."""
    digests: dict[str, str] = {}
    problems: list[str] = []
    matters = events = 0
    readable = Matter.objects.defer("story", "place", "pin", "token").select_related("mediator")
    for matter in readable.order_by("id").iterator(chunk_size=CHUNK):
        matters += 1
        found, count = _matter_problems(matter, digests)
        problems += found
        events += count
    problems += _orphans()
    problems += _seal_problems(digests)
    problems += _gaps()
    return {"ok": not problems, "matters": matters, "events": events, "problems": problems}


def _matter_problems(matter: Matter, digests: dict[str, str]) -> tuple[list[str], int]:
    """Replay one matter's events, collecting the last digest of each row."""
    problems: list[str] = []
    facts: MatterFacts | None = None
    prev_hash, seq = "", 0
    for event in matter.events.order_by("seq"):
        seq += 1
        if event.seq != seq:
            problems.append(f"{matter.code}：第 {seq} 步缺失")
            return problems, seq
        if event.prev_hash != prev_hash or event.hash != link(event):
            problems.append(f"{matter.code}：第 {seq} 步（{event.step}）被改动")
        try:
            facts, wrong = _replay(event, facts)
        except (KeyError, ValueError, AssertionError, AttributeError):
            problems.append(f"{matter.code}：第 {seq} 步（{event.step}）无法按规则重演")
            return problems, seq
        if wrong:
            problems.append(f"{matter.code}：第 {seq} 步（{event.step}）不合规则：{wrong}")
        prev_hash = event.hash
        digests |= event.digests
    problems += [f"{matter.code}：{difference}" for difference in _differences(matter, facts, seq)]
    return problems, seq


def _replay(event: Event, before: MatterFacts | None) -> tuple[MatterFacts, str | None]:
    happening = Happening(
        event.step, event.stage_before, event.stage_after, event.holder, event.role, event.at, event.facts
    )
    after = apply(happening, before)
    return after, fault(happening, before, after)


def _differences(matter: Matter, facts: MatterFacts | None, seq: int) -> Iterator[str]:
    if facts is None:
        yield "没有任何办理记录"
        return
    if matter.version != seq:
        yield f"版本是 {matter.version}，记录有 {seq} 步"
    stored = facts_of(matter)
    for name, label in (
        ("stage", "阶段"),
        ("holder", "承办单位"),
        ("team", "团队"),
        ("mediator", "调解员"),
        ("parties", "当事人及其调解意愿"),
        ("gave_back", "退单"),
        ("sessions", "调解会次数"),
        ("agreement", "协议及签字盖章"),
        ("conclusion", "办结方式"),
    ):
        if getattr(stored, name) != getattr(facts, name):
            yield f"{label}与办理记录不符"
    yield from _number_problems(matter)


def _number_problems(matter: Matter) -> Iterator[str]:
    if read_code(matter.code) != matter.code or matter_id(matter.code) != matter.id:
        yield "事项编号不对"
    rows = matter.agreements.annotate(last_signed=Max("signatures__signed_at")).values_list(
        "year", "committee__numbering_name", "sequence", "number", "effective_at", "last_signed"
    )
    for year, committee, sequence, number, effective_at, last_signed in rows:
        expected = agreement_number(year, committee, sequence)
        if number != expected:
            yield f"协议编号“{number}”不对，应为“{expected}”"
        if effective_at and effective_at != last_signed:
            yield f"协议“{number}”的生效时间与签字盖章不符"


def _orphans() -> Iterator[str]:
    known = Matter.objects.values("pk")
    for matter_id_ in Event.objects.exclude(matter_id__in=known).values_list("matter_id", flat=True).distinct():
        yield f"事项 {matter_id_} 有办理记录而事项本身不见了"


def _seal_problems(digests: dict[str, str]) -> Iterator[str]:
    """Every sealed row against the last digest written for it; rows without one, and digests without a row."""
    unseen = dict(digests)
    for model in SEALED_MODELS:
        name = str(model._meta.model_name)  # noqa: SLF001 - Django's documented meta
        for pk, actual in _seals(model):
            expected = unseen.pop(f"{name}:{pk}", None)
            if expected is None:
                yield f"{NAMES[name]} {pk} 没有办理记录"
            elif actual is None:
                yield f"{NAMES[name]} {pk} 无法解密"
            elif actual != expected:
                yield f"{NAMES[name]} {pk} 被改动"
    for key in unseen:
        name, _, row = key.partition(":")
        yield f"{NAMES.get(name, name)} {row} 不见了"


def _seals(model: type[Sealed]) -> Iterator[tuple[int, str | None]]:
    """Each row's seal as it is now, None where it cannot be decrypted; read in chunks, one by one where that fails."""
    rows = model._default_manager  # noqa: SLF001
    for keys in _batched(rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK), CHUNK):
        try:
            for pk, row in rows.in_bulk(keys).items():
                yield pk, row.seal()
        except Unreadable:
            for pk in keys:
                yield pk, _one_seal(model, pk)


def _batched(keys: Iterator[int], size: int) -> Iterator[list[int]]:
    while batch := list(islice(keys, size)):
        yield batch


def _one_seal(model: type[Sealed], pk: int) -> str | None:
    try:
        return model._default_manager.get(pk=pk).seal()  # noqa: SLF001
    except Unreadable:
        return None


def _gaps() -> Iterator[str]:
    """Numbers handed out but nowhere to be found, or found beyond the last one handed out."""
    used: defaultdict[str, set[int]] = defaultdict(set)
    for code in Matter.objects.values_list("code", flat=True).iterator(chunk_size=CHUNK):
        area, day, sequence, _ = code.split("-")
        used[f"matter:{area}-{day}"].add(int(sequence))
    for committee, year, number in Agreement.objects.values_list("committee", "year", "sequence"):
        used[f"agreement:{committee}:{year}"].add(number)
    last = dict(Counter.objects.values_list("series", "last"))
    for series in sorted(used.keys() | last.keys()):
        expected = set(range(1, last.get(series, 0) + 1))
        for odd in sorted(expected ^ used[series]):
            yield f"编号 {series} 第 {odd} 号{'缺失' if odd in expected else '多出'}"
