"""What the server loads. It refuses to start on an unguarded database or with somebody else's keys."""

import os
import threading
import time

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fengdan.settings")
application = get_wsgi_application()

from fengdan.collector import settle  # noqa: E402 - needs the apps loaded
from fengdan.database.check import refuse_owner, refuse_unless_guarded  # noqa: E402
from fengdan.people.demo import refuse_demo_accounts  # noqa: E402
from fengdan.vault.check import bind_keys  # noqa: E402


def _end_with(server: int) -> None:
    """A worker whose server was killed would hold the port and serve on, with nobody to stop it."""
    while os.getppid() == server:
        time.sleep(1)
    os._exit(1)


threading.Thread(target=_end_with, args=[os.getppid()], daemon=True).start()
refuse_unless_guarded(connection)
bind_keys()
if settings.PROFILE == "live":
    refuse_owner(connection)
    refuse_demo_accounts()
connection.close()
settle()
