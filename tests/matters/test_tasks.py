"""任务: what comes along with a matter and what is added; done, dropped, or ended with what it belonged to."""

from datetime import date, timedelta

import pytest

from fengdan.files.check import Checked
from fengdan.matters.actions.add_task import NewTask, add_task
from fengdan.matters.actions.agree_orally import OralTerms, agree_orally
from fengdan.matters.actions.do_task import do_task
from fengdan.matters.actions.drop_task import drop_task
from fengdan.matters.actions.give_back import give_back
from fengdan.matters.actions.recall import recall
from fengdan.matters.actions.take import take
from fengdan.matters.models import Matter, Task
from fengdan.matters.queries.desk import picked, work_lists
from fengdan.matters.queries.page import matter_page
from fengdan.matters.queries.watch import watch
from fengdan.matters.verify import verify
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import Answer
from tests.cast import Walk, actor, mediator_code
from tests.matters.watch import brought_to, check_event, refused
from tests.needing import workday_after
from tests.units import UnitWalk, given_to

pytestmark = pytest.mark.django_db
PDF = Checked("现场.pdf", "application/pdf", b"%PDF-1.4 %%EOF")
PHOTOS = "到现场拍照"


def add(walk: Walk, by: str = "mediator", name: str = PHOTOS, days: int = 1, mediator: str = "") -> Task:
    at = walk._tick()
    task = NewTask(name, workday_after(at, days), mediator)
    walk.matter = add_task(walk.matter, task=task, actor=actor(by), at=at)
    return walk.matter.tasks.latest("id")


def do(walk: Walk, task: Task, by: str = "mediator", **more: object) -> Walk:
    said = {"evidence": "拍了三张照片。", **more}
    walk.matter = do_task(walk.matter, task=task.pk, **said, actor=actor(by), at=walk._tick())
    task.refresh_from_db()
    return walk


def drop(walk: Walk, task: Task, by: str = "dispatcher", reason: str = "不用了") -> Walk:
    walk.matter = drop_task(walk.matter, task=task.pk, reason=reason, actor=actor(by), at=walk._tick())
    task.refresh_from_db()
    return walk


def statuses(matter: Matter) -> dict[str, int]:
    """How many tasks of the matter stand how."""
    found = list(matter.tasks.values_list("status", flat=True))
    return {status: found.count(status) for status in dict.fromkeys(sorted(found))}


def test_what_the_centre_gives_brings_along_materials_and_work_of_its_item():
    walk = brought_to("assigned")
    (event,) = walk.matter.events.filter(step="assign")
    first, second = walk.matter.tasks.all()
    assert event.facts["tasks"] == [first.pk, second.pk]
    assert (first.name, second.name) == ("收齐材料：身份证", "调解（权利义务告知书、调解记录）")
    assert (first.due_on, second.due_on) == (date(2026, 11, 26), date(2026, 12, 23))
    for row in (first, second):
        assert (row.origin, row.unit_id, row.status, row.set_by) == ("item", "team-16", "open", actor("dispatcher").id)
    assert verify()["problems"] == []


def test_a_unit_gets_its_own_and_what_it_took_in_itself_has_none():
    walk = given_to()
    assert walk.matter.tasks.count() == 2
    own = UnitWalk().report()
    assert own.matter.unit_id is not None
    assert own.matter.tasks.count() == 0
    assert verify()["problems"] == []


def test_a_matter_of_no_item_brings_none():
    walk = Walk().register().accept()
    Matter.objects.filter(pk=walk.matter.pk).update(item_version=None)
    walk.matter.refresh_from_db()
    walk.assign()
    assert walk.matter.tasks.count() == 0


@pytest.mark.parametrize(
    ("stage", "by"),
    [("assigned", "dispatcher"), ("taken", "duty"), ("taken", "leader"), ("taken", "mediator"), ("underway", "duty")],
)
def test_one_more_is_added_for_whoever_has_the_matter(stage, by):
    walk = brought_to(stage)
    row = add(walk, by)
    check_event(walk.matter, "add_task", by=(by, by), stages=(stage, stage), facts={"task": row.pk})
    assert (row.name, row.origin, row.unit_id, row.mediator, row.round) == (PHOTOS, "ad_hoc", "team-16", None, 1)
    (history, *_) = matter_page(actor("duty"), walk.matter.code, walk.at).history
    assert history.text.endswith(f"以前：{PHOTOS}")
    assert verify()["problems"] == []


def test_it_may_be_somebodys_in_person_but_only_of_those_who_mediate():
    walk = brought_to("taken")
    code = mediator_code("mediator")
    assert add(walk, mediator=code).mediator_id == code
    with refused("任务只能交给承办这件事的调解员", "mediator"):
        add(walk, mediator="m0601")


def test_somebody_without_an_account_is_asked_by_name_as_well():
    walk = brought_to("assigned")
    told = {"mediator": "m1603", "no_conflict": True}  # works without a telephone
    walk.matter = take(walk.matter, **told, actor=actor("leader"), at=walk._tick())
    assert add(walk, "leader", mediator="m1603").mediator_id == "m1603"


def test_where_nobody_has_it_there_is_nobody_to_do_it():
    walk = brought_to("registered").consent_by_desk(Answer.AGREED)
    at = walk._tick()
    terms = OralTerms("李测二赔 200 元。", at, due="12月1日前", mediator=mediator_code("mediator"))
    walk.matter = agree_orally(walk.matter, terms=terms, both_agree=True, actor=actor("clerk"), at=at)
    assert walk.matter.stage == "underway"
    with refused("还没有交给哪个团队或者单位办"):
        add(walk, "duty")


@pytest.mark.parametrize("by", ["mediator", "leader"])
@pytest.mark.parametrize("attachment", [None, PDF])
def test_done_with_what_was_done_and_perhaps_a_file(by, attachment):
    walk = brought_to("taken")
    row = add(walk)
    do(walk, row, by, attachment=attachment)
    digest = row.attachment.digest if row.attachment else None
    facts = {"task": row.pk, "attachment": digest}
    check_event(walk.matter, "do_task", by=(by, by), stages=("taken", "taken"), facts=facts)
    assert (row.status, row.evidence, row.closed_at, row.closed_by) == ("done", "拍了三张照片。", walk.at, actor(by).id)
    assert (row.attachment is None) == (attachment is None)
    assert verify()["problems"] == []


def test_dropped_with_a_reason():
    walk = brought_to("assigned")
    row = walk.matter.tasks.first()
    drop(walk, row, reason="材料已在窗口收齐")
    facts = {"task": row.pk}
    check_event(walk.matter, "drop_task", by=("dispatcher", "dispatcher"), stages=("assigned",) * 2, facts=facts)
    assert (row.status, row.evidence) == ("dropped", "材料已在窗口收齐")
    assert verify()["problems"] == []


def test_what_is_closed_is_closed_and_another_matters_is_not_here():
    walk, other = brought_to("taken"), brought_to("taken")
    row, elsewhere = add(walk), add(other)
    do(walk, row)
    for step in (do, drop):
        with refused("这项任务刚刚已由他人办了", "task"):
            step(walk, row)
        with refused("没有这项任务", "task"):
            step(walk, elsewhere)
    for each in walk.matter.tasks.filter(status="open"):
        drop(walk, each)
    for step in (do, drop):
        with refused("没有还没办的任务。"):
            step(walk, row)


@pytest.mark.parametrize(
    ("step", "changed", "says", "field"),
    [
        (add, {"name": " "}, "请填写“做什么”。", "name"),
        (add, {"days": -4}, "“哪天以前”不能早于今天", "due_on"),
    ],
)
def test_what_is_missing_is_asked_for(step, changed, says, field):
    walk = brought_to("taken")
    with refused(says, field):
        step(walk, **changed)


def test_words_are_asked_for_of_whoever_closes_it():
    walk = brought_to("taken")
    row = add(walk)
    with refused("请填写“办了什么”。", "evidence"):
        do(walk, row, evidence=" ")
    with refused("请填写“为什么不再需要”。", "reason"):
        drop(walk, row, reason="")


@pytest.mark.parametrize("ending", ["conclude", "recall", "give_back"])
def test_whatever_is_still_open_ends_with_what_it_belonged_to(ending):
    walk = brought_to("assigned" if ending == "give_back" else "taken")
    if ending == "conclude":
        walk.conclude(Conclusion.WITHDRAWN)
    elif ending == "recall":
        walk.matter = recall(walk.matter, reason="派错了", actor=actor("dispatcher"), at=walk._tick())
    else:
        walk.matter = give_back(walk.matter, code="overload", reason="忙", actor=actor("leader"), at=walk._tick())
    reason = "已办结" if ending == "conclude" else "另行安排"
    assert set(walk.matter.tasks.values_list("status", flat=True)) == {"dropped"}
    assert {row.evidence for row in walk.matter.tasks.all()} == {reason}
    if ending != "conclude":
        walk.assign("team-06" if ending == "give_back" else "team-16")
        assert statuses(walk.matter) == {"dropped": 2, "open": 2}
    assert verify()["problems"] == []


def test_late_ones_stand_before_whoever_watches_and_whoever_has_the_matter():
    walk = brought_to("taken")
    add(walk, days=1)
    later = walk.at + timedelta(days=1)
    assert watch(actor("supervisor"), later).tasks == (0, [])
    assert [each.key for each in work_lists(actor("mediator"), later) if each.key == "my_tasks"] == ["my_tasks"]
    late = later + timedelta(days=1)
    count, (shown,) = watch(actor("supervisor"), late).tasks
    assert (count, shown.code, shown.name, shown.due_on) == (1, walk.matter.code, PHOTOS, date(2026, 11, 24))
    for who, key in (("duty", "watch_tasks"), ("leader", "my_tasks"), ("mediator", "my_tasks")):
        assert [matter.code for matter in picked(actor(who), key, late).matters] == [walk.matter.code]
    assert not picked(actor("leader06"), "my_tasks", late).matters
    do(walk, walk.matter.tasks.get(origin="ad_hoc"))
    assert watch(actor("supervisor"), late).tasks == (0, [])
    (first, *_) = matter_page(actor("mediator"), walk.matter.code, late).tasks
    assert (first.open, first.late) == (True, False)
