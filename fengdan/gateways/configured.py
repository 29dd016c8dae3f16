"""The gateways of this installation, from its settings."""

from django.conf import settings

from fengdan.gateways.mail.smtp import Smtp, server_of
from fengdan.gateways.null import Null
from fengdan.gateways.port import Gateway
from fengdan.gateways.sms.folder import Folder


def gateways() -> dict[str, Gateway]:
    """Channel → its gateway, the null one where none is set up. Raises ValueError for a setting that makes no sense."""
    return {
        "sms": Folder(settings.SMS_DIR) if settings.SMS_DIR else Null(),
        "mail": Smtp(server_of(settings.SMTP), settings.MAIL_FROM) if settings.SMTP else Null(),
    }
