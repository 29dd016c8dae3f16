"""`demo today`: the last weeks of a busy county, told step by step in the order they happened."""

import random
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from fengdan.catalogue.rules import rules_in_force
from fengdan.demo.absences import away
from fengdan.demo.acts import ACTS
from fengdan.demo.days import Days
from fengdan.demo.duty import changed
from fengdan.demo.office import Office, People
from fengdan.demo.pool import committee_changes
from fengdan.demo.script import Script, read
from fengdan.demo.telling import Telling
from fengdan.journal.models import Entry
from fengdan.journal.write import enter
from fengdan.matters.models import Event
from fengdan.matters.typed import typed
from fengdan.rulebook.actor import CLOCK
from fengdan.rulebook.errors import Refused
from fengdan.terminal import Tell, quiet
from fengdan.units.models import Unit

ACT = "demo_today"
SEED = 1


class Told(NamedTuple):
    """How much there is: `told` is False when it was there before."""

    told: bool
    matters: int
    steps: int


class Moment(NamedTuple):
    """One line of one script at its moment, which is also when it is typed."""

    at: datetime
    matter: int
    line: int


def tell_today(seed: int, now: datetime, tell: Tell = quiet) -> Told:
    """Tell it once, whole or not at all. The same seed and moment tell the same. Raises Refused on a live system.

    PINs, tokens and nonces are drawn anew all the same: what can be foretold would protect nothing.
    """
    if settings.PROFILE != "demo":
        raise Refused("演示数据只能在演示环境中生成；正式系统里不能有演示事项。")
    if Entry.objects.filter(act=ACT).exists():
        return Told(told=False, **_count())
    days = Days(now, rules_in_force().calendar)
    scripts = read()
    opened = Unit.objects.get(kind=Unit.Kind.CENTRE).active_from
    if (first := days.day(min(script.start for script in scripts)) - timedelta(days=7)) < opened:
        raise Refused(f"演示要从 {first} 讲起，而县数据从 {opened} 才开始；请过些日子再生成。")
    with transaction.atomic():
        enter(act=ACT, actor_id=CLOCK.id, at=now, facts={"seed": seed})
        _tell(scripts, days, random.Random(seed), tell)  # noqa: S311 - a story, no secret
    return Told(told=True, **_count())


def _count() -> dict[str, int]:
    counted = Event.objects.order_by()
    return {"matters": counted.filter(seq=1).count(), "steps": counted.count()}


def _tell(scripts: list[Script], days: Days, dice: random.Random, tell: Tell) -> None:
    office, people = Office(), People(dice)
    tellings: dict[str, Telling] = {}
    for script in scripts:
        named = replace(script, contact=script.contact and f"{people.name()} {script.contact}")
        tellings[script.key] = Telling(named, people.of(named), office, dice, days.now.date(), tellings)
    moments = sorted(_moments(scripts, days, dice))
    for done, moment in enumerate(moments, start=1):
        telling = tellings[scripts[moment.matter].key]
        late = timedelta(days=telling.script.late if moment.line == 0 else 0)
        telling.line, telling.at = telling.script.lines[moment.line], moment.at - late
        _take(telling, moment.at)
        tell(done, len(moments))
    away(office, days)
    changed(office, days)
    committee_changes(office, days)


def _take(telling: Telling, typed_at: datetime) -> None:
    try:
        with typed(typed_at):
            telling.matter = ACTS[telling.line.verb](telling)
    except Refused as no:
        raise Refused(f"演示事项 {telling.script.key} 的 {telling.line.verb}：{no.reason}", no.field) from no
    if not telling.parties:
        telling.register_parties()


def _moments(scripts: list[Script], days: Days, dice: random.Random) -> list[Moment]:
    """Each line's moment: on one day in their order, at times of the day as they come."""
    found = []
    for place, script in enumerate(scripts):
        by_day: dict[int, list[int]] = {}
        day = script.start
        for line, step in enumerate(script.lines):
            day += step.wait
            by_day.setdefault(day, []).append(line)
        for ago, lines in by_day.items():
            if ago > 0:
                raise ValueError(f"{script.key} goes on after today")
            parts = sorted(dice.sample(range(20, 980), len(lines)))
            found += [
                Moment(days.moment(ago, part / 1000), place, line) for part, line in zip(parts, lines, strict=True)
            ]
    return found
