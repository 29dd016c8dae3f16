"""A form that was sent before: what it did then is the answer now."""

from fengdan.database.prepared import Prepared, Slot
from fengdan.matters.entry import Once
from fengdan.matters.models import Event, Matter
from fengdan.rulebook.actor import Actor
from fengdan.rulebook.errors import Refused

_saved = Prepared(lambda: Event.objects.filter(once=Slot("once")).select_related("matter"))


def done_before(once: Once, actor: Actor, step: str, matter: Matter | None) -> Matter | None:
    """The matter this very form has moved already, or None. `matter` is None for `register`.

    Raises Refused when the nonce was used for other content, by somebody else, or for another step or matter.
    """
    event = _saved.first(once=once.nonce)
    if event is None:
        return None
    same = event.actor_id == actor.id and event.step == step and event.facts.get("form") == once.digest
    if same and (matter is None or matter.pk == event.matter_id):
        return event.matter
    raise Refused(
        f"这张表已经保存过（{event.matter.code}），这次的内容与上次不同，没有再保存。"
        "要改已保存的内容请到该事项办理“更正”；要另记一件请重新打开表单。"
    )
