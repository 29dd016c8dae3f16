"""Models of matters: each walks one way through the product's own actions, hours and days between its steps."""

from collections.abc import Iterator
from datetime import datetime

from bench.bulk.way import DAY, HOUR, MINUTE, NOW, ONE, OTHER, SETTLED, Seats, Way
from fengdan.catalogue.models import MatterType
from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.agree import agree
from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.actions.answer import answer
from fengdan.matters.actions.approve_reply import approve_reply
from fengdan.matters.actions.archive import archive
from fengdan.matters.actions.assign import assign
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.follow_up import Asked, follow_up
from fengdan.matters.actions.hold_session import SessionRecord, hold_session
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.reply import reply
from fengdan.matters.actions.sign import sign
from fengdan.matters.actions.take import take
from fengdan.rulebook.actor import Role
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import Answer
from fengdan.rulebook.file_check import Paper
from fengdan.rulebook.signing import SignatureRecord
from fengdan.units.models import Area, Unit

Walked = Iterator[str]  # where the matter stands after each step


def by_team(way: Way, team: str) -> Walked:
    """Registered, accepted, given to a team, taken, mediated, agreed, signed, concluded, followed up, archived."""
    of, mediator = way.seats.of, way.seats.of(Role.MEDIATOR, team)
    kind = MatterType.objects.filter(team=team).order_by("pk").values_list("pk", flat=True).first() or "02"
    way.come_in(kind, of(Role.CLERK))
    yield "registered"
    way.step(accept, of(Role.DUTY), HOUR)
    yield "accepted"
    way.step(assign, of(Role.DISPATCHER), HOUR, unit=team, reason="由对口的团队调解更合适")
    yield "assigned"
    way.step(take, of(Role.LEADER, team), 2 * HOUR, mediator=way.seats.mediators[team], no_conflict=True)
    yield "taken"
    other = way.parties()[1].pk
    said = {"party": other, "answer": Answer.AGREED, "how": "telephone", "asked_at": way.later(DAY)}
    way.step(record_consent, mediator, NOW, **said)
    yield "consented"
    present = [party.pk for party in way.parties()]
    record = f"{ONE}和{OTHER}先后讲了经过。" * 4
    held = SessionRecord(way.later(DAY), "中心调解室", present, record, "agreed", rights_notice=True)
    way.step(hold_session, mediator, NOW, session=held)
    yield "underway"
    way.step(agree, mediator, 10 * MINUTE, terms=SETTLED)
    yield "agreed"
    for signer in [*(f"party:{party}" for party in present), "mediator", "seal"]:
        manner = "stamped" if signer == "seal" else "signed"
        put = SignatureRecord(signer, manner, way.later(5 * MINUTE), identity_checked=True)
        way.step(sign, mediator, NOW, signature=put)
        yield f"signed by {signer.partition(':')[0]}"
    way.step(conclude, mediator, 5 * MINUTE, conclusion=Conclusion.SETTLED_IN_WRITING)
    yield "concluded"
    asked = Asked(present[0], "telephone", way.later(6 * DAY), reached=True, words="对方按协议付了。")
    way.step(follow_up, of(Role.FOLLOWUP), NOW, asked=asked)
    yield "followed up"
    way.step(archive, of(Role.ARCHIVIST), DAY, pages=12, shelf="甲柜三层", papers=list(Paper))
    yield "archived"


def by_unit(way: Way, unit: str, kind: str, role: Role) -> Walked:
    """Given to a responsible unit, which signs for it and answers; the centre approves and concludes."""
    of = way.seats.of
    way.come_in(kind, of(Role.CLERK))
    yield "unit registered"
    way.step(accept, of(Role.DUTY), HOUR)
    yield "unit accepted"
    way.step(assign, of(Role.DISPATCHER), HOUR, unit=unit, reason="由主管的单位办理更合适")
    yield "unit assigned"
    way.step(take, of(role, unit), 3 * HOUR)
    yield "unit taken"
    way.step(
        reply,
        of(role, unit),
        3 * DAY,
        result=f"已到现场查看，{ONE}反映的属实，已督促整改。",
        basis="有关管理条例第十条",
    )
    yield "replied"
    way.step(approve_reply, of(Role.DUTY), HOUR)
    yield "approved"
    way.step(conclude, of(Role.DUTY), MINUTE, conclusion=Conclusion.ANSWERED_BY_UNIT)
    yield "unit concluded"
    asked = Asked(way.parties()[0].pk, "telephone", way.later(5 * DAY), reached=True, words="已经解决了。")
    way.step(follow_up, of(Role.FOLLOWUP), NOW, asked=asked)
    yield "unit followed up"
    way.step(archive, of(Role.ARCHIVIST), DAY, pages=6, shelf="乙柜一层", papers=list(Paper))
    yield "unit archived"


def at_desk(way: Way, team: str) -> Walked:
    """Settled on the spot by word of mouth."""
    clerk = way.seats.of(Role.CLERK)
    way.come_in("02", clerk)
    yield "desk registered"
    said = {"party": way.parties()[1].pk, "answer": Answer.AGREED, "how": "in_person", "asked_at": way.at}
    way.step(record_consent, clerk, MINUTE, **said)
    yield "desk consented"
    terms = OralTerms(
        f"{OTHER}当场赔{ONE}300元。", way.later(MINUTE), performed=True, mediator=way.seats.mediators[team]
    )
    way.step(agree_orally, clerk, NOW, terms=terms, both_agree=True)
    yield "desk agreed"
    over = {"conclusion": Conclusion.SETTLED_ORALLY, "nothing_due": True}
    way.step(conclude, clerk, MINUTE, **over)
    yield "desk settled"


def answered(way: Way) -> Walked:
    """A question answered at once, its file closed."""
    clerk = way.seats.of(Role.CLERK)
    way.come_in("B1", clerk)
    yield "asked"
    way.step(answer, clerk, MINUTE, text=f"已告诉{ONE}带户口本到派出所窗口办理。")
    yield "answered"
    way.step(archive, way.seats.of(Role.ARCHIVIST), DAY, pages=2, shelf="丙柜", papers=list(Paper))
    yield "answer archived"


def withdrawn(way: Way) -> Walked:
    """Thought better of before anybody was given it."""
    way.come_in("02", way.seats.of(Role.CLERK))
    yield "to be withdrawn"
    by = way.seats.of(Role.DUTY)
    way.step(conclude, by, HOUR, conclusion=Conclusion.WITHDRAWN, reason=f"{ONE}当面说不调解了。")
    yield "withdrawn"
    way.step(archive, way.seats.of(Role.ARCHIVIST), DAY, pages=3, shelf="丙柜", papers=list(Paper))
    yield "withdrawn archived"


def all_ways(seats: Seats, began: datetime, towns: int) -> Iterator[tuple[Way, Walked]]:
    """Every way for so many townships, each with another team, department and weekday."""
    areas = list(Area.objects.filter(kind=Area.Kind.TOWNSHIP).order_by("pk")[:towns])
    departments = list(
        MatterType.objects.exclude(department=None)
        .order_by("pk")
        .values_list("department", "pk")
        .filter(kind="dispute")
    )
    teams, known = seats.teams, {unit for role, unit in seats.actors if role == Role.DEPT}
    departments = [(unit, kind) for unit, kind in departments if unit in known]
    for number, area in enumerate(areas):
        team = teams[number % len(teams)]
        town = Unit.objects.get(kind=Unit.Kind.TOWNSHIP, area=area)
        at = began + (number % 5) * DAY + number * 7 * MINUTE

        def way(area: Area = area, at: datetime = at) -> Way:
            return Way(seats, at, area)

        department, kind = departments[number % len(departments)]
        yield from (
            (one := way(), by_team(one, team)),
            (one := way(), by_unit(one, department, kind, Role.DEPT)),
            (one := way(), by_unit(one, town.pk, "02", Role.TOWN)),
            (one := way(), at_desk(one, team)),
            (one := way(), answered(one)),
            (one := way(), withdrawn(one)),
        )
