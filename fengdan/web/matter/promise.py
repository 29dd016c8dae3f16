"""What an oral agreement leaves to be done, asked in three short questions on the pages that settle in one save."""

from typing import Any

from fengdan.matters.actions.receive import Promise
from fengdan.rulebook.facts import Side
from fengdan.web.shared.fields import Choice, Day, Tick
from fengdan.web.shared.forms import Form
from fengdan.web.shared.money import Yuan

WHO = [(Side.APPLICANT.value, "申请人（来找的人）"), (Side.RESPONDENT.value, "对方")]


class WithPromise(Form):
    """Adds who, until when and how much; or the tick that nothing remains."""

    promise_party = Choice("以后由谁来办", WHO, required=False, radio=True)
    promise_due_on = Day("最迟哪天", required=False, hint="到期第二天会有人问办了没有。")
    promise_amount = Yuan("多少钱（元）", required=False, hint="不是给钱的不填。")
    nothing_due = Tick("没有要以后办的")

    def check_promise(self, said: dict[str, Any]) -> None:
        """One or the other unless all was done on the spot (`performed`); a promise has who and until when."""
        typed = [name for name in ("promise_party", "promise_due_on", "promise_amount") if said.get(name)]
        if said.get("nothing_due") and typed:
            self.add_error("nothing_due", "填了以后由谁来办，又勾选了“没有要以后办的”，请留其中一个。")
        if said.get("nothing_due") or (said.get("performed") and not typed):
            return
        if not typed:
            self.add_error("nothing_due", "请填写以后由谁来办、最迟哪天；没有的，勾选“没有要以后办的”。")
            return
        for name, ask in {"promise_party": "请选择", "promise_due_on": "请填写"}.items():
            if not said.get(name) and name not in self.errors:
                self.add_error(name, f"{ask}“{self.fields[name].label}”。")

    def promise(self) -> Promise | None:
        said = self.cleaned_data
        if not said["promise_party"]:
            return None
        return Promise(Side(said["promise_party"]), said["promise_due_on"], said["promise_amount"])
