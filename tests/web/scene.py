"""Who sits at which screen, and matters brought to where a test of a page wants them."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from fengdan.matters.actions.give_back import give_back
from fengdan.matters.models import Event, Matter
from fengdan.matters.parties import PartyDetails
from fengdan.people.models import User
from fengdan.rulebook.actor import Role
from fengdan.rulebook.conclusions import Conclusion
from fengdan.rulebook.facts import Side
from tests.cast import LI, QUARREL, Registration, Walk, actor
from tests.matters.watch import everything

EVERYBODY = [*Role, "small", "leader06", "mediator06", "leader09", "mediator09", "dept-water", "town-621122101"]
ID_NUMBER = "11010519491231002X"
WANG_AT_HOME = PartyDetails(Side.APPLICANT, "王测一", "13800000001", ID_NUMBER, "陇西县巩昌镇某小区三号楼")
AT_HOME = Registration(QUARREL.channel, "02", QUARREL.area, QUARREL.story, (WANG_AT_HOME, LI), QUARREL.place)

CROWDED = Registration(
    QUARREL.channel, "02", QUARREL.area, QUARREL.story, (WANG_AT_HOME, LI, PartyDetails(Side.APPLICANT, "赵测三"))
)

# name of a scene → how to get there from the one before it
SCENES = {
    "registered": Walk.register,
    "accepted": Walk.accept,
    "assigned": Walk.assign,
    "taken": Walk.take,
    "willing": Walk.consent,
    "underway": Walk.session,
    "frozen": Walk.agree,
    "effective": Walk.sign,
    "concluded": Walk.conclude,
    "archived": Walk.archive,
}


def brought(scene: str, told: Registration = QUARREL, began: timedelta = timedelta(hours=3)) -> Walk:
    """A matter as it stands at the end of a scene. It began a while ago, so that a page can go on with it now."""
    walk = Walk(at=timezone.now() - began).register(told)
    return go_on(walk, "registered", scene)


def go_on(walk: Walk, scene: str, until: str) -> Walk:
    """From one scene to a later one."""
    names = list(SCENES)
    for name in names[names.index(scene) + 1 : names.index(until) + 1]:
        SCENES[name](walk)
    return walk


def withdrawn(walk: Walk) -> Walk:
    return walk.conclude(Conclusion.WITHDRAWN)


def given_back(walk: Walk) -> Walk:
    walk.matter = give_back(walk.matter, code="overload", reason="人手不足", actor=actor("leader"), at=walk._tick())
    return walk


def screen(username: str = "") -> Client:
    """A browser: somebody's who is signed in, or a stranger's."""
    client = Client()
    if username:
        client.force_login(User.objects.get(username=username))
    return client


def events(matter: Matter) -> list[str]:
    return list(Event.objects.filter(matter_id=matter.pk).order_by("seq").values_list("step", flat=True))


class Unchanged:
    """Nothing of any matter, letter or journal entry is written inside."""

    def __enter__(self) -> None:
        self.before = everything()

    def __exit__(self, kind, *_rest) -> None:
        if kind is None:
            assert everything() == self.before
