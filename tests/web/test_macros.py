from datetime import datetime, timedelta
from types import SimpleNamespace
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.db import OperationalError
from django.template import engines
from jinja2 import UndefinedError

from fengdan.units.models import Unit
from fengdan.web.shared import jinja
from fengdan.web.shared.fields import Choice, Several, Text, Tick
from fengdan.web.shared.forms import Form

AT = datetime(2026, 11, 23, 15, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CANARY = "<script>alert('x')</script>"


class Sample(Form):
    name = Text("姓名", hint="与证件一致")
    kind = Choice("类型", [("a", "甲"), ("b", CANARY)], radio=True)
    needs = Several("需要", [("a", "甲"), ("b", "乙")], required=False)
    told = Tick("已告知", required=True)


def render(call, **context):
    source = '{% import "shared/macros.html" as ui %}{{ ' + call + " }}"
    return engines["jinja2"].from_string(source).render(context)


def test_a_good_field_ties_label_and_hint_to_the_input():
    html = render("ui.field(form.name)", form=Sample(at=AT))
    assert '<label class="form-label" for="id_name">' in html
    assert 'aria-describedby="id_name_hint"' in html
    assert '<div class="fd-hint" id="id_name_hint">与证件一致</div>' in html
    assert "（必填）" in html
    assert "aria-invalid" not in html


def test_a_bad_field_ties_its_error_to_the_input_and_the_summary_leads_there():
    form = Sample({}, at=AT)
    html = render("ui.field(form.name)", form=form)
    assert 'aria-describedby="id_name_hint id_name_error"' in html
    assert 'aria-invalid="true"' in html
    assert "请填写“姓名”。" in html
    assert '<a href="#id_name">请填写“姓名”。</a>' in render("ui.form_errors(form)", form=form)
    assert '<a href="#id_kind">请选择“类型”。</a>' in render("ui.form_errors(form)", form=form)
    assert 'id="id_kind"' in render("ui.field(form.kind)", form=form)


def test_groups_keep_what_was_chosen():
    form = Sample({"kind": "a", "needs": ["b"], "told": "on"}, at=AT)
    assert 'value="a" id="id_kind_0" checked' in render("ui.field(form.kind)", form=form)
    needs = render("ui.field(form.needs)", form=form)
    assert 'value="b" id="id_needs_1" checked' in needs
    assert needs.count("checked") == 1
    assert "选填" in needs
    assert "checked" in render("ui.field(form.told)", form=form)


@pytest.mark.parametrize(
    "call",
    [
        "ui.badge(text)",
        "ui.empty(text, text)",
        "ui.refused_button(text, text)",
        "ui.button(text)",
        "ui.facts([(text, text)])",
        "ui.timeline([item])",
        "ui.field(form.name)",
        "ui.field(form.kind)",
        "ui.clock(text, at, text)",
    ],
)
def test_nothing_typed_becomes_markup(call):
    item = SimpleNamespace(at=AT, title=CANARY, by=CANARY, text=CANARY, late=True, recorded_at=AT)
    html = render(call, text=CANARY, item=item, at=AT, form=Sample({"name": CANARY}, at=AT))
    assert "<script" not in html
    assert "&lt;script" in html


def test_a_refused_button_shows_its_reason_as_text():
    html = render("ui.refused_button('接单', '须先派单。')")
    assert "disabled" in html
    assert "<span>须先派单。</span>" in html


def test_a_timeline_tells_moment_title_and_name():
    html = render("ui.timeline([item])", item=told(late=False))
    assert "11月23日（周一）15:00" in html
    assert 'datetime="2026-11-23T15:00:00+08:00"' in html
    assert "李娜" in html
    assert "补录" not in html


def test_a_timeline_says_what_was_typed_long_after_it_happened():
    html = render("ui.timeline([item])", item=told(late=True))
    assert "补录，11月24日（周二）09:30录入" in html
    assert "11月23日（周一）15:00" in html


def told(*, late):
    typed = AT + timedelta(hours=18, minutes=30)
    return SimpleNamespace(at=AT, title="登记", by="李娜", text="", late=late, recorded_at=typed)


def test_every_form_gets_its_own_nonce():
    first, second = (Sample(at=AT).nonce for _ in range(2))
    assert first != second
    assert len(first) == 32
    assert f'value="{first}"' in render("ui.once(form)", form=SimpleNamespace(nonce=first))


def test_a_form_shown_again_keeps_its_nonce_while_nothing_is_saved():
    kept = Sample(at=AT).nonce
    assert Sample({"once": kept}, at=AT).nonce == kept
    assert Sample({"once": "<junk>"}, at=AT).nonce not in {"<junk>", kept}


def test_a_misspelt_name_is_an_error_not_a_blank():
    with pytest.raises(UndefinedError):
        render("matter.titel", matter=SimpleNamespace(title="x"))


@pytest.mark.django_db
def test_the_head_is_the_centres_own_name_even_without_a_database():
    name = Unit.objects.get(code="centre").name
    with patch.object(Unit.objects, "filter", side_effect=OperationalError):
        assert jinja.centre_name() == "社会治安综合治理中心"
    assert jinja.centre_name() == name
