"""Two directors at once: one of them writes, one of them publishes, and the other is told."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from fengdan.catalogue.items import drafts
from fengdan.catalogue.items.drafts import Said
from fengdan.catalogue.items.models import ItemVersion
from fengdan.rulebook.errors import Refused
from tests.cast import MORNING, actor

ITEM = "D02"


def at_once(*acts):
    """What each of them came to: None, or the refusal. Any other error is one of the product."""
    start, ends = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        start.wait()
        try:
            act()
        except Refused as refused:
            ends[place] = refused.reason
        except Exception as error:  # noqa: BLE001 - told to the test
            ends[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


@pytest.mark.usefixtures("committed_db")
@pytest.mark.parametrize("what", ["save", "publish"])
def test_of_two_at_once_one_is_told(what):
    director, row = actor("director"), drafts.live(ITEM)
    said = Said(dict(row.texts) | {"conditions": "邻居之间的事。"}, row.steps, row.materials)

    def save(seen=0):
        return drafts.save(ITEM, said, seen=seen, actor=director, at=MORNING)

    def publish():
        return drafts.publish(ITEM, seen=1, actor=director, at=MORNING)

    if what == "publish":
        save()
    ends = at_once(*(save, save) if what == "save" else (publish, publish))
    assert ends.count(None) == 1, ends
    (told,) = [end for end in ends if end is not None]
    assert "刚刚改过这份草稿" in told or "没有待发布的草稿" in told
    numbers = sorted(ItemVersion.objects.filter(item=ITEM).values_list("version", flat=True))
    assert numbers == ([0, 1] if what == "save" else [1, 2])
