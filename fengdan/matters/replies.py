"""The answer that waits to be judged: one of a unit that still has the matter."""

from django.db.models import QuerySet

from fengdan.matters.models import Assignment, Matter, Reply
from fengdan.rulebook.facts import ReplyState


def waiting_replies() -> QuerySet[Reply]:
    """Of all matters. What a unit had sent before the matter was taken from it waits for nobody."""
    return Reply.objects.filter(state=ReplyState.SUBMITTED, assignment__status=Assignment.Status.TAKEN)


def waiting_reply(matter: Matter) -> Reply:
    """Raises DoesNotExist where none waits; the rulebook has said so before."""
    return waiting_replies().get(matter=matter)
