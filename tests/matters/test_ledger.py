"""The only writer: who comes late, forms posted twice, many at once, one save of three steps."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from fengdan.matters.actions.accept import accept
from fengdan.matters.actions.note import note
from fengdan.matters.actions.record_consent import record_consent
from fengdan.matters.actions.register import register
from fengdan.matters.entry import Once
from fengdan.matters.ledger import record, record_many
from fengdan.matters.models import Counter, Matter
from fengdan.rulebook.errors import Stale
from fengdan.rulebook.facts import Answer
from tests.cast import MORNING, QUARREL, Walk, actor
from tests.matters.watch import everything, letters, refused

pytestmark = pytest.mark.django_db
FORM = Once("nonce-1", "digest-1")


def test_who_acts_on_an_outdated_page_is_told_so_and_nothing_is_written():
    walk = Walk().register()
    seen = walk.matter.version
    walk.accept()
    with refused("刚刚已被他人办理", kind=Stale):
        accept(walk.matter, actor=actor("duty"), at=walk._tick(), seen=seen)


def test_outdated_answer_of_a_party_is_not_recorded_over_a_newer_one():
    walk = Walk().register()
    seen, party = walk.matter.version, walk.matter.parties.last().pk
    walk.consent_by_desk(Answer.REFUSED)
    with refused("刚刚已被他人办理", kind=Stale):
        record_consent(
            walk.matter,
            party=party,
            answer=Answer.AGREED,
            how="telephone",
            asked_at=walk.at,
            actor=actor("duty"),
            at=walk._tick(),
            seen=seen,
        )


def test_remark_is_kept_though_somebody_moved_the_matter_meanwhile():
    walk = Walk().register()
    seen, early = walk.matter.version, walk.at
    walk.accept()
    matter = note(walk.matter, text="来电", actor=actor("clerk"), at=early, seen=seen)
    assert (matter.version, matter.events.last().step) == (3, "note")
    assert matter.events.last().at == walk.at  # moments never run backwards


def test_same_form_twice_is_one_matter():
    once = [register(QUARREL, actor=actor("clerk"), at=MORNING, once=FORM)]
    before = everything()
    once.append(register(QUARREL, actor=actor("clerk"), at=MORNING + timedelta(minutes=1), once=FORM))
    assert once[0] == once[1]
    assert everything() == before
    assert len(letters(once[1])) == 1


def test_same_form_twice_that_also_assigned_is_one_matter():
    asked = {"accept_now": True, "assign_to": "team-16", "assign_reason": "专门"}
    first = register(QUARREL, actor=actor("small"), at=MORNING, once=FORM, **asked)
    before = everything()
    again = register(QUARREL, actor=actor("small"), at=MORNING, once=FORM, **asked)
    assert (again, again.version) == (first, 3)
    assert everything() == before


def test_same_step_twice_is_one_step():
    walk = Walk().register()
    first = accept(walk.matter, actor=actor("duty"), at=walk._tick(), seen=1, once=FORM)
    before = everything()
    assert accept(walk.matter, actor=actor("duty"), at=walk._tick(), seen=1, once=FORM) == first
    assert everything() == before


def test_same_form_with_other_content_is_refused():
    matter = register(QUARREL, actor=actor("clerk"), at=MORNING, once=FORM)
    with refused(f"这张表已经保存过（{matter.code}），这次的内容与上次不同"):
        register(
            replace(QUARREL, place="别处"), actor=actor("clerk"), at=MORNING, once=replace(FORM, digest="digest-2")
        )


def test_form_of_somebody_else_is_refused():
    register(QUARREL, actor=actor("clerk"), at=MORNING, once=FORM)
    with refused("这张表已经保存过"):
        register(QUARREL, actor=actor("duty"), at=MORNING, once=FORM)


def test_refused_form_may_be_posted_again():
    with refused("“登记”由"):
        register(QUARREL, actor=actor("director"), at=MORNING, once=FORM)
    assert register(QUARREL, actor=actor("clerk"), at=MORNING, once=FORM).version == 1


def test_one_step_for_many_moves_some_and_says_why_not_the_others():
    new, accepted, outdated = Walk().register(), Walk().register().accept(), Walk().register()
    stale = Matter.objects.get(pk=outdated.matter.pk)
    outdated.accept()
    at = MORNING + timedelta(hours=1)
    moved, left = record_many("accept", [accepted.matter, new.matter, stale], actor=actor("duty"), at=at)
    assert [(matter.pk, matter.stage, matter.version) for matter in moved] == [(new.matter.pk, "accepted", 2)]
    assert [matter.pk for matter, _ in left] == [accepted.matter.pk, stale.pk]
    assert left[0][1].startswith("该事项现在是“已受理”")
    assert "刚刚已被他人办理" in left[1][1]
    assert [row.events.count() for row in Matter.objects.order_by("pk")] == [2, 2, 2]


def test_live_system_knows_no_tomorrow(settings):
    settings.PROFILE = "live"
    walk = Walk(at=timezone.now() - timedelta(hours=1)).register()
    with refused("办理时间不能晚于现在", "at"):
        accept(walk.matter, actor=actor("duty"), at=timezone.now() + timedelta(hours=1))
    assert accept(walk.matter, actor=actor("duty"), at=timezone.now()).stage == "accepted"


def test_demo_may_live_in_the_future(settings):
    assert settings.PROFILE == "demo"
    assert Walk(at=timezone.now() + timedelta(days=400)).register().matter.stage == "registered"


def test_step_that_breaks_half_way_leaves_nothing():
    walk = Walk().register()
    before = everything()

    def write(entry):
        entry.change(walk.matter.parties.last(), consent="refused")
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError, match="power cut"):
        record("accept", walk.matter, actor=actor("duty"), at=walk._tick(), write=write)
    assert everything() == before


def test_three_steps_of_one_save_happen_together_or_not_at_all():
    with refused("没有这个团队", "team"):
        register(QUARREL, actor=actor("small"), at=MORNING, once=FORM, accept_now=True, assign_to="team-99")
    assert not Counter.objects.exists()
    matter = register(QUARREL, actor=actor("small"), at=MORNING, once=FORM, accept_now=True, assign_to="team-06")
    assert matter.code.startswith("621122-20261123-000001-")
    assert list(matter.events.values_list("step", "at")) == [
        ("register", MORNING),
        ("accept", MORNING),
        ("assign", MORNING),
    ]
