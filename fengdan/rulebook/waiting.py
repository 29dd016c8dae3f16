"""What waits for one person and would wait for ever: a need, time that stands still, a 督办 to be signed or judged.

Each has a clock of its own, so that nothing is silent while the limits of the matter are.
"""

from collections.abc import Mapping

NEED = "need"  # until when whoever cannot be served is answered; an order that is late starts it as well
SUPERVISION = "supervision"  # started by issuing a 督办, with the reply limit of its kind (supervision.csv)
SUSPENSION = "suspension"  # until somebody asks whether what the matter waits for has come
SIGN = "sign_supervision"  # started with a draft, whoever or whatever made it
JUDGE = "judge_supervision"
STARTS: Mapping[str, tuple[str, ...]] = {
    "register_need": (NEED,),
    "suspend": (SUSPENSION,),
    "answer_supervision": (JUDGE,),
}
STOPS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("resume", "undo_limit_change"), (SUSPENSION,)),
    "issue_supervision": (SUPERVISION, SIGN),  # and the reply to the one before, when the next one up is issued
    "drop_supervision": (SIGN,),
    "answer_supervision": (SUPERVISION,),
    "judge_supervision": (JUDGE,),
    "answer_need": (NEED,),  # and nothing else: it runs on when the matter ends
}
