"""Small numbers as short text: base64 digits of five bits each, the lowest first.

A digit with its sixth bit set has another after it: the variable-length quantities of source maps
(ECMA-426), without their sign. ``atlas-map.js`` reads them.
"""

from collections.abc import Iterable
from string import ascii_lowercase, ascii_uppercase, digits

ALPHABET = ascii_uppercase + ascii_lowercase + digits + "+/"
BITS = 5
MORE = 1 << BITS


def written(numbers: Iterable[int]) -> str:
    """Numbers, none of them below zero, one after the other."""
    return "".join(map(of_one, numbers))


def of_one(number: int) -> str:
    if number < 0:
        raise ValueError(f"{number} is below zero")
    found = ""
    while number >= MORE:
        found += ALPHABET[number % MORE + MORE]
        number >>= BITS
    return found + ALPHABET[number]
