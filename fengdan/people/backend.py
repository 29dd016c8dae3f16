"""How Django finds the account of a session, once for every request."""

from django.contrib.auth.backends import ModelBackend

from fengdan.database.prepared import Prepared, Slot
from fengdan.people.models import User

_user = Prepared(lambda: User.objects.filter(pk=Slot("user")))


class Backend(ModelBackend):
    """Django's own, asking a prepared query."""

    def get_user(self, user_id: int) -> User | None:
        user = _user.first(user=user_id)
        return user if user and self.user_can_authenticate(user) else None
