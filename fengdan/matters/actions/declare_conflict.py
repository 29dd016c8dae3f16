"""声明回避: somebody who would mediate says that they may not, or the team's leader says so (在线调解规则 Art. 13)."""

from datetime import datetime

from fengdan.matters.choices import one_of, said
from fengdan.matters.conflicts import LET_BE, mediating, possible, put
from fengdan.matters.entry import Entry, Once
from fengdan.matters.ledger import record
from fengdan.matters.models import Matter
from fengdan.rulebook.actor import Actor, Role
from fengdan.rulebook.conflicts import DECLARABLE, Found, Kind, Status
from fengdan.rulebook.errors import Refused
from fengdan.teams.models import Mediator


def declare_conflict(
    matter: Matter,
    *,
    mediator: str,
    kind: str,
    party: int,
    ground: str,
    actor: Actor,
    at: datetime,
    seen: int | None = None,
    once: Once | None = None,
) -> Matter:
    """From now on this mediator (code) is kept off; whoever leads the team names another. Raises Refused."""

    def write(entry: Entry) -> None:
        assert entry.before is not None
        chosen = _chosen(entry, mediator)
        which = one_of(Kind, kind, "kind")
        if which not in DECLARABLE:
            raise Refused("请从列表里选择是什么关系。", "kind")
        if party not in entry.before.parties:
            raise Refused("请选择是与哪一位当事人。", "party")
        rows = entry.matter.conflicts.filter(mediator=chosen, kind=which)
        if rows.filter(status=Status.STANDING).exists():
            raise Refused(f"{chosen.name}已经登记要回避，不用再登记。", "mediator")
        for row in rows.filter(status__in=LET_BE):  # by their own word they step aside after all
            entry.change(row, status=Status.LIFTED)
        words = said(ground, "ground", "是什么关系")
        row = put(entry, (chosen.pk, which, party), Found.DECLARED, Status.STANDING, words)
        now = {each.pk for each in mediating(entry.matter)}
        entry.facts = {"conflict": row.pk, "mediator": chosen.pk, "mediates": chosen.pk in now}

    return record("declare_conflict", matter, actor=actor, at=at, seen=seen, once=once, write=write)


def _chosen(entry: Entry, code: str) -> Mediator:
    """Oneself; whoever leads the team may say it of others. Raises Refused."""
    assert entry.before is not None
    chosen = possible(entry, code)
    leads = entry.before.unit in entry.actor.units_as(Role.LEADER)
    if not leads and str(chosen.user_id or "") != entry.actor.id:
        raise Refused("只能声明自己要回避；别人要回避的，请团队负责人登记。", "mediator")
    return chosen
