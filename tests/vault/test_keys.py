import json
import stat

import pytest

from fengdan.rulebook.errors import Refused
from fengdan.vault import blind
from fengdan.vault.check import bind_keys
from fengdan.vault.keys import keys
from fengdan.vault.models import KeyCheck
from tests.cast import WANG


@pytest.fixture
def file(tmp_path, settings):
    """A place of one's own for the key file; the cached keys are put back afterwards."""
    place = tmp_path / "safe" / "keys.json"
    own = settings.KEYS
    settings.KEYS = place
    keys.cache_clear()
    yield place
    settings.KEYS = own
    keys.cache_clear()


def test_keys_are_made_once_and_only_their_owner_reads_them(file):
    made = keys()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len({made.fields["k1"], made.index, made.search}) == 3
    assert {len(made.fields["k1"]), len(made.index), len(made.search)} == {32}
    before = file.read_bytes()
    keys.cache_clear()
    assert keys() == made
    assert file.read_bytes() == before


def test_two_key_files_are_never_alike(file):
    first = keys()
    file.unlink()
    keys.cache_clear()
    assert keys().index != first.index


def test_keys_do_not_show_in_a_traceback(file):
    made = keys()
    stored = json.loads(file.read_text())
    assert stored["fields"]["k1"] not in repr(made)
    assert repr(made) == "Keys(current='k1')"


@pytest.mark.django_db
def test_database_refuses_keys_that_are_not_its_own(file):
    known = KeyCheck.objects.get().value
    with pytest.raises(Refused, match=r"密钥文件 keys\.json 不是这个数据库的密钥"):
        bind_keys()
    assert KeyCheck.objects.get().value == known


@pytest.mark.django_db
def test_database_takes_its_own_keys_again_and_again():
    bind_keys()
    bind_keys()
    assert KeyCheck.objects.count() == 1


def test_blind_index_is_the_same_for_the_same_value_only(file):
    index = blind.index("phone", WANG.phone)
    assert index == blind.index("phone", WANG.phone)
    assert index != blind.index("id_number", WANG.phone)
    assert index != blind.index("phone", "13800000009")
    assert blind.index("phone", "") == ""
    assert (len(index), WANG.phone in index) == (64, False)
    file.unlink()
    keys.cache_clear()
    assert index != blind.index("phone", WANG.phone)
