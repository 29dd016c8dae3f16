import pytest

from fengdan.vault import mask


@pytest.mark.parametrize(
    ("hide", "text", "shown"),
    [
        (mask.id_number, "62112219900101001X", "621122********001X"),
        (mask.id_number, "621122900101001", "621122*****1001"),
        (mask.id_number, "1234567890", "**********"),
        (mask.id_number, "", ""),
        (mask.phone, "13800000001", "138****0001"),
        (mask.phone, "09326620000", "093****0000"),
        (mask.phone, "6620000", "*****00"),
        (mask.phone, "1", "1"),
        (mask.phone, "", ""),
        (mask.address, "巩昌镇某村某社十二号", "巩昌镇某村某****"),
        (mask.address, "", ""),
    ],
)
def test_shown_until_somebody_asks(hide, text, shown):
    assert hide(text) == shown
