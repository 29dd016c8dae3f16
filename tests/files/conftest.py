from pathlib import Path

import pytest


@pytest.fixture(params=["aes", "sm4"])
def crypto(request, settings) -> str:
    settings.CRYPTO = request.param
    return request.param


@pytest.fixture
def shelf(tmp_path, settings) -> Path:
    """A data directory of one's own; the key file stays where it is."""
    settings.DATA = tmp_path
    return tmp_path
