"""清单: a matter keeps the limits of the version its item had when it was registered, whatever is published later."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fengdan.catalogue.items import drafts
from fengdan.catalogue.items.drafts import Gaps, Said
from fengdan.catalogue.items.models import ItemVersion
from fengdan.catalogue.models import Limit, MatterType
from fengdan.journal.models import Entry as JournalEntry
from fengdan.matters.actions.correct import correct
from fengdan.matters.actions.register import register
from fengdan.matters.models import Clock, Event, Matter
from fengdan.matters.queries.page import matter_page
from fengdan.matters.tick import tick
from fengdan.matters.verify import verify
from fengdan.rulebook.errors import Refused
from fengdan.rulebook.items import LIMIT_OF
from tests.cast import LI, MORNING, QUARREL, WANG, Registration, Walk, actor

pytestmark = pytest.mark.django_db
ITEM, TYPE = "D02", "02"  # 邻里
A_DAY = timedelta(days=1)


def written(code: str = ITEM, **limits: str) -> Said:
    """The version in force with these limits instead, by step."""
    row = drafts.live(code)
    return Said(
        row.texts, [line | {"limit": limits.get(line["step"], line["limit"])} for line in row.steps], row.materials
    )


def save(said: Said, code: str = ITEM, seen: int | None = None, who: str = "director") -> ItemVersion:
    draft = drafts.draft(code)
    return drafts.save(
        code, said, seen=(draft.revision if draft else 0) if seen is None else seen, actor=actor(who), at=MORNING
    )


def publish(code: str = ITEM, **limits: str) -> ItemVersion:
    draft = save(written(code, **limits), code)
    return drafts.publish(code, seen=draft.revision, actor=actor("director"), at=MORNING)


def told(code: str = TYPE) -> Registration:
    return Registration(QUARREL.channel, code, QUARREL.area, QUARREL.story, (WANG, LI), QUARREL.place)


def began(code: str = TYPE) -> Walk:
    walk = Walk()
    walk.matter = register(told(code), actor=actor("clerk"), at=walk.at)
    return walk


def values(matter: Matter) -> dict[str, str]:
    return dict(Clock.objects.filter(matter=matter).values_list("name", "value"))


def test_a_hundred_matters_keep_the_limits_of_version_one_and_a_new_one_has_those_of_version_two():
    running = [began() for _ in range(100)]
    due = dict(Clock.objects.values_list("pk", "due_at"))
    second = publish(accept="2wd", assign="3wd", hold_session="20d", take="2wh")
    fresh = began()
    assert {walk.matter.item_version.version for walk in running} == {1}
    assert fresh.matter.item_version == second
    assert dict(Clock.objects.filter(pk__in=due).values_list("pk", "due_at")) == due
    for walk in running:
        walk.accept()
    fresh.accept()
    assert {values(walk.matter)["assign"] for walk in running} == {"1wd"}
    assert {values(walk.matter)["mediation"] for walk in running} == {"30d"}
    assert (values(fresh.matter)["accept"], values(fresh.matter)["assign"]) == ("2wd", "3wd")
    assert values(fresh.matter)["mediation"] == "20d"
    old = running[0].assign()
    fresh.assign()
    assert (values(old.matter)["take"], values(fresh.matter)["take"]) == ("4wh", "2wh")
    assert verify()["problems"] == []


def test_what_it_goes_by_stands_in_every_event_and_with_every_clock_it_decides():
    publish(accept="2wd")
    walk = began().accept()
    assert set(Event.objects.filter(matter=walk.matter).values_list("versions__item", flat=True)) == {"D02.2"}
    clocks = {clock.name: clock for clock in Clock.objects.filter(matter=walk.matter)}
    assert clocks["accept"].item_version == walk.matter.item_version
    assert clocks["assign"].item_version is None
    assert clocks["accept"].version == Limit.objects.filter(code="accept").latest("version").version


def test_a_county_limit_the_item_says_nothing_of_is_the_newest_as_before():
    walk = began()
    old = Limit.objects.filter(code="assign").latest("version")
    Limit.objects.create(code="assign", version=9, name=old.name, value="5wd", basis=old.basis, source="假定")
    walk.accept()
    assert values(walk.matter)["assign"] == "5wd"


def test_what_the_law_sets_later_stands_over_the_item():
    publish(accept="2wd")
    old = Limit.objects.filter(code="accept").latest("version")
    Limit.objects.create(code="accept", version=9, name=old.name, value="1wd", basis="某法", source="原文")
    walk = began()
    assert values(walk.matter)["accept"] == "1wd"
    assert Clock.objects.get(matter=walk.matter, name="accept").item_version is None


def test_a_type_corrected_into_another_item_brings_the_version_that_one_has_now():
    publish("D12", assign="2wd")
    walk = began()
    other = {"field": "matter_type", "new": "13", "reason": "说的是网购", "actor": actor("clerk")}
    walk.matter = correct(walk.matter, at=walk._tick(), **other)
    assert (walk.matter.item_version.item_id, walk.matter.item_version.version) == ("D12", 2)
    assert Event.objects.filter(matter=walk.matter).latest("seq").versions["item"] == "D12.2"
    publish("D12", assign="4wd")
    walk.matter = correct(walk.matter, at=walk._tick(), **other | {"new": "14"})  # of the same item
    assert walk.matter.item_version.version == 2
    walk.accept()
    assert values(walk.matter)["assign"] == "2wd"
    assert verify()["problems"] == []


def test_a_version_moved_behind_the_ledger_is_found():
    walk = began()
    second = publish(accept="2wd")
    Matter.objects.filter(pk=walk.matter.pk).update(item_version=second)
    assert verify()["problems"] == [f"{walk.matter.code}：清单事项的版本与办理记录不符"]


def test_suspension_and_the_sweep_keep_to_the_version_too():
    walk = began()
    publish(hold_session="5d", assign="1wh")
    walk.accept()
    tick(walk.at + 3 * A_DAY)
    assert values(walk.matter)["mediation"] == "30d"
    (mediation,) = [
        clock for clock in matter_page(actor("duty"), walk.matter.code, walk.at).clock_days if "30日" in clock.limit
    ]
    assert mediation.item == ""


def test_a_matter_of_no_item_goes_by_the_county_alone():
    MatterType.objects.filter(pk=TYPE).update(item=None)
    walk = began().accept()
    assert walk.matter.item_version is None
    assert "item" not in Event.objects.filter(matter=walk.matter).latest("seq").versions
    assert values(walk.matter)["assign"] == "1wd"


@pytest.mark.parametrize(
    ("code", "limits", "place", "words"),
    [
        ("D10", {"hold_session": "5d"}, "limit_hold_session", "由法律规定"),
        ("D15", {"hold_session": "5d"}, "limit_hold_session", "由法律规定"),
        (ITEM, {"accept": "400d"}, "limit_accept", "超过一年"),
    ],
)
def test_a_limit_that_may_not_be_is_named_at_its_field_and_nothing_is_published(code, limits, place, words):
    with pytest.raises(Gaps) as refused:
        publish(code, **limits)
    assert [(gap.place, words in gap.sentence) for gap in refused.value.found] == [(place, True)]
    assert drafts.live(code).version == 1
    assert drafts.draft(code) is not None


def test_a_gap_is_named_and_the_draft_stays():
    said = written()
    steps = [line | {"unit": ""} if line["step"] == "follow_up" else line for line in said.steps]
    draft = save(Said(dict(said.texts) | {"conditions": ""}, steps, said.materials + said.materials[:1]))
    with pytest.raises(Gaps) as refused:
        drafts.publish(ITEM, seen=draft.revision, actor=actor("director"), at=MORNING)
    assert {gap.place for gap in refused.value.found} == {"conditions", "unit_follow_up", "materials"}


def test_of_two_who_write_at_once_the_second_is_told():
    said = written(accept="2wd")
    save(said)
    with pytest.raises(Refused, match="刚刚改过这份草稿"):
        save(written(accept="3wd"), seen=0)
    draft = save(said, seen=1)
    with pytest.raises(Refused, match="刚刚改过这份草稿"):
        drafts.publish(ITEM, seen=1, actor=actor("director"), at=MORNING)
    drafts.publish(ITEM, seen=draft.revision, actor=actor("director"), at=MORNING)
    with pytest.raises(Refused, match="刚刚已由别人发布或放弃"):
        save(said, seen=draft.revision)
    with pytest.raises(Refused, match="可能已由别人发布"):
        drafts.publish(ITEM, seen=draft.revision, actor=actor("director"), at=MORNING)


def test_a_draft_begun_from_a_version_that_is_no_longer_in_force_is_not_published_unread():
    draft = save(written(accept="2wd"))
    live = drafts.live(ITEM)
    ItemVersion.objects.create(item=live.item, version=2, texts=live.texts, steps=live.steps, materials=live.materials)
    with pytest.raises(Refused, match="现行版本已变成第 2 版"):
        drafts.publish(ITEM, seen=draft.revision, actor=actor("director"), at=MORNING)


def test_only_the_director_writes_publishes_and_gives_up_and_all_is_in_the_journal():
    with pytest.raises(Refused, match="主任"):
        save(written(accept="2wd"), who="admin")
    publish(accept="2wd")
    draft = save(written(accept="3wd"))
    drafts.discard(ITEM, seen=draft.revision, actor=actor("director"), at=MORNING)
    assert drafts.draft(ITEM) is None
    acts = JournalEntry.objects.filter(subject=ITEM).order_by("seq").values_list("act", "facts")
    assert list(acts) == [("item", {"version": 2}), ("item_discard", {})]


def test_nothing_changed_is_nothing_to_publish():
    draft = save(written())
    with pytest.raises(Refused, match="一样"):
        drafts.publish(ITEM, seen=draft.revision, actor=actor("director"), at=MORNING)


LIMITS = st.fixed_dictionaries(
    {}, optional={"accept": st.sampled_from(["1wd", "2wd", "8wh"]), "hold_session": st.sampled_from(["10d", "25d"])}
)
ACTS = st.lists(st.one_of(st.just("register"), st.just("go on"), LIMITS), min_size=4, max_size=12)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_whatever_is_published_when_the_limits_are_those_live_at_registration(acts, db):
    """Clocks of every matter against the version that was live when it was registered, also of steps taken later."""
    county = {"accept": "1wd", "mediation": "30d"}
    running = []
    for act in acts:
        if act == "register":
            row = drafts.live(ITEM)
            own = {LIMIT_OF[line["step"]]: line["limit"] for line in row.steps if line["limit"]}
            running.append((began(), county | own))
        elif act == "go on":
            for walk, _ in running:
                if walk.matter.stage == "registered":
                    walk.accept()
                    break
        else:
            wanted = {"accept": "", "hold_session": "", **act}
            if any(line["limit"] != wanted.get(line["step"], line["limit"]) for line in drafts.live(ITEM).steps):
                publish(**wanted)
    for walk, limits in running:
        found = values(walk.matter)
        assert all(found[name] == limits[name] for name in limits if name in found)
        assert "accept" in found
