"""What the server loads. It refuses to start on an unguarded database or with somebody else's keys."""

import os

from django.core.wsgi import get_wsgi_application
from django.db import connection

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fengdan.settings")
application = get_wsgi_application()

from fengdan.database.check import refuse_unless_guarded  # noqa: E402 - needs the apps loaded
from fengdan.vault.check import bind_keys  # noqa: E402

refuse_unless_guarded(connection)
bind_keys()
connection.close()
