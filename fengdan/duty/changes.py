"""换班、顶班 and taking them back: written by duty or the director, each with a line in the journal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction

from fengdan.duty.roster import Roster, change_of, places, roster, turns
from fengdan.journal import write as journal
from fengdan.people.models import User
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.calendars import ZONE
from fengdan.rulebook.duty import HALF_LABELS, LEADER, SPELLS, Change, Half, How, Person, wanted
from fengdan.rulebook.errors import Refused
from fengdan.units.models import TurnChange, Window

NOTES = (Role.DUTY, Role.DIRECTOR)  # who may change a day's turns
AHEAD = timedelta(days=366)
JUST_CHANGED = "这一班刚刚已被别人改过，您这次没有保存。请刷新页面，看过新的安排再改。"
Planned = Mapping[str, tuple[Person, How]]


@dataclass(frozen=True)
class When:
    """A day and how much of it: day, am or pm."""

    day: date
    spell: str


def people(day: date) -> dict[str, Person]:
    """Everybody who has a turn, from this day on, by key. One query."""
    return {turn.person.key: turn.person for turn in turns() if turn.last is None or turn.last >= day}


def swap(when: When, *, one: str, other: str, once: str, actor: Actor, at: datetime) -> list[TurnChange]:
    """换班: `other` takes the place of `one` that day, and `one` that of `other` if they have one. Raises Refused."""
    known = people(when.day)
    for key, field in ((one, "one"), (other, "other")):
        if key not in known:
            raise Refused("值班表里没有这个人，请刷新页面后重新选择。", field)
    if one == other:
        raise Refused("换班的两个人是同一个人，请另选一位。", "other")
    with transaction.atomic():
        read = _open(when, actor, at)
        if before := _before(once):
            return before
        rows = []
        for half in SPELLS[when.spell]:
            seats = wanted(when.day, half, read.turns, map(change_of, read.changes.get(when.day, ())))
            rows += _crossed(half, seats, known[one], known[other])
        _check(when, rows, read, "other")
        return _note(when, TurnChange.Kind.SWAP, rows, read=read, once=once, actor=actor, at=at)


def replace(when: When, *, place: str, person: Person, once: str, actor: Actor, at: datetime) -> list[TurnChange]:
    """顶班: on that day this person sits there, whoever has the turn, or nobody. Raises Refused."""
    if place not in places():
        raise Refused("没有这个窗口，请刷新页面后重新选择。", "place")
    with transaction.atomic():
        read = _open(when, actor, at)
        if before := _before(once):
            return before
        rows = [Change(half, place, person) for half in SPELLS[when.spell]]
        _check(when, rows, read, "person")
        return _note(when, TurnChange.Kind.REPLACE, rows, read=read, once=once, actor=actor, at=at)


def undo(change: int, *, actor: Actor, at: datetime) -> date:
    """The roster counts again; all of one save goes together. Returns the day; twice is the same. Raises Refused."""
    with transaction.atomic():
        _hold()
        row = TurnChange.objects.filter(pk=change).first()
        if row is None or not actor.has(*NOTES):
            raise Refused("没有这条换班记录，请刷新页面。")
        if row.day < at.astimezone(ZONE).date():
            raise Refused("这一天已经过去，换班记录不能再取消。")
        if TurnChange.objects.filter(once=row.once, undone_at=None).update(undone_at=at):
            journal.enter(act="turn_undone", actor_id=actor.id, at=at, subject=str(row.day), facts={"kind": row.kind})
    return row.day


def _hold() -> None:
    """Two at once: the second waits, then sees what the first did."""
    list(Window.objects.select_for_update().order_by("code"))


def _open(when: When, actor: Actor, at: datetime) -> Roster:
    """The roster of a day that may be changed, held until the transaction ends."""
    if not actor.has(*NOTES):
        raise Refused("换班由值班领导或综治中心主任登记。")
    today = at.astimezone(ZONE).date()
    if when.day < today:
        raise Refused("这一天已经过去，请核对日期。", "day")
    if when.day > today + AHEAD:
        raise Refused("只能登记一年以内的换班，请核对日期。", "day")
    _hold()
    read = roster([when.day])
    if not read.calendar.is_working_day(when.day):
        raise Refused(f"这一天不上班（{read.calendar.day(when.day).why}），没有班可换。", "day")
    return read


def _crossed(half: Half, seats: Planned, one: Person, other: Person) -> list[Change]:
    mine = _place_of(one, seats)
    if mine is None:
        raise Refused(f"{one.name}这一天{HALF_LABELS[half]}没有班，请核对日期和人。", "one")
    theirs = _place_of(other, seats)
    found = [_sits(half, mine, other, seats)]
    return found if theirs is None else [*found, _sits(half, theirs, one, seats)]


def _place_of(person: Person, seats: Planned) -> str | None:
    """The window of whoever has one, else the leader's place."""
    held = [place for place, (each, _) in seats.items() if each.key == person.key]
    return max(held, default=None)


def _sits(half: Half, place: str, person: Person, seats: Planned) -> Change:
    """Under the post of whose turn it was, unless it is the leader's, which goes with the person."""
    post = person.post if place == LEADER else seats[place][0].post
    return Change(half, place, Person(person.name, post, person.account))


def _note(
    when: When, kind: str, rows: list[Change], *, read: Roster, once: str, actor: Actor, at: datetime
) -> list[TurnChange]:
    user, turns_of = User.objects.get(pk=int(actor.id)), {half: wanted(when.day, half, read.turns, ()) for half in Half}
    try:
        with transaction.atomic():
            made = [
                TurnChange.objects.create(
                    once=once,
                    kind=kind,
                    day=when.day,
                    half=row.half,
                    window_id=row.place or None,
                    name=row.person.name,
                    post=row.person.post,
                    account=row.person.account,
                    instead=turns_of[row.half][row.place][0].name if row.place in turns_of[row.half] else "",
                    noted_by=user,
                    noted_at=at,
                )
                for row in rows
            ]
            facts = {"kind": kind, "places": sorted({row.place for row in rows}), "spell": when.spell}
            journal.enter(act="turn_changed", actor_id=actor.id, at=at, subject=str(when.day), facts=facts)
    except IntegrityError as error:
        raise Refused(JUST_CHANGED, "day") from error
    return made


def _before(once: str) -> list[TurnChange]:
    """What the same form wrote when it was sent before."""
    return list(TurnChange.objects.filter(once=once))


def _check(when: When, rows: list[Change], read: Roster, field: str) -> None:
    """No place changed twice, nobody away, nobody at two windows; `field` is where whoever comes was chosen."""
    held = read.changes.get(when.day, [])
    names = places()
    for row in rows:
        clash = next((each for each in held if (each.half, each.window_id or LEADER) == (row.half, row.place)), None)
        if clash is not None:
            said = f"{names[row.place]}这一天{HALF_LABELS[row.half]}已经由{clash.noted_by.name}改为{clash.name}"
            raise Refused(f"{said}，要再改请先取消那一次。", "day")
        if row.person.key in read.away[when.day]:
            raise Refused(f"{row.person.name}这一天请假，请另选一位。", field)
    every = [*map(change_of, held), *rows]
    for row in rows:
        seats = wanted(when.day, row.half, read.turns, every)
        at_windows = [place for place, (each, _) in seats.items() if place and each.key == row.person.key]
        if row.place and len(at_windows) > 1:
            where = "、".join(names[place] for place in at_windows if place != row.place)
            raise Refused(f"{row.person.name}这一天{HALF_LABELS[row.half]}已排在{where}，不能同时在两个窗口。", field)
