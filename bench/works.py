"""W1–W5 as a person does them on the pages of the product, and as BARE is asked for them."""

import re
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from itertools import count, cycle
from random import Random
from secrets import token_hex

from bench.bulk import texts
from bench.load import Ask, send
from bench.stand import PASSWORD
from fengdan.matters.models import Matter
from fengdan.rulebook.stages import Stage
from fengdan.teams.models import TeamMember
from fengdan.units.models import Area

NEXT = Callable[[], Ask | None]
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
CODES = 500
PUBLIC = "/menu/"
LOOK_AGAIN = 1000


class Seat:
    """Somebody signed in: the headers and hidden fields their requests carry."""

    def __init__(self, port: int, username: str) -> None:
        line = HTTPConnection("127.0.0.1", port, timeout=60)
        _, page, headers = send(line, Ask("GET", "/signin/"))
        cookie = headers["Set-Cookie"].partition(";")[0]
        form = {"csrfmiddlewaretoken": TOKEN.search(page.decode())[1], "username": username, "password": PASSWORD}
        status, _, headers = send(line, Ask("POST", "/signin/", form, {"Cookie": cookie}))
        if status != 302:
            raise SystemExit(f"{username} cannot sign in: {status}")
        cookies = [value.partition(";")[0] for value in headers.get_all("Set-Cookie")]
        self.headers = {"Cookie": "; ".join(cookies)}
        secret = next(value for value in cookies if value.startswith("csrftoken")).partition("=")[2]
        self.token = {"csrfmiddlewaretoken": secret}

    def get(self, address: str) -> Ask:
        return Ask("GET", address, headers=self.headers)

    def post(self, address: str, form: dict[str, str], status: int) -> Ask:
        return Ask("POST", address, form | self.token | {"once": token_hex(16)}, self.headers, status)


def _next(asks: Iterator[Ask]) -> NEXT:
    """The next of them for whoever asks first; generators run in one thread at a time."""
    import threading  # noqa: PLC0415

    lock = threading.Lock()

    def take() -> Ask | None:
        with lock:
            return next(asks, None)

    return take


def _registrations() -> Iterator[dict[str, str]]:
    random = Random(7)
    areas = list(Area.objects.filter(kind=Area.Kind.TOWNSHIP).values_list("pk", flat=True))
    while True:
        one, other = texts.name(random), texts.name(random)
        yield {"one": one, "other": other, "story": texts.story(random, one, other), "area": random.choice(areas)}


def _codes(**which: object) -> list[str]:
    codes = list(Matter.objects.filter(**which).order_by("id").values_list("code", flat=True))
    return Random(3).sample(codes, min(CODES, len(codes)))


def ours(port: int) -> dict[str, NEXT]:
    """Each work's requests, by whoever does that work."""
    clerk, duty, mediator = (Seat(port, name) for name in ("clerk", "duty", "mediator"))

    def register() -> Iterator[Ask]:
        for told in _registrations():
            form = {"channel": "walk_in", "applicant_name": told["one"], "respondent_name": told["other"]}
            form |= {"story": told["story"], "area": told["area"], "matter_type": "02", "people": "1"}
            yield clerk.post("/register/", form | {"risk": "blue", "way": "wait"}, 302)

    def accept() -> Iterator[Ask]:
        waiting = Matter.objects.filter(stage=Stage.REGISTERED, version=1).order_by("id")
        for code in list(waiting.values_list("code", flat=True)):
            yield duty.post(f"/m/{code}/accept/", {"seen": "1"}, 302)

    return {
        "W1": _next(register()),
        "W2": _next(duty.get(f"/m/{code}/") for code in cycle(_codes())),
        "W3": _next(mediator.get("/") for _ in cycle([0])),
        "W4": _next(duty.post("/matters/", {"text": thing}, 200) for thing in cycle(texts.THINGS)),
        "W5": _next(accept()),
    }


def public(port: int) -> dict[str, NEXT]:
    """A public page whole, and asked about by a browser that has it."""
    line = HTTPConnection("127.0.0.1", port, timeout=60)

    def again() -> Iterator[Ask]:
        for n in count():  # what the page says changes with the clock, and its tag with it
            if not n % LOOK_AGAIN:
                tag = send(line, Ask("GET", PUBLIC))[2]["ETag"]
            yield Ask("GET", PUBLIC, headers={"If-None-Match": tag}, status=304)

    return {"P1": _next(Ask("GET", PUBLIC) for _ in cycle([0])), "P2": _next(again())}


def word() -> NEXT:
    """The floor of both (bench.trivial)."""
    return _next(Ask("GET", "/") for _ in cycle([0]))


def bare() -> dict[str, NEXT]:
    """The same of BARE."""
    owner = TeamMember.objects.get(mediator__user__username="mediator").mediator_id
    waiting = Matter.objects.filter(stage=Stage.REGISTERED).order_by("id")
    codes = list(waiting.values_list("code", flat=True))

    def register() -> Iterator[Ask]:
        for told in _registrations():
            form = {"who": f"{told['one']} 与 {told['other']}", "story": told["story"], "area": told["area"]}
            yield Ask("POST", "/W1", form)

    return {
        "W1": _next(register()),
        "W2": _next(Ask("GET", f"/W2?code={code}") for code in cycle(_codes())),
        "W3": _next(Ask("GET", f"/W3?owner={owner}") for _ in cycle([0])),
        "W4": _next(Ask("POST", "/W4", {"text": thing}) for thing in cycle(texts.THINGS)),
        "W5": _next(Ask("POST", "/W5", {"code": code}) for code in cycle(codes)),
    }
