"""征求意愿: a letter with an address of its own asks a party; what they answer there is their own word."""

from datetime import timedelta

import pytest

from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.actions.ask_party import ask_party
from fengdan.matters.actions.conclude import conclude
from fengdan.matters.actions.rate import rate
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.remove_party import remove_party
from fengdan.matters.models import Consent, Invitation, Matter
from fengdan.matters.queries.invited import by_invitation, invited
from fengdan.matters.verify import verify
from fengdan.outbox.models import Letter
from fengdan.rulebook.actor import party_actor
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import Answer, Side
from tests.cast import LI, QUARREL, Registration, Walk, actor
from tests.matters.watch import OTHER_TEAMS, STRANGERS, brought_to, check_event, last, letters, refused, running

pytestmark = pytest.mark.django_db


def other(walk: Walk):
    """Whoever the matter is about."""
    return next(party for party in walk.parties() if party.side == Side.RESPONDENT)


def ask(walk: Walk, who: str = "clerk", party: int = 0) -> Invitation:
    at = walk._tick()
    party = party or other(walk).pk
    walk.matter = ask_party(walk.matter, party=party, actor=actor(who), at=at, seen=walk.matter.version)
    return Invitation.objects.get(party=party)


def news(matter: Matter) -> set[str]:
    """What was told of the last step."""
    sent = Letter.objects.filter(matter_id=matter.pk, matter_seq=matter.version).exclude(to_role="party")
    return set(sent.values_list("template", flat=True))


def answer(walk: Walk, given: Answer, party: int = 0, by: int = 0, how: str = "online") -> None:
    at = walk._tick()
    party = party or other(walk).pk
    said = {"party": party, "answer": given, "how": how, "asked_at": at, "words": "周末才有空"}
    walk.matter = record_consent(walk.matter, **said, actor=party_actor(by or party, ""), at=at)


@pytest.mark.parametrize(
    ("stage", "who"),
    [
        ("registered", "clerk"),
        ("accepted", "duty"),
        ("assigned", "leader"),
        ("taken", "mediator"),
        ("underway", "leader"),
    ],
)
def test_asking_makes_an_address_and_moves_nothing(stage, who):
    walk = brought_to(stage)
    clocks = running(walk.matter)
    row = ask(walk, who)
    facts = {"invitation": row.pk, "party": other(walk).pk}
    check_event(walk.matter, "ask_party", by=(who, who), stages=(stage, stage), facts=facts)
    assert last(walk.matter).digests.keys() == {f"invitation:{row.pk}"}
    assert row.token not in str(last(walk.matter).facts)
    assert by_invitation(row.token) == row.party_id
    assert (running(walk.matter), letters(walk.matter)) == (clocks, [])
    assert verify()["problems"] == []


def test_asked_again_the_address_stays_and_both_times_are_kept():
    walk = Walk().register()
    first, second = ask(walk), ask(walk, "duty")
    assert first == second
    assert walk.matter.events.filter(step="ask_party").count() == 2
    assert Invitation.objects.count() == 1
    assert verify()["problems"] == []


def test_each_party_has_an_address_of_their_own():
    walk = Walk().register()
    rows = [ask(walk, party=party.pk) for party in walk.parties()]
    assert len({row.token for row in rows}) == len(rows) == 2
    assert [by_invitation(row.token) for row in rows] == [party.pk for party in walk.parties()]


@pytest.mark.parametrize("stage", ["concluded", "archived"])
def test_not_once_it_is_over(stage):
    walk = brought_to(stage)
    with refused("不能再征求意愿" if stage == "archived" else "该事项现在是“已办结”"):
        ask(walk)


def test_not_once_an_agreement_is_in_effect_or_spoken():
    walk = Walk().to_underway().agree().sign()
    with refused("协议已经生效"):
        ask(walk, "mediator")
    spoken = Walk().register().accept().assign().take().consent()
    terms = OralTerms("李测二赔王测一 200 元。", spoken._tick(), due="12月1日前")
    spoken.matter = agree_orally(spoken.matter, terms=terms, both_agree=True, actor=actor("mediator"), at=spoken.at)
    with refused("口头协议"):
        ask(spoken, "mediator")


def test_not_for_an_errand():
    walk = Walk().register(Registration("walk_in", "B4", QUARREL.area, "停水三天了。", QUARREL.parties[:1]))
    with refused("便民事项不用征求调解意愿"):
        ask(walk, party=walk.parties()[0].pk)


@pytest.mark.parametrize("who", ["dispatcher", "archivist", *OTHER_TEAMS, *STRANGERS])
def test_not_by_others(who):
    walk = brought_to("underway")
    with refused("办理"):
        ask(walk, who)


def test_not_by_a_party_and_nobody_of_another_matter():
    stranger = Walk().register().parties()[0].pk
    walk = Walk().register()
    with refused("没有这名当事人", "party"):
        ask(walk, party=stranger)
    with refused("办理"):
        ask_party(walk.matter, party=other(walk).pk, actor=party_actor(other(walk).pk, ""), at=walk._tick())


def test_an_address_of_somebody_taken_off_leads_nowhere():
    walk = Walk().register(Registration(QUARREL.channel, "02", QUARREL.area, QUARREL.story, (*QUARREL.parties, LI)))
    gone = walk.parties()[-1].pk
    row = ask(walk, party=gone)
    walk.matter = remove_party(walk.matter, party=gone, reason="认错", actor=actor("clerk"), at=walk._tick())
    assert by_invitation(row.token) is None
    assert invited(gone, walk.at) is None


@pytest.mark.parametrize("given", Answer)
def test_the_party_answers_and_whoever_has_it_is_told(given):
    walk = brought_to("taken")
    ask(walk, "mediator")
    answer(walk, given)
    party = other(walk)
    assert (party.consent, party.consents.get().how) == (given, Consent.How.ONLINE)
    event = last(walk.matter)
    assert (event.actor_id, event.role) == (f"party:{party.pk}", "party")
    assert "周末才有空" not in str(event.facts)
    assert news(walk.matter) == {"party_answered"} | ({"refused"} if given is Answer.REFUSED else set())
    assert ("terminate" in running(walk.matter)) is (given is Answer.REFUSED)
    assert verify()["problems"] == []


def test_nobody_answers_for_another_and_staff_not_in_a_partys_name():
    walk = brought_to("taken")
    applicant = walk.parties()[0].pk
    with refused("只能由本人", "how"):
        answer(walk, Answer.AGREED, by=applicant)
    with refused("只能由本人", "how"):
        answer(walk, Answer.AGREED, how="telephone")
    at = walk._tick()
    with refused("只能由本人", "how"):
        said = {"party": other(walk).pk, "answer": Answer.AGREED, "how": "online", "asked_at": at}
        record_consent(walk.matter, **said, actor=actor("mediator"), at=at)


def test_the_page_gives_three_working_days_and_knows_only_what_was_said_since():
    walk = Walk().register()
    ask(walk)
    asked = walk.at
    shown = invited(other(walk).pk, walk.at)
    assert shown.due.date() - asked.date() == timedelta(days=3)  # Monday to Thursday
    assert (shown.answered, shown.closed) == ("", False)
    answer(walk, Answer.PENDING)
    assert invited(other(walk).pk, walk.at).answered == "再想想"
    ask(walk)
    assert invited(other(walk).pk, walk.at).answered == ""


def test_who_applied_withdraws_and_nobody_else_without_an_account():
    walk = brought_to("taken")
    for party, says in ((other(walk).pk, "撤回由申请人自己办理"), (10**9, "撤回由申请人自己办理")):
        with refused(says, "conclusion"):
            leave(walk, party)
    with refused("其他办结方式由承办人办理", "conclusion"):
        leave(walk, walk.parties()[0].pk, Conclusion.SETTLED_THEMSELVES)
    leave(walk, walk.parties()[0].pk)
    assert (walk.matter.stage, walk.matter.conclusion) == ("concluded", "withdrawn")
    assert "withdrawn" in news(walk.matter)
    assert verify()["problems"] == []


def leave(walk: Walk, party: int, code: Conclusion = Conclusion.WITHDRAWN) -> None:
    by = {"actor": party_actor(party, ""), "at": walk._tick()}
    walk.matter = conclude(walk.matter, conclusion=code, reason="我们说好了", **by)


def test_a_party_rates_for_itself_only():
    walk = brought_to("concluded")
    with refused("只能为自己评价", "party"):
        rate(walk.matter, party=other(walk).pk, score=1, actor=party_actor(walk.parties()[0].pk, ""), at=walk._tick())
