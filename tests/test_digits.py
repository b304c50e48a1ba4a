"""Numbers as digits: short, and read back as they were."""

from random import Random

import pytest

from dashboard.digits import ALPHABET, written
from dashboard.scene import stepped
from tests.visiting import unstepped


@pytest.mark.parametrize(
    ("number", "digits"),
    [(0, "A"), (1, "B"), (31, "f"), (32, "gB"), (63, "/B"), (64, "gC"), (1023, "/f"), (1024, "ggB")],
)
def test_a_number_is_written_as_source_maps_write_it(number, digits):
    assert written([number]) == digits


def test_the_digits_are_those_of_base64():
    assert len(set(ALPHABET)) == len(ALPHABET) == 64
    assert (ALPHABET[0], ALPHABET[26], ALPHABET[52], ALPHABET[62:]) == ("A", "a", "0", "+/")


def test_what_is_written_is_read_back():
    random = Random(7)
    for _ in range(300):
        numbers = random.sample(range(10 ** random.randint(2, 6)), random.randint(0, 40))
        counts = {number: random.randint(1, 10 ** random.randint(1, 9)) for number in numbers}
        assert unstepped(stepped(list(counts.items()))) == dict(sorted(counts.items()))


def test_what_is_below_zero_is_no_number_of_records():
    with pytest.raises(ValueError, match="-1 is below zero"):
        written([3, -1])
