import base64

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from fengdan.matters.models import Note, Party
from fengdan.vault import cipher
from fengdan.vault.cipher import Unreadable, decrypt, encrypt
from fengdan.vault.keys import Keys
from tests.cast import WANG, Walk

NAME, PHONE = "matters_party.name", "matters_party.phone"


@pytest.fixture(params=["aes", "sm4"])
def crypto(request, settings) -> str:
    settings.CRYPTO = request.param
    return request.param


def flipped(stored: str, place: int) -> str:
    """The stored value with one bit of nonce, ciphertext or tag turned."""
    key, mark, packed = stored.split(":")
    raw = bytearray(base64.b64decode(packed))
    raw[place] ^= 1
    return f"{key}:{mark}:{base64.b64encode(raw).decode()}"


def test_what_goes_in_comes_out(crypto):
    @effort(derandomize=True, deadline=None, max_examples=100)
    @given(st.text())
    def keep(text):
        assert decrypt(encrypt(text, NAME), NAME) == text

    keep()
    assert decrypt(encrypt("䶮𠮷，王测一", NAME), NAME) == "䶮𠮷，王测一"


def test_stored_value_says_which_key_and_cipher_and_nothing_else(crypto):
    one, other = encrypt(WANG.name, NAME), encrypt(WANG.name, NAME)
    assert one.startswith("k1:a:" if crypto == "aes" else "k1:s:")
    assert one != other
    assert WANG.name.encode() not in base64.b64decode(one.split(":")[2])


def test_every_turned_bit_is_noticed(crypto):
    stored = encrypt("王测一", NAME)
    for place in range(cipher.NONCE_BYTES + len("王测一".encode()) + cipher.TAG_BYTES):
        with pytest.raises(Unreadable):
            decrypt(flipped(stored, place), NAME)


def test_value_moved_to_another_column_is_unreadable(crypto):
    stored = encrypt(WANG.phone, PHONE)
    with pytest.raises(Unreadable):
        decrypt(stored, NAME)


def test_wrong_key_does_not_read(crypto, monkeypatch):
    stored = encrypt(WANG.name, NAME)
    monkeypatch.setattr(cipher, "keys", lambda: Keys("k1", {"k1": bytes(32)}, b"", b""))
    with pytest.raises(Unreadable):
        decrypt(stored, NAME)


@pytest.mark.parametrize("mark", ["a", "s"])
@pytest.mark.parametrize(
    "packed", ["", "AA==", base64.b64encode(bytes(12)).decode(), base64.b64encode(bytes(20)).decode(), "张三"]
)
def test_what_is_no_ciphertext_is_unreadable(mark, packed):
    for stored in (f"k1:{mark}:{packed}", f"k9:{mark}:{packed}", packed):
        with pytest.raises(Unreadable):
            decrypt(stored, NAME)


def test_values_written_under_the_other_cipher_stay_readable(settings):
    settings.CRYPTO = "sm4"
    old = encrypt(WANG.name, NAME)
    settings.CRYPTO = "aes"
    assert decrypt(old, NAME) == WANG.name


def test_new_values_use_the_current_key_and_old_ones_stay_readable(monkeypatch):
    held = Keys("k1", {"k1": bytes(32)}, b"", b"")
    monkeypatch.setattr(cipher, "keys", lambda: held)
    old = encrypt(WANG.name, NAME)
    held = Keys("k2", {"k1": bytes(32), "k2": b"2" * 32}, b"", b"")
    assert encrypt(WANG.name, NAME).startswith("k2:")
    assert decrypt(old, NAME) == WANG.name


@pytest.mark.django_db
def test_database_holds_no_plain_name():
    party = Walk().register().matter.parties.first()
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone, address FROM matters_party WHERE id = %s", [party.pk])
        name, phone, address = cursor.fetchone()
    assert (decrypt(name, NAME), decrypt(phone, PHONE)) == (WANG.name, WANG.phone)
    assert address == ""


@pytest.mark.django_db
@pytest.mark.parametrize("how", [{"name": "王测一"}, {"name__contains": "王"}, {"name__in": ["王测一"]}])
def test_ciphertext_is_never_compared(how):
    with pytest.raises(TypeError, match="would compare ciphertext"):
        list(Party.objects.filter(**how))
    assert not Note.objects.filter(text__isnull=True).exists()
