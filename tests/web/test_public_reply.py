"""对方答复: who was asked by letter says whether they are willing, sees how it goes, and rates. No account."""

import re
from urllib.parse import unquote

import pytest
import segno
from django.utils import timezone

from fengdan.journal.models import Entry
from fengdan.matters.actions.ask_party import ask_party
from fengdan.matters.actions.protect import protect
from fengdan.matters.models import Invitation
from fengdan.matters.verify import verify
from fengdan.units.models import Unit
from fengdan.web.public.holder import LETTER
from tests.cast import LI, QUARREL, TERMS, WANG, actor
from tests.web.reader import read
from tests.web.scene import NO_WATER, WATER, Unchanged, brought, go_on, screen, withdrawn
from tests.web.test_fuzz import ALONE, fine, typeable, undone

pytestmark = pytest.mark.django_db
REPLY, RATE = "/reply/", "/reply/rate/"
OF_OTHERS = (WANG.name, WANG.phone, LI.phone, QUARREL.story[:6], TERMS.content, "天花板")
NEVER_SAID = ("风险", "督办", "民转刑", "红色", "案件", "信访人", "被申请人", "申请人：")


class Asked:
    """A matter whose other side was asked by letter, and that person's screen with the letter scanned."""

    def __init__(self, scene="taken"):
        self.walk = brought(scene)
        self.matter = self.walk.matter
        self.party = self.matter.parties.get(side="respondent")
        self.matter = ask_party(self.matter, party=self.party.pk, actor=actor("clerk"), at=self.walk._tick())
        self.walk.matter = self.matter
        self.token = Invitation.objects.get(party=self.party).token
        self.screen = screen()
        self.scanned = self.screen.get(f"/r/{self.token}/")

    def page(self):
        return read(self.screen.get(REPLY))

    def say(self, answer, **more):
        return self.screen.post(REPLY, self.page().form(REPLY).filled(answer=answer, **more))

    def party_now(self):
        self.party.refresh_from_db()
        return self.party


@pytest.fixture
def asked():
    return Asked()


def links(page):
    return [attrs.get("href") for tag, attrs in page.tags if tag == "a"]


def test_the_qr_leads_to_the_question_and_its_token_stays_nowhere(asked):
    assert (asked.scanned.status_code, asked.scanned["Location"]) == (302, REPLY)
    answer = asked.screen.get(REPLY)
    assert asked.token not in answer.content.decode()
    assert asked.token not in str(asked.screen.cookies)
    assert asked.screen.cookies[LETTER.cookie]["httponly"]
    assert answer["Cache-Control"] == "no-store"


def test_the_page_tells_what_it_is_the_rights_and_a_telephone_and_nothing_of_the_other_side(asked):
    words = asked.page().words
    for said in (
        "邻里纠纷",
        "自愿",
        "不收任何费用",
        "第二十三条",
        "选择或者接受调解员",
        "法院起诉",
        "卫丙二",
        "答复期限",
    ):
        assert said in words, said
    assert Unit.objects.get(pk="centre").phone in words  # the team has no telephone of its own
    assert [said for said in (*OF_OTHERS, *NEVER_SAID, asked.matter.pin) if said in words] == []


@pytest.mark.parametrize("token", ["x", "0" * 32, "%00", "䶮", "a" * 5000, "..%2f"])
def test_a_token_nobody_was_given_reads_like_any_address_that_is_not_there(asked, token):
    answers = [screen().get(f"/{door}/{token}/") for door in ("r", "f", "nowhere/r")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({read(answer).text_of["main"] for answer in answers}) == 1


def test_the_slips_token_opens_no_letter_and_the_letters_no_slip(asked):
    assert screen().get(f"/r/{asked.matter.token}/").status_code == 404
    assert screen().get(f"/f/{asked.token}/").status_code == 404
    assert asked.screen.get("/follow/mine/")["Location"] == "/follow/"
    assert asked.screen.get("/follow/withdraw/")["Location"] == "/follow/"


@pytest.mark.parametrize(
    ("answer", "label", "state"), [("agreed", "同意调解", "agreed"), ("pending", "再想想", "pending")]
)
def test_the_answer_is_taken_down_shown_and_told_to_whoever_has_it(asked, answer, label, state):
    before = asked.party.consents.count()
    done = asked.say(answer, words="周末才有空")
    assert (done.status_code, done["Location"]) == (302, REPLY)
    given = asked.party_now().consents.last()
    assert (asked.party.consent, given.answer, given.how, given.words) == (state, state, "online", "周末才有空")
    assert asked.party.consents.count() == before + 1
    page = asked.page()
    assert f"您的答复：{label}" in page.words
    assert "在谁手上" in page.words
    assert [said for said in (*OF_OTHERS, *NEVER_SAID) if said in page.words] == []
    assert "当事人自己答复了调解意愿" in read(screen("mediator").get("/")).words
    assert "周末才有空" in read(screen("mediator").get(f"/m/{asked.matter.code}/")).words
    assert verify()["problems"] == []


def test_a_clear_no_is_asked_once_more_with_what_follows_and_only_then_taken_down(asked):
    with Unchanged():
        again = asked.say("refused", words="不想谈")
    page = read(again)
    assert again.status_code == 200
    for said in ("您确定不同意吗", "第十七条", "法院起诉", "再想想"):
        assert said in page.words, said
    assert page.form(REPLY).sends["words"] == ["不想谈"]
    sent = page.form(REPLY).filled(then="sure")
    assert [asked.screen.post(REPLY, sent)["Location"] for _ in range(2)] == [REPLY, REPLY]
    assert asked.party_now().consent == "refused"
    assert asked.party.consents.filter(how="online").count() == 1
    assert "您的答复：不同意调解" in asked.page().words
    assert "今天办结并告知其他途径" in read(screen("mediator").get("/")).words


def test_people_change_their_mind(asked):
    asked.say("pending")
    assert "改主意了" in asked.page().words
    asked.say("agreed")
    assert asked.party_now().consent == "agreed"
    assert [row.answer for row in asked.party.consents.all()][-2:] == ["pending", "agreed"]


def test_another_mediator_is_asked_for_in_words_where_there_is_one(asked):
    asked.say("agreed", another="on", words="换个懂修水管的")
    assert asked.party_now().consents.last().words == "想换一位调解员。换个懂修水管的"
    for scene in ("registered", "in hand"):
        assert "换一位调解员" not in Asked(scene).page().words


def test_mistakes_are_told_at_their_field_and_what_was_typed_stays(asked):
    with Unchanged():
        empty = asked.say("", words="再看看")
        long = asked.say("agreed", words="长" * 201)
        junk = asked.say("yes")
    assert [answer.status_code for answer in (empty, long, junk)] == [422, 422, 422]
    assert read(empty).form(REPLY).sends["words"] == ["再看看"]
    assert "请选择“您愿意调解吗”" in read(empty).words
    assert "最多 200 个字" in read(long).explains("words")


@pytest.mark.parametrize("once", ["", "x"])
def test_a_form_without_its_nonce_saves_nothing(asked, once):
    with Unchanged():
        answer = asked.screen.post(REPLY, {"answer": "agreed", "once": once})
    assert (answer.status_code, "页面已失效" in read(answer).words) == (409, True)


def test_without_the_letter_one_is_asked_to_scan_it_again(asked):
    asked.screen.post("/reply/leave/")
    with Unchanged():
        for seat in (screen(), asked.screen, screen("mediator")):
            assert "请再扫一次二维码" in read(seat.get(REPLY)).words
            seat.post(REPLY, {"answer": "refused", "then": "sure", "once": "0" * 32})
            assert seat.post(RATE, {"score": "1", "once": "0" * 32})["Location"] == REPLY


def test_once_it_is_over_no_answer_is_taken_and_the_end_is_shown(asked):
    sent = asked.page().form(REPLY).filled(answer="agreed")
    walk = go_on(asked.walk, "taken", "effective")
    walk.conclude()
    page = asked.page()
    assert [form for form in page.forms if form.action == REPLY] == []
    assert "调解成功" in page.words
    with Unchanged():
        late = asked.screen.post(REPLY, sent)
    assert late.status_code == 409


def test_the_other_side_rates_for_itself_once(asked):
    walk = go_on(asked.walk, "taken", "effective")
    assert RATE not in links(asked.page())
    walk.conclude()
    assert RATE in links(asked.page())
    form = read(asked.screen.get(RATE)).form(RATE)
    done = asked.screen.post(RATE, form.filled(score="1", words="来得太晚"))
    assert (done.status_code, done["Location"]) == (302, REPLY)
    (given,) = walk.matter.ratings.all()
    assert (given.party_id, given.score) == (asked.party.pk, 1)
    page = asked.page()
    assert "3个工作日内处理，并给您一个答复" in page.words
    villager = screen()
    villager.get(f"/f/{walk.matter.token}/")
    words = read(villager.get("/follow/mine/")).words
    assert "来得太晚" not in words
    assert "去评价" in words
    assert verify()["problems"] == []


def test_where_an_address_is_protected_only_the_township_is_named(asked):
    assert QUARREL.place in asked.page().words
    other = asked.matter.parties.get(side="applicant")
    told = {"confidential": False, "protected": (other.pk,), "reason": "家暴"}
    protect(asked.matter, **told, actor=actor("mediator"), at=timezone.now())
    assert QUARREL.place not in asked.page().words
    assert "巩昌镇" in asked.page().words


# The letter


def letter(asked, who="mediator", party=0):
    return screen(who).post(f"/m/{asked.matter.code}/ask/{party or asked.party.pk}/")


def test_the_letter_asks_says_the_rights_and_its_qr_leads_to_the_answer(asked):
    answer = letter(asked)
    page = read(answer)
    for said in (
        "征求调解意见书",
        LI.name,
        "邻里纠纷",
        "卫丙二",
        "前答复",
        "第二十三条",
        "同意调解",
        asked.matter.code,
    ):
        assert said in page.words, said
    assert [said for said in (*OF_OTHERS, asked.matter.pin) if said in page.words] == []
    (image,) = [attrs["src"] for tag, attrs in page.tags if tag == "img"]
    address = f"http://testserver/r/{asked.token}/"
    assert dots(image) in [dots(segno.make(address, error=level).svg_data_uri()) for level in "lmqh"]
    assert asked.token not in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def dots(image):
    """The squares of a QR, whatever its size and margin."""
    (drawn,) = re.findall(r"<path[^>]* d=.([^'\"]+)", unquote(image))
    return re.sub(r"^M\d+ [\d.]+", "", drawn)


def test_printing_it_is_entered_in_the_journal(asked):
    before = Entry.objects.count()
    letter(asked)
    entry = Entry.objects.latest("pk")
    assert Entry.objects.count() == before + 1
    assert (entry.act, entry.subject, entry.facts) == ("reveal", asked.matter.code, {"reason": "paper"})


@pytest.mark.parametrize(
    ("who", "status"),
    [("mediator", 200), ("leader", 200), ("clerk", 200), ("duty", 200), ("dispatcher", 404), ("leader06", 404)],
)
def test_whoever_may_ask_may_print_it(asked, who, status):
    assert letter(asked, who).status_code == status
    offered = "打印征求调解意见书" in screen(who).get(f"/m/{asked.matter.code}/").content.decode()
    assert offered is (status == 200)


def test_there_is_no_letter_for_who_was_not_asked_or_is_of_another_matter_or_when_it_is_over(asked):
    applicant = asked.matter.parties.get(side="applicant").pk
    for party in (applicant, Asked().party.pk, 10**9):
        assert letter(asked, party=party).status_code == 404
    withdrawn(asked.walk)
    assert letter(asked).status_code == 404


def test_a_unit_that_holds_it_asks_too():
    there = Asked("signed for")
    assert letter(there, WATER).status_code == 200
    assert "调解员" not in read(letter(there, WATER)).text_of.get("parties", "")


def test_an_errand_has_nobody_to_ask():
    matter = brought("signed for", NO_WATER).matter
    assert "便民事项不用征求调解意愿" in read(screen(WATER).get(f"/m/{matter.code}/ask_party/")).words


def test_junk_in_every_field_with_the_letter_or_the_slip_in_hand_is_never_a_fault(asked):
    over = brought("concluded").matter
    asked.screen.get(f"/f/{over.token}/")
    forms = {
        REPLY: {"answer": "refused", "another": "on", "words": "好", "then": "sure"},
        RATE: {"score": "5"},
        "/follow/withdraw/": {"reason": "好", "then": "sure"},
        "/follow/rate/": {"score": "5", "words": "好"},
    }
    for address, sent in forms.items():
        for name in (*sent, "once"):
            for value in ALONE:
                with undone():
                    fine(asked.screen.post(address, typeable({"once": "0" * 32} | sent | {name: [value]})))
    assert verify()["problems"] == []
