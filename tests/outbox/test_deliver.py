"""Letters go out once: to whom, by which way, and what becomes of those that cannot be sent."""

import json
from collections import Counter
from datetime import timedelta

import pytest

from fengdan.gateways.port import Answer, Outcome
from fengdan.journal.models import Entry
from fengdan.matters.actions.alarm import Danger, alarm
from fengdan.matters.envelopes import deliver_once
from fengdan.matters.models import Party
from fengdan.matters.tick import tick
from fengdan.outbox.claims import LEASE, WAITS, claim, mark
from fengdan.outbox.decide import decide, told_by_hand
from fengdan.outbox.deliver import oldest_waiting
from fengdan.outbox.models import Delivery, Letter
from fengdan.people.models import User
from fengdan.rulebook.errors import Refused
from tests.cast import MORNING, Walk, actor

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def sms(settings, tmp_path):
    """The folder the county's platform picks messages up from."""
    settings.SMS_DIR = tmp_path / "sms"
    return settings.SMS_DIR / "new"


def lying(folder):
    return sorted((message["to"], message["text"]) for message in map(json.loads, texts(folder)))


def texts(folder):
    return [path.read_text("utf-8") for path in folder.glob("*.json")]


def states(**which):
    return Counter(Delivery.objects.filter(**which).values_list("channel", "state"))


def later(walk, minutes=1):
    return walk.at + timedelta(minutes=minutes)


def test_a_party_with_a_mobile_gets_one_short_message_without_names_or_details(sms, settings):
    settings.PUBLIC_URL = "https://fd.example"
    walk = Walk().register()
    deliver_once(later(walk))
    deliver_once(later(walk, 2))
    ((number, text),) = lying(sms)
    assert number == "13800000001"
    assert walk.matter.code in text
    assert "https://fd.example/follow/" in text
    assert not any(word in text for word in ("王测一", "李测二", "漏水", walk.matter.pin, walk.matter.token))
    (row,) = Delivery.objects.all()
    assert (row.channel, row.state, row.ended_at) == ("sms", "sent", later(walk))
    assert [path.stem for path in sms.iterdir()] == [row.out_id]


def test_parties_are_told_the_newest_only(sms):
    walk = Walk().register().accept().assign()
    deliver_once(later(walk))
    ((_, text),) = lying(sms)
    assert "已交给承办单位办理" in text
    assert Letter.objects.filter(to_role="party", read_at=None).count() == 1


def test_without_a_gateway_a_person_calls_and_says_so():
    walk = Walk().register().accept().assign()
    deliver_once(later(walk))
    (task,) = Delivery.objects.all()
    assert (task.channel, task.state, task.unit, task.to_party) == ("call", "waiting", "centre", walk.parties()[0].pk)
    clerk = actor("clerk")
    told_by_hand(task, words="本人接听", actor_id=clerk.id, at=later(walk, 5))
    task.refresh_from_db()
    assert (task.state, task.ended_by, task.words) == ("done", int(clerk.id), "本人接听")
    assert Entry.objects.filter(act="delivery_told", actor_id=clerk.id, subject=task.out_id).count() == 1
    with pytest.raises(Refused):
        told_by_hand(task, words="又打了一次", actor_id=clerk.id, at=later(walk, 6))


def test_somebody_without_any_telephone_is_told_in_person():
    walk = Walk().register().accept()
    Party.objects.filter(matter=walk.matter).update(phone="")
    walk.assign()
    deliver_once(later(walk))
    assert states() == {("slip", "waiting"): 1}


def test_what_is_to_be_kept_quiet_goes_by_no_short_message(sms):
    walk = Walk().register().accept()
    type(walk.matter).objects.filter(pk=walk.matter.pk).update(confidential=True)
    walk.assign()
    deliver_once(later(walk))
    (task,) = Delivery.objects.all()
    assert (task.channel, task.unit) == ("call", "team-16")
    assert not sms.exists()


def test_a_task_that_is_no_news_any_more_is_taken_off_the_list():
    walk = Walk().register().accept().assign()
    deliver_once(later(walk))
    walk.take().consent().session().agree().sign().conclude()
    deliver_once(later(walk))
    assert states() == {("call", "cancelled"): 1}


def test_put_away_before_sending_is_not_sent(sms):
    walk = Walk().register()
    Letter.objects.update(read_at=walk.at)
    deliver_once(later(walk))
    assert not sms.exists()
    assert Delivery.objects.count() == 0


def test_urgent_news_goes_to_the_telephone_of_whoever_is_in_office(sms):
    for name, number in (("duty", "13900000001"), ("director", "13900000002"), ("clerk", "13900000003")):
        user = User.objects.get(username=name)
        user.phone = number
        user.save()
    walk = Walk().register()
    danger = Danger("weapon", walk.at, "110", walk.at, "有人拿刀，已报警")
    alarm(walk.matter, report=danger, actor=actor("clerk"), at=walk._tick())
    deliver_once(later(walk))
    urgent = {number: text for number, text in lying(sms) if number.startswith("139")}
    assert urgent.keys() == {"13900000001", "13900000002"}
    assert all(walk.matter.code in text and "拿刀" not in text for text in urgent.values())


def test_a_clock_brings_it_before_the_one_person_it_found(sms):
    User.objects.filter(username__in=["leader", "supervisor"]).update(phone="13900000004")
    walk = Walk().register().accept().assign()
    deliver_once(later(walk))
    tick(walk.at + timedelta(days=1))
    deliver_once(walk.at + timedelta(days=1))
    to = Delivery.objects.filter(to_user__isnull=False).values_list("to_user", flat=True)
    assert set(to) == set(User.objects.filter(username__in=["leader", "supervisor"]).values_list("pk", flat=True))


def test_a_folder_that_cannot_be_written_is_tried_again_with_growing_waits_then_a_person_calls(sms):
    sms.parent.write_text("no folder")
    walk = Walk().register()
    at = later(walk)
    for number, wait in enumerate(WAITS, 1):
        deliver_once(at)
        (row,) = Delivery.objects.all()
        assert (row.state, row.attempts, row.next_try_at) == ("waiting", number, at + wait)
        deliver_once(at + wait - MINUTE / 2)
        at += wait
    assert oldest_waiting() == later(walk)
    deliver_once(at)
    assert states() == {("sms", "failed"): 1, ("call", "waiting"): 1}
    assert oldest_waiting() is None


def test_killed_between_send_and_mark_the_gateway_is_asked(sms):
    walk = Walk().register()
    at = later(walk)
    deliver_once(at)
    Delivery.objects.update(state="sending", claimed_until=at + LEASE, ended_at=None)
    (path,) = sms.iterdir()
    deliver_once(at + LEASE / 2)
    assert states() == {("sms", "sending"): 1}
    deliver_once(at + LEASE)
    assert states() == {("sms", "sent"): 1}
    Delivery.objects.update(state="sending", ended_at=None)
    path.unlink()
    deliver_once(at + LEASE)
    assert states() == {("sms", "sent"): 1}
    assert path.exists()


def test_taken_by_the_platform_it_is_known_all_the_same(sms):
    walk = Walk().register()
    at = later(walk)
    deliver_once(at)
    (path,) = sms.iterdir()
    path.rename(sms.parent / "taken" / path.name)
    Delivery.objects.update(state="sending", ended_at=None)
    deliver_once(at + LEASE)
    assert states() == {("sms", "sent"): 1}
    assert list(sms.iterdir()) == []


def test_a_late_word_never_overwrites_sent_and_a_fenced_sender_says_nothing(sms):
    walk = Walk().register()
    at = later(walk)
    deliver_once(at)
    Delivery.objects.update(state="waiting", ended_at=None, token="", claimed_until=None)
    slow = claim(at, ["sms"])
    assert claim(at, ["sms"]) is None
    Delivery.objects.update(state="unknown")
    mark(slow, Outcome.LATER, at)
    assert states() == {("sms", "unknown"): 1}
    mark(slow, Outcome.SENT, at)
    for outcome in (Outcome.LATER, Outcome.REFUSED, Outcome.UNKNOWN):
        mark(slow, outcome, at)
    assert states() == {("sms", "sent"): 1}
    Delivery.objects.update(state="waiting", ended_at=None, token="", claimed_until=None)
    fresh = claim(at, ["sms"])
    mark(slow, Outcome.SENT, at)
    assert states() == {("sms", "sending"): 1}
    mark(fresh, Outcome.SENT, at)
    assert states() == {("sms", "sent"): 1}


class Silent:
    """A gateway that takes everything, says nothing, and cannot be asked."""

    configured = True
    sent = 0

    def send(self, _message):
        self.sent += 1
        return Outcome.UNKNOWN

    def ask(self, _out_id):
        return Answer.CANNOT_TELL


def test_unknown_is_never_resent_by_itself_a_person_decides(sms, monkeypatch):
    silent = Silent()
    monkeypatch.setattr("fengdan.matters.envelopes.gateways", lambda: {"sms": silent})
    walk = Walk().register()
    for hours in (0, 1, 48):
        deliver_once(later(walk) + timedelta(hours=hours))
    assert silent.sent == 1
    assert states() == {("sms", "unknown"): 1}
    assert oldest_waiting() == later(walk)
    (row,) = Delivery.objects.all()
    decide(row, "again", actor_id=actor("duty").id, at=later(walk, 60))
    deliver_once(later(walk, 61))
    assert (silent.sent, states()) == (2, {("sms", "unknown"): 1})
    decide(row, "sent", actor_id=actor("duty").id, at=later(walk, 62))
    with pytest.raises(Refused):
        decide(row, "again", actor_id=actor("duty").id, at=later(walk, 63))
    assert states() == {("sms", "sent"): 1}
    assert Entry.objects.filter(act="delivery_decided").count() == 2


def test_not_run_for_two_days_everything_still_goes_out_once(sms):
    walks = [Walk(at=MORNING + timedelta(minutes=minutes)).register() for minutes in range(5)]
    assert oldest_waiting() == walks[0].at
    deliver_once(MORNING + timedelta(hours=48))
    deliver_once(MORNING + timedelta(hours=48))
    assert len(texts(sms)) == len(walks)
    assert oldest_waiting() is None
