from typing import Any

from fengdan.matters.actions.sign import sign
from fengdan.matters.models import Matter, Signature
from fengdan.matters.queries.page import MatterPage
from fengdan.rulebook.signing import SignatureRecord
from fengdan.web.matter.steps.base import StepForm
from fengdan.web.shared.fields import Choice, PastMoment, Text, Tick


class Sign(StepForm):
    template = "matter/sign.html"

    signer = Choice("谁的签字或盖章", radio=True)
    manner = Choice("方式", Signature.Manner.choices, radio=True)
    signed_at = PastMoment("签署时间")
    identity_checked = Tick("已核对当事人身份证件（当事人签署时必须核对）")
    witness = Text("见证人", 60, required=False, hint="按指印的必须写。")

    def prepare(self, page: MatterPage) -> None:
        if page.agreement:
            missing = page.agreement.missing
            self.offer("signer", [(line.signer, line.label) for line in missing])
            if missing:
                self.fields["signer"].initial = missing[0].signer
        self.fields["signed_at"].initial = self.at

    def take(self, matter: Matter, **common: Any) -> Matter:
        said = self.cleaned_data
        signature = SignatureRecord(
            said["signer"], said["manner"], said["signed_at"], said["witness"], said["identity_checked"]
        )
        return sign(matter, signature=signature, **common)
