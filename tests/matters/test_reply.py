"""答复: what was asked is answered, with its basis, by the unit that has it."""

import pytest

from fengdan.files.models import StoredFile
from fengdan.files.store import read
from fengdan.matters.actions.reply import reply
from fengdan.matters.verify import verify
from fengdan.people.absences import be_away
from fengdan.people.models import User
from tests.cast import actor
from tests.matters.watch import check_event, letters, refused, running
from tests.units import CERTIFICATE, PHOTO, UnitWalk, given_to, liaison, signed_by

pytestmark = pytest.mark.django_db


def do(walk: UnitWalk, who: str = "dept-water", result: str = "管道已修好。", basis: str = "《水法》第三条") -> None:
    walk.matter = reply(walk.matter, result=result, basis=basis, actor=actor(who), at=walk._tick())


def test_liaison_answers_and_the_centre_is_told():
    walk = signed_by("dept-water")
    assert running(walk.matter) == {"mediation": "12-23 18:00", "reply": "11-30 18:00"}
    do(walk)
    row = walk.matter.replies.get()
    check_event(
        walk.matter,
        "reply",
        by=("dept-water", "dept"),
        stages=("taken", "underway"),
        facts={"reply": row.pk, "attachment": None},
    )
    assert (row.result, row.basis, row.state, row.attachment) == ("管道已修好。", "《水法》第三条", "submitted", None)
    assert row.assignment.unit_id == "dept-water"
    assert running(walk.matter) == {"approve_reply": "11-24 18:00", "mediation": "12-23 18:00"}
    assert letters(walk.matter) == [("centre", "duty")]


def test_what_is_attached_is_kept_and_its_digest_stands_in_the_event():
    walk = signed_by("dept-water").reply(PHOTO)
    kept = StoredFile.objects.get()
    assert walk.matter.replies.get().attachment == kept
    assert kept.subject == f"matter:{walk.matter.pk}"
    assert walk.matter.events.last().facts["attachment"] == kept.digest
    assert read(kept) == PHOTO.data


@pytest.mark.parametrize(
    ("said", "says", "field"),
    [
        ({"result": " "}, "请填写“办理结果”", "result"),
        ({"basis": ""}, "请填写“依据”", "basis"),
    ],
)
def test_no_answer_without_result_and_basis(said, says, field):
    walk = signed_by("dept-water")
    with refused(says, field):
        do(walk, **said)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("who", ["dept", "town", "village", "clerk", "duty", "director", "leader", "mediator", "court"])
def test_not_for_another_unit(who):
    walk = signed_by("dept-water")
    with refused("“答复”"):
        do(walk, who)


def test_not_before_it_is_signed_for_nor_twice():
    walk = given_to("dept-water")
    with refused("要在“已签收、办理中”时才能答复"):
        do(walk)
    walk.sign_for().reply()
    with refused("正在等中心审核"):
        do(walk)


def test_a_team_does_not_answer_but_mediates():
    walk = UnitWalk().register().accept().assign().take()
    with refused("调解团队不用答复"):
        do(walk, "dept-water")


def test_an_errand_is_answered_in_three_working_days_from_registration():
    walk = UnitWalk().register(CERTIFICATE)
    assert walk.matter.service
    assert running(walk.matter) == {"accept": "11-24 18:00", "service_reply": "11-26 18:00"}
    walk.accept().give("dept-police").sign_for()
    assert running(walk.matter) == {"service_reply": "11-26 18:00"}
    walk.reply()
    assert "service_reply" in running(walk.matter)  # the promise is kept when the answer is good, not when it is sent
    walk.approve()
    assert running(walk.matter) == {}
    assert verify()["problems"] == []


def test_whoever_stands_in_answers_in_the_name_of_the_absent_one():
    walk = signed_by("dept-water")
    absent, other = (User.objects.get(username=name) for name in ("dept-water", "dept"))
    day = walk.at.date()
    be_away(absent, from_day=day, to_day=day, stand_in=other, actor=liaison("dept-water"), at=walk.at)
    do(walk, "dept")
    event = walk.matter.events.last()
    assert (event.actor_id, event.on_behalf_of, event.role) == (str(other.pk), str(absent.pk), "dept")
    assert verify()["problems"] == []
