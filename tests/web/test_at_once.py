"""Two people at one matter at the same instant, through the pages."""

from datetime import timedelta

import pytest
from django.utils import timezone

from fengdan.matters.actions.note import note
from fengdan.matters.verify import verify
from tests.cast import actor
from tests.web.reader import read
from tests.web.scene import brought, screen

pytestmark = pytest.mark.django_db


def test_what_is_added_while_somebody_else_adds_as_well_is_saved_after_it():
    matter = brought("taken").matter
    seat, address = screen("clerk"), f"/m/{matter.code}/note/"
    form = read(seat.get(address)).form(address)
    # the other one's request began later and was done first
    note(matter, text="先到一步", actor=actor("duty"), at=timezone.now() + timedelta(seconds=30))
    assert seat.post(address, form.filled(text="李测二来电")).status_code == 302
    assert [event.step for event in matter.events.order_by("-seq")[:2]] == ["note", "note"]
    assert verify()["problems"] == []
