"""What people type stays text: in every field, on every page, for every account; and no page carries inline code."""

import re

import pytest
from django.urls import get_resolver

from fengdan.matters.models import Matter
from fengdan.vault.fields import EncryptedTextField
from tests.cast import mediator_code
from tests.web.reader import read
from tests.web.scene import EVERYBODY, LAND, VILLAGE, WATER, WEST_STREET, photo, screen

pytestmark = pytest.mark.django_db
CANARY = "<img src=x onerror=alert(1)>'\"</textarea></title><script>x</script>{{7*7}}"
MARK = "onerror=alert(1)"


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
    for number, more in enumerate((up, settled)):
        answer = seat.post("/report/", form.filled(**told, **more, once=f"{number:032x}"))
        assert answer.status_code == 302, read(answer).words


def at_a_unit():
    """One that a unit gives back, another is ruled to answer, and answers twice."""
    code = registered()
    step("duty", code, "accept")
    step("dispatcher", code, "assign", unit="other", other_unit=WATER, reason=canary("reason"))
    step(WATER, code, "give_back", code="out_of_field", believed=LAND, reason=canary("basis"))
    step("duty", code, "rule_on_return", unit=LAND, ruling=canary("ruling"))
    step("dept", code, "take")
    step("dept", code, "note", text=canary("note"))
    step("dept", code, "reply", result=canary("result"), basis=canary("law"), attachment=photo(f"{CANARY}.jpg"))
    step("duty", code, "send_back_reply", comment=canary("comment"))
    step("dept", code, "reply", result=canary("result"), basis=canary("law"))
    step("duty", code, "approve_reply", comment=canary("comment"))
    return code


def registered():
    seat = screen("clerk")
    form = read(seat.get("/register/")).form("/register/")
    told = {name: canary(name) for name in ("applicant_name", "applicant_address", "respondent_name", "story", "place")}
    told = {name: text[:60] if name.endswith("name") else text for name, text in told.items()}
    more = {"area": "621122100", "applicant_phone": "13800000001", "risk": "orange"}
    assert seat.post("/register/", form.filled(**told, **more)).status_code == 302
    return Matter.objects.order_by("-id").first().code


@pytest.fixture
def typed():
    """Six matters in which every text a person can type is hostile."""
    for _ in range(3):
        code = registered()
        step("clerk", code, "note", text=canary("note"))
        step("clerk", code, "correct", field="place", new=canary("new"), reason=canary("reason"))
        step("duty", code, "accept")
        step("dispatcher", code, "assign", unit="team-16", reason=canary("reason"))
    step("dispatcher", code, "recall", reason=canary("recall"))
    step("duty", code, "conclude", conclusion="withdrawn", reason=canary("ending"))
    code = Matter.objects.filter(stage="assigned").first().code
    step("leader", code, "give_back", code="overload", reason=canary("back"))
    code = Matter.objects.get(stage="assigned").code
    step("leader", code, "take", mediator=mediator_code("mediator"), no_conflict="on")
    step("mediator", code, "record_consent", answer="agreed", how="telephone", words=canary("words"))
    step("mediator", code, "add_party", side="applicant", name=canary("third")[:60], address=canary("address"))
    step("mediator", code, "record_consent", answer="agreed", how="telephone", words=canary("words"))
    met = {"place": canary("place"), "record": canary("record"), "outcome": "agreed", "rights_notice": "on"}
    step("mediator", code, "hold_session", **met)
    terms = {name: canary(name) for name in ("facts", "content", "performance", "place")}
    step("mediator", code, "agree", **terms, due=f"2026年12月1日前{CANARY}")
    step("mediator", code, "void_agreement", reason=canary("void"))
    step("mediator", code, "agree", **terms, due=f"2026年12月1日前{CANARY}")
    step("mediator", code, "sign", manner="fingerprint", witness=canary("w")[:60], identity_checked="on")
    at_the_village()
    at_a_unit()
    return code


def pages(seat):
    """Every page this screen can open, by following its links and the forms of its steps."""
    waiting, seen = ["/", "/register/", "/matters/?stage=" + CANARY, "/nowhere/" + MARK], {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        answer = seat.get(address, follow=True)
        seen[address] = answer
        if not answer["Content-Type"].startswith("text/html"):
            continue
        page = read(answer)
        links = [attrs.get("href", "").split("#")[0] for tag, attrs in page.tags if tag == "a"]
        waiting += [link for link in links if link.startswith("/") and link not in seen]
    for text in (CANARY[:50], "漏水"):
        seen[f"search {text}"] = seat.post("/matters/", {"text": text})
    return seen


def check(address, answer):
    """No canary as markup, no inline code, and a policy that would stop it anyway."""
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy, address
    assert "unsafe" not in policy, address
    if answer["Content-Type"] == "image/jpeg":
        assert CANARY not in answer["Content-Disposition"], address
        return
    html, page = answer.content.decode(), read(answer)
    for tag, attrs in page.tags:
        assert not [name for name in attrs if name.startswith("on") or name == "style"], (address, tag, attrs)
        assert tag != "style", address
        assert not re.match(r"\s*(javascript|data):", attrs.get("href", "") + attrs.get("action", "")), address
        if tag == "script":
            assert attrs.get("src", "").startswith("/static/"), address
            assert f"'nonce-{attrs['nonce']}'" in policy, address
    assert "<img src=x" not in html, address
    assert "{{" not in html.replace("{{7*7}}", "").replace("{{7_7}}", ""), address


def test_no_page_of_any_account_turns_typed_text_into_markup(typed):
    told = {}
    for username in ["", *EVERYBODY]:
        for address, answer in pages(screen(username)).items():
            check(address, answer)
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


def test_on_every_page_a_label_leads_to_one_field(typed):
    for username in ["", *EVERYBODY]:
        for address, answer in pages(screen(username)).items():
            if answer["Content-Type"].startswith("text/html"):
                ids = [attrs["id"] for _, attrs in read(answer).tags if "id" in attrs]
                assert [each for each in ids if ids.count(each) > 1] == [], (username, address)


def test_the_villager_and_the_printed_papers_get_text_too(typed):
    matter = Matter.objects.get(code=typed)
    villager = screen()
    villager.get(f"/f/{matter.token}/")
    for seat, address in ((villager, "/follow/mine/"), (screen("clerk"), f"/m/{typed}/slip/")):
        check(address, seat.get(address))
    paper = screen("mediator").post(f"/m/{typed}/agreement/")
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
    for model in apps.get_app_config("matters").get_models():
        for column in model._meta.fields:
            named = (model.__name__, column.name)
            if isinstance(column, EncryptedTextField) and column.name not in known and named not in no_form_asks:
                values = model.objects.values_list(column.name, flat=True)
                assert any("<img" in (value or "") for value in values), f"{model.__name__}.{column.name}"


def test_answers_without_a_page_carry_the_policy_too(typed):
    clerk = screen("clerk")
    for pattern in get_resolver().url_patterns:
        address = "/" + re.sub("<[^>]+>", "x", str(pattern.pattern))
        for answer in (clerk.get(address), clerk.post(address), screen().get(address)):
            assert "default-src 'none'" in answer["Content-Security-Policy"], address
            assert answer["X-Content-Type-Options"] == "nosniff", address
            clerk = screen("clerk")
