"""The form every page starts from: it checks and types input, and knows no rule of the office."""

import hashlib
import json
import re
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict

from fengdan.rulebook.errors import Refused
from fengdan.vault import blind

NOT_PAYLOAD = frozenset({"csrfmiddlewaretoken", "once", "seen", "then"})
NONCE = re.compile(r"[0-9a-f]{32}")


class Form(forms.Form):
    """`at` is the moment of the request: fields measure "not in the future" against it."""

    use_required_attribute = False  # the browser's own bubbles speak its language, not the clerk's

    def __init__(
        self, data: QueryDict | Mapping[str, Any] | None = None, files: Any = None, *, at: datetime, **options: Any
    ) -> None:
        super().__init__(data, files, **options)
        self.at = at
        for field in self.fields.values():
            if hasattr(field, "at"):
                field.at = at

    @property
    def nonce(self) -> str:
        """For the hidden field `once`: the posted one again while nothing is saved, else a fresh one of 128 bits."""
        posted = str(self.data.get("once", "")) if self.is_bound else ""
        return posted if NONCE.fullmatch(posted) else secrets.token_hex(16)

    def once_key(self) -> tuple[str, str]:
        """Return the page's nonce and a keyed digest of what was typed, to recognise a submission sent twice."""
        nonce = str(self.data.get("once", ""))
        if not NONCE.fullmatch(nonce):
            raise Refused("页面已失效，这次提交没有保存，请刷新页面后重新提交。")
        data = self.data
        lists = data.lists() if isinstance(data, QueryDict) else ((name, [value]) for name, value in data.items())
        payload = sorted((name, values) for name, values in lists if name not in NOT_PAYLOAD)
        sent: Mapping[str, Any] = self.files
        payload += sorted((name, [file.name, file.size, _content_digest(file)]) for name, file in sent.items())
        return nonce, blind.index("once", json.dumps(payload, ensure_ascii=False))

    def add_refused(self, refused: Refused) -> None:
        """Show a refusal of the rulebook at its field, or on top when it concerns the whole step."""
        self.add_error(refused.field if refused.field in self.fields else None, refused.reason)


def _content_digest(file: Any) -> str:
    """Tells one file from another of the same name and size; the content stays where it is."""
    if file.file is None:  # too big to be kept: fengdan.files.upload
        return ""
    digest = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    return digest
