"""What people type stays text: in every field, on every page, for every account; and no page carries inline code."""

import re
from collections import Counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import QueryDict
from django.urls import get_resolver

from fengdan.files.models import StoredFile
from fengdan.matters.models import Matter
from fengdan.vault.fields import EncryptedTextField
from tests.cast import mediator_code
from tests.oldbook.book import book, line
from tests.web.reader import read
from tests.web.scene import EVERYBODY, LAND, TOWN, VILLAGE, WATER, WEST_STREET, photo, screen
from tests.web.tries import DANGER, SENT, THERE, UNCLE
from tests.weekdays import at

CANARY = "<img src=x onerror=alert(1)>'\"</textarea></title><script>x</script>{{7*7}}"
MARK = "onerror=alert(1)"
STEP_FORM = re.compile("/m/[^/]+/[a-z_]+/")
FORM_OPENED = 2
NARROWED = 2


def canary(name):
    return f"{name}{CANARY}"


def step(who, code, verb, /, **types):
    """Fill in the form of a step with hostile text wherever text is asked for."""
    seat, address = screen(who), f"/m/{code}/{verb}/"
    page = read(seat.get(address))
    types |= {"present": page.offers("present")} if verb == "hold_session" else {}
    files = {name: types.pop(name) for name in ("attachment",) if name in types}
    answer = seat.post(address, page.form(address).filled(**types) | files)
    assert answer.status_code == 302, read(answer).words


def at_the_village():
    """A village passes one up and keeps one that it settles by word of mouth."""
    seat = screen("village")
    form = read(seat.get("/report/")).form("/report/")
    told = {name: canary(name)[:60] for name in ("applicant_name", "respondent_name")}
    told |= {"story": canary("story"), "place": canary("place"), "area": WEST_STREET}
    up = {"outcome": "up", "up_because": "risk", "handover": canary("handover")}
    settled = {"outcome": "settled", "content": canary("terms"), "due": f"12月1日前{CANARY}", "both_agree": "on"}
    settled |= {"nothing_due": "on"}
    for number, more in enumerate((up, settled)):
        answer = seat.post("/report/", form.filled(**told, **more, once=f"{number:032x}"))
        assert answer.status_code == 302, read(answer).words


def after_the_end():
    """What the village settled: a promise, what became of it, who was asked, who was not satisfied."""
    matter = Matter.objects.get(conclusion="settled_orally")
    code, one = matter.code, str(matter.parties.first().pk)
    step("village", code, "add_obligation", party=one, what=canary("promise"), due_on="2030-12-01")
    step("village", code, "record_performance", kind="part", words=canary("paid"))
    step("followup", code, "follow_up", party=one, how="visit", reached="yes", words=canary("asked"))
    step("clerk", code, "rate", party=one, score="1", words=canary("rated"), pin=matter.pin)
    step("duty", code, "handle_rating", handling=canary("handled"))


def at_a_unit():
    """One that two units give back; a 会商 names who is to answer, and it answers twice."""
    code = registered()
    step("duty", code, "accept")
    step("dispatcher", code, "assign", unit="other", other_unit=WATER, reason=canary("reason"))
    step(WATER, code, "give_back", code="out_of_field", believed=LAND, reason=canary("basis"))
    step("duty", code, "rule_on_return", unit=LAND, ruling=canary("ruling"))
    step("dept", code, "give_back", code="out_of_field", believed=WATER, reason=canary("basis"))
    step("duty", code, "decide_conference", unit=LAND, decision=canary("decision"))
    step("dept", code, "take")
    step("dept", code, "note", text=canary("note"))
    step("dept", code, "reply", result=canary("result"), basis=canary("law"), attachment=photo(f"{CANARY}.jpg"))
    step("duty", code, "send_back_reply", comment=canary("comment"))
    step("dept", code, "reply", result=canary("result"), basis=canary("law"))
    step("duty", code, "approve_reply", comment=canary("comment"))
    return code


def sent_down():
    """One the county gives to a township, and a party objects."""
    code = registered()
    step("duty", code, "accept")
    step("dispatcher", code, "assign", unit="other", other_unit=TOWN, reason=canary("below"))
    one = str(Matter.objects.get(code=code).parties.first().pk)
    step("clerk", code, "raise_objection", party=one, words=canary("objection"))
    step("duty", code, "rule_on_objection", decision="no", ruling=canary("ruling"))


def at_risk(code):
    """An alarm, a colour asked down and decided, somebody invited."""
    step(
        "mediator", code, "alarm", **DANGER | {"kind": "group", "told": canary("told"), "measures": canary("measures")}
    )
    step("mediator", code, "handle_risk", words=canary("handled"))
    step("leader", code, "ask_lower_risk", risk="yellow", reason=canary("calm"))
    step("duty", code, "lower_risk", decision="yes", comment=canary("decided"))
    where = {"where": "elsewhere", "place": canary("meeting"), "mediators": [mediator_code("mediator")]}
    step("mediator", code, "book", **where, starts=at("15:00"))
    step("mediator", code, "rebook", **where, starts=at("15:00", 4), reason=canary("moved"))
    step("mediator", code, "cancel_booking", reason=canary("off"))
    step("mediator", code, "book", **where, starts=at("16:00", 4))
    step("mediator", code, "invite", **UNCLE | {"name": canary("uncle")[:60]})


def in_time(code):
    """Its limits stand still for a while, and there is more time."""
    step("mediator", code, "ask_suspend", reason="appraisal", words=canary("appraisal"))
    step("duty", code, "suspend", decision="yes", comment=canary("standing"))
    step("mediator", code, "resume")
    step("mediator", code, "ask_extend", amount="5", unit="d", consent="on", reason=canary("longer"))
    step("director", code, "extend", decision="yes", comment=canary("granted"))


def kept_off(code):
    """Somebody steps aside, a party applies for another one, an exception is asked for and turned down."""
    one, *_ = (str(party.pk) for party in Matter.objects.get(code=code).parties.all())
    for mediator in ("m1603", "m1604"):
        step("leader", code, "declare_conflict", mediator=mediator, kind="kin", party=one, ground=canary("kin"))
    everybody = [str(party.pk) for party in Matter.objects.get(code=code).parties.all()]
    step("leader", code, "waive_conflict", conflict="m1603:kin", agreed=everybody, waiver=canary("waived"))
    step("leader", code, "ask_override", conflict="m1604:kin", reason=canary("exception"))
    step("duty", code, "override_conflict", decision="no", ruling=canary("refused"))


def challenged(code):
    """A party applies for another mediator, and duty says why not."""
    one = str(Matter.objects.get(code=code).parties.first().pk)
    step("clerk", code, "challenge_mediator", party=one, ground=canary("friends"))
    step("duty", code, "rule_on_challenge", decision="no", ruling=canary("unfounded"))


def tied():
    """What the director knows of a mediator."""
    seat, page = screen("director"), "/manage/pool/m1605/"
    told = {"kind": "kin", "value": canary("tie")[:60], "phone": "13800000009", "since": "2020-01-01"}
    answer = seat.post(f"{page}tie/", read(seat.get(page)).form(f"{page}tie/").filled(**told))
    assert answer.status_code == 302, read(answer).words


def supervised(code):
    """Urged, led in person, supervised: one draft is dropped, another issued, replied to and sent back."""
    step("supervisor", code, "urge", words=canary("urged"))
    step("director", code, "lead_personally", who=canary("lead")[:60], reason=canary("led"))
    wanted = {"fault": "unlawful", "facts_told": canary("wrong"), "demand": canary("demand")}
    step("supervisor", code, "draft_supervision", **wanted)
    step("director", code, "drop_supervision", reason=canary("dropped"))
    step("supervisor", code, "draft_supervision", **wanted)
    step("director", code, "issue_supervision")
    step("mediator", code, "answer_supervision", reply=canary("account"))
    step("supervisor", code, "judge_supervision", decision="no", comment=canary("missing"))


def in_need(code):
    """What somebody needs, planned and answered; and once more, planned and not answered."""
    for _ in range(2):
        said = {"words": canary("wanted"), "why": canary("why")[:200], "cause": "other", "kinds": ["other"]}
        step("mediator", code, "register_need", **said)
        step("duty", code, "plan_need", words=canary("plan"))
        if Matter.objects.get(code=code).needs.count() == 1:
            step("clerk", code, "answer_need", exit="referred", told=canary("answer"), how="here")


def busy(code):
    """Three tasks are added: one is done, one dropped, one stays."""
    for name in ("first", "second", "third"):
        step("mediator", code, "add_task", name=canary(name)[:200])
    tasks = Matter.objects.get(code=code).tasks.filter(origin="ad_hoc")
    step("mediator", code, "do_task", task=str(tasks[0].pk), evidence=canary("evidence"))
    for _ in range(2):
        step(
            "mediator", code, "prepare", **{part: canary(part) for part in ("plan", "attention", "invite", "questions")}
        )
    step("leader", code, "drop_task", task=str(tasks[1].pk), reason=canary("needless")[:200])


def elsewhere():
    """One that is opened again, others that are sent to somebody else; and somebody comes twice."""
    withdrawn = Matter.objects.get(conclusion="withdrawn").code
    step("clerk", withdrawn, "visit", people="2", words=canary("visit"))
    step("duty", withdrawn, "reopen", reason=canary("again"))
    step("duty", registered(), "guide", **THERE | {"reason": canary("there")})
    step("duty", registered(), "transfer", **SENT | {"reason": canary("sent")})


def from_the_old_book():
    """One that a ledger on paper brought along."""
    duty = screen("duty")
    row = line(1, 申请人=canary("old")[:60], 事项经过=canary("old"))
    checked = duty.post("/manage/oldbook/", {"file": SimpleUploadedFile("台账.xlsx", book([row]))})
    assert checked.status_code == 200, read(checked).words
    kept = StoredFile.objects.get(subject="old_book")
    check("old book", checked)
    check("old book", duty.post(f"/manage/oldbook/{kept.pk}/"))


def registered():
    seat = screen("clerk")
    form = read(seat.get("/register/")).form("/register/")
    told = {name: canary(name) for name in ("applicant_name", "applicant_address", "respondent_name", "story", "place")}
    told = {name: text[:60] if name.endswith("name") else text for name, text in told.items()}
    more = {"area": "621122100", "applicant_phone": "13800000001", "risk": "orange", "contact_phone": "13800000003"}
    more |= {name: canary(name)[:20] for name in ("contact_name", "contact_relation")}
    assert seat.post("/register/", form.filled(**told, **more)).status_code == 302
    return Matter.objects.order_by("-id").first().code


@pytest.fixture(scope="module")
def typed(django_db_setup, django_db_blocker):
    """Six matters in which every text a person can type is hostile; all of this module looks at the same."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield everything_typed()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _each_its_own(typed):
    """What a test writes is gone before the next."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def crawled(typed):
    """Every page that every account can open, and that nobody needs one for, read once.

    The form of a step of one matter is the same for whoever may take it: two of them open it.
    """
    forms = Counter()
    found = {"": pages(screen(), forms)}
    public = {address for address, (answer, _) in found[""].items() if address[0] == "/" and not answer.redirect_chain}
    return found | {username: pages(screen(username), forms, public) for username in EVERYBODY}


def everything_typed():
    for _ in range(3):
        code = registered()
        step("clerk", code, "note", text=canary("note"))
        step("clerk", code, "respond", how="telephone", words=canary("told"))
        step("clerk", code, "correct", field="place", new=canary("new"), reason=canary("reason"))
        step("duty", code, "accept")
        step("clerk", code, "order", choice1="62", words=canary("wanted"))
        step("dispatcher", code, "arrange_order", reason=canary("arranged"))
        wished = {name: canary(name)[:60] for name in ("time", "place")}
        step("dispatcher", code, "assign", unit="team-16", reason=canary("reason"), **wished)
    step("dispatcher", code, "recall", reason=canary("recall"))
    step("duty", code, "conclude", conclusion="withdrawn", reason=canary("ending"))
    code = Matter.objects.filter(stage="assigned").first().code
    step("leader", code, "give_back", code="overload", reason=canary("back"))
    code = Matter.objects.get(stage="assigned").code
    kept_off(code)
    step("leader", code, "take", mediator=mediator_code("mediator"), no_conflict="on")
    step("mediator", code, "record_consent", answer="agreed", how="telephone", words=canary("words"))
    step("mediator", code, "add_party", side="applicant", name=canary("third")[:60], address=canary("address"))
    step("mediator", code, "record_consent", answer="agreed", how="telephone", words=canary("words"))
    met = {"place": canary("place"), "record": canary("record"), "outcome": "agreed", "rights_notice": "on"}
    step("mediator", code, "hold_session", **met)
    at_risk(code)
    in_time(code)
    challenged(code)
    tied()
    supervised(code)
    in_need(code)
    busy(code)
    terms = {name: canary(name) for name in ("facts", "content", "performance", "place")}
    step("mediator", code, "agree", **terms, due=f"2026年12月1日前{CANARY}")
    step("mediator", code, "void_agreement", reason=canary("void"))
    step("mediator", code, "agree", **terms, due=f"2026年12月1日前{CANARY}")
    step("mediator", code, "sign", manner="fingerprint", witness=canary("w")[:60], identity_checked="on")
    at_the_village()
    after_the_end()
    at_a_unit()
    elsewhere()
    sent_down()
    from_the_old_book()
    return code


def choices(address):
    """What is asked of which list: the path and the names of what follows it."""
    path, _, query = address.partition("?")
    return path, frozenset(QueryDict(query))


def pages(seat, forms, known=frozenset()):
    """Every page this screen can open, by following its links and the forms of its steps: (answer, page or None).

    Those `known` are left out. Of a list that is narrowed down by choices, each set of choices is read twice.
    """
    waiting, seen, narrowed = ["/", "/register/", "/matters/?stage=" + CANARY, "/nowhere/" + MARK], {}, Counter()
    while waiting:
        address = waiting.pop()
        if address in seen or forms[address] == FORM_OPENED or narrowed[choices(address)] == NARROWED:
            continue
        forms[address] += bool(STEP_FORM.fullmatch(address))
        narrowed[choices(address)] += "?" in address
        answer = seat.get(address, follow=True)
        seen[address] = answer, None
        if not answer["Content-Type"].startswith("text/html"):
            continue
        page = read(answer)
        seen[address] = answer, page
        links = [attrs.get("href", "").split("#")[0] for tag, attrs in page.tags if tag == "a"]
        waiting += [link for link in links if link.startswith("/") and link not in seen and link not in known]
    for text in (CANARY[:50], "漏水"):
        answer = seat.post("/matters/", {"text": text})
        seen[f"search {text}"] = answer, read(answer)
    return seen


def check(address, answer, page=None):
    """No canary as markup, no inline code, and a policy that would stop it anyway."""
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy, address
    assert "unsafe" not in policy, address
    if answer["Content-Type"] in {"image/jpeg", "application/pdf", StoredFile.Kind.XLSX}:
        assert CANARY not in answer["Content-Disposition"], address
        return
    html, page = answer.content.decode(), page or read(answer)
    for tag, attrs in page.tags:
        assert not [name for name in attrs if name.startswith("on") or name == "style"], (address, tag, attrs)
        assert tag != "style", address
        assert not re.match(r"\s*(javascript|data):", attrs.get("href", "") + attrs.get("action", "")), address
        if tag == "script":
            assert attrs.get("src", "").startswith("/static/"), address
    assert "<img src=x" not in html, address
    assert "{{" not in html.replace("{{7*7}}", "").replace("{{7_7}}", ""), address


def test_no_page_of_any_account_turns_typed_text_into_markup(typed, crawled):
    told = {}
    for username, found in crawled.items():
        for address, (answer, page) in found.items():
            check(address, answer, page)
            told[username] = told.get(username, 0) + answer.content.count(MARK.encode())
    matter = read(screen("mediator").get(f"/m/{typed}/")).words
    hidden = {"applicant_address", "address"}  # masked
    for name in ("applicant_name", "story", "note", "new", "words", "record", "content", "void", "third"):
        assert f"{name}<img src=x" in matter, name
    assert not [name for name in hidden if f"{name}<img" in matter]
    assert told["director"] > told["mediator"] > 20
    assert min(told[name] for name in ("dept", WATER, "town", "village", "grid")) > 0
    assert told["duty"] > told["dept"] > 10
    unit = Matter.objects.get(unit=LAND).code
    held = read(screen("dept").get(f"/m/{unit}/")).words
    for name in ("basis", "ruling", "result", "law", "comment"):
        assert f"{name}<img src=x" in held, name
    (passed, settled) = Matter.objects.filter(origin=VILLAGE).order_by("id")
    for code, name in ((passed.code, "handover"), (settled.code, "terms")):
        assert f"{name}<img src=x" in read(screen("village").get(f"/m/{code}/")).words, name


def test_on_every_page_a_label_leads_to_one_field(crawled):
    for username, found in crawled.items():
        for address, (_, page) in found.items():
            ids = Counter(attrs["id"] for _, attrs in page.tags if "id" in attrs) if page else {}
            assert [each for each, count in ids.items() if count > 1] == [], (username, address)


def test_the_villager_and_the_printed_papers_get_text_too(typed):
    matter = Matter.objects.get(code=typed)
    villager = screen()
    villager.get(f"/f/{matter.token}/")
    for seat, address in ((villager, "/follow/mine/"), (screen("clerk"), f"/m/{typed}/slip/")):
        check(address, seat.get(address))
    paper = screen("mediator").post(f"/m/{typed}/paper/agreement/")
    check("agreement", paper)
    assert f"content{CANARY}" in read(paper).words


def test_what_comes_back_after_a_mistake_is_text(typed):
    for username, address, field in (
        ("clerk", "/register/", "story"),
        ("clerk", f"/m/{typed}/note/", "text"),
        ("", "/follow/", "code"),
        ("", "/signin/", "username"),
        ("clerk", "/register/hints/", "story"),
        ("village", "/report/", "story"),
        ("clerk", "/absences/", "stand_in"),
        ("clerk", "/absences/", "user"),
        ("admin", "/leave/", "user"),
    ):
        answer = screen(username).post(address, {field: CANARY[:39]})
        check(address, answer) if answer.content.strip() else None
        if "hints" not in address:
            assert read(answer).form(address).sends[field] == [CANARY[:39]], address


def test_every_text_column_was_tried(typed):
    """Whoever adds a column that people type into adds it to the cast of this test."""
    from django.apps import apps  # noqa: PLC0415

    known = {"pin", "token", "phone", "id_number", "parties", "shelf"}
    no_form_asks = {("OralAgreement", "performance")}
    untried = []
    for model in apps.get_app_config("matters").get_models():
        for column in model._meta.fields:
            named = (model.__name__, column.name)
            if isinstance(column, EncryptedTextField) and column.name not in known and named not in no_form_asks:
                values = model.objects.values_list(column.name, flat=True)
                if not any("<img" in (value or "") for value in values):
                    untried.append(f"{model.__name__}.{column.name}")
    assert untried == []


def test_answers_without_a_page_carry_the_policy_too(typed):
    clerk = screen("clerk")
    for pattern in get_resolver().url_patterns:
        address = "/" + re.sub("<[^>]+>", "x", str(pattern.pattern))
        for answer in (clerk.get(address), clerk.post(address), screen().get(address)):
            assert "default-src 'none'" in answer["Content-Security-Policy"], address
            assert answer["X-Content-Type-Options"] == "nosniff", address
            clerk = screen("clerk")
