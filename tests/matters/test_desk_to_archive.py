import pytest

from fengdan.matters.models import Agreement
from fengdan.matters.verify import verify
from tests.cast import Walk

pytestmark = pytest.mark.django_db


def test_a_dispute_told_at_the_desk_ends_as_a_closed_file():
    walk = Walk().to_settled().archive()

    assert walk.matter.stage == "archived"
    assert walk.matter.holder_id == "centre"
    assert walk.matter.version == walk.matter.events.count()
    agreement = Agreement.objects.get(matter=walk.matter)
    assert agreement.number == "（2026）陇访调人调字第1号"
    assert agreement.effective_at == max(agreement.signatures.values_list("signed_at", flat=True))
    assert verify() == {"ok": True, "matters": 1, "events": walk.matter.version, "problems": []}
