"""The 清单 in files: what differs makes the next version, what is gone ends, and old versions stay as they were."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from fengdan.catalogue.county.drafts import publish
from fengdan.catalogue.county.export import export
from fengdan.catalogue.county.load import load
from fengdan.catalogue.items.models import ItemVersion, ServiceItem
from fengdan.catalogue.models import MatterType
from fengdan.rulebook.errors import Refused
from tests.catalogue import small

AT = datetime(2026, 11, 23, 1, tzinfo=UTC)
FILES = ("items.csv", "item_steps.csv", "item_materials.csv")


@pytest.fixture
def county(tmp_path: Path, db: None) -> Path:
    return small.reference(tmp_path / "county")


def published(county: Path) -> list[str]:
    """What the draft lists, published."""
    loaded = load(county, at=AT)
    assert loaded.draft is not None
    publish(loaded.draft.pk, actor_id="system", at=AT)
    return [str(change) for change in loaded.summary.listed]


def swap(county: Path, file: str, old: str, new: str) -> None:
    text = (county / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (county / file).write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.django_db
def test_every_type_is_in_one_item_that_has_not_ended() -> None:
    assert not MatterType.objects.filter(item=None).exists()
    assert not ServiceItem.objects.exclude(active_to=None).exists()
    assert set(ItemVersion.objects.values_list("version", flat=True)) == {1}


def test_a_text_a_unit_a_limit_and_a_material_that_change_are_listed_and_make_one_version(county: Path) -> None:
    small.edit(county, "items.csv", "D02", conditions="邻居之间的事。")
    swap(county, "item_steps.csv", "D02,take,township,,", "D02,take,village,8wh,")
    swap(county, "item_materials.csv", "D02,现场照片,either,1,否", "D02,现场照片,either,2,否")
    listed = published(county)
    assert "item_steps.csv D02 take unit：township → village" in listed
    assert "item_steps.csv D02 take limit：（空） → 8wh" in listed
    assert "item_materials.csv D02 现场照片 copies：1 → 2" in listed
    assert any(line.startswith("items.csv D02 conditions：") for line in listed)
    first, second = ItemVersion.objects.filter(item="D02").order_by("version")
    assert (first.version, second.version) == (1, 2)
    assert first.texts["conditions"] != second.texts["conditions"] == "邻居之间的事。"
    assert ItemVersion.objects.filter(version=2).count() == 1


def test_what_is_published_is_exported_and_loads_again_without_a_difference(county: Path, tmp_path: Path) -> None:
    small.edit(county, "items.csv", "D02", conditions="邻居之间的事。")
    published(county)
    out = tmp_path / "out"
    export(out)
    for file in FILES:
        assert (out / file).read_text(encoding="utf-8") == (county / file).read_text(encoding="utf-8")
    assert load(out, at=AT).draft is None


def test_an_item_that_is_gone_ends_its_type_moves_and_its_version_stays(county: Path) -> None:
    for file, column in (("items.csv", "code"), ("item_steps.csv", "item"), ("item_materials.csv", "item")):
        small.drop(county, file, **{column: "D06"})
    small.edit(county, "items.csv", "D02", types="02;06")
    published(county)
    gone = ServiceItem.objects.get(pk="D06")
    assert str(gone.active_to) == "2026-11-23"
    assert gone.versions.count() == 1
    assert MatterType.objects.get(pk="06").item_id == "D02"
    assert load(county, at=AT).draft is None


def test_a_draft_from_before_there_were_items_is_refused_and_ends_none(county: Path) -> None:
    small.edit(county, "limits.csv", "take", value="8wh")
    draft = load(county, at=AT).draft
    assert draft is not None
    for file in FILES:
        del draft.files[file]
    draft.save()
    with pytest.raises(Refused, match="不在任何清单事项里"):
        publish(draft.pk, actor_id="system", at=AT)
    assert not ServiceItem.objects.exclude(active_to=None).exists()
