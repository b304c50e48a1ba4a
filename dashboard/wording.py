"""Dates and amounts in words: no more precise than what they are made from."""

import re
from datetime import date
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_symbol

from events.amount import Amount
from events.record import Figure, Record
from events.when import When

LOCALE = "en_GB"
SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
NO_DATE = "no date in the text"
MAGNITUDES = ((Decimal(10**12), "trillion"), (Decimal(10**9), "billion"), (Decimal(10**6), "million"))
BEFORE_A_NUMBER = (
    "at least", "at most", "more than", "less than", "over", "under", "up to", "around", "about",
    "approximately", "nearly", "almost", "some", "only", "an estimated", "estimated",
)  # fmt: skip
"""Qualifiers that read well before a number; others stand after it, in quotation marks."""
VAGUE = re.compile("(dozens|scores|hundreds|thousands|millions|billions)$", re.IGNORECASE)
"""Words for a number that take an “of” before what they count."""


def when_words(when: When) -> str:
    """A date in words at its own precision: “September 2019”, “2016 or later”, “the 1990s”."""
    start, slash, end = when.edtf.partition("/")
    if not slash:
        return part_words(start)
    if start in ("", ".."):
        return f"until {part_words(end)}"
    if end in ("", ".."):
        return f"since {part_words(start)}"
    return f"{part_words(start)} to {part_words(end)}"


def part_words(part: str) -> str:
    """One end of a date in words; what is not a plain date is shown as it is written."""
    about = "about " if re.search("[~%]", part) else ""
    perhaps = "perhaps " if re.search("[?%]", part) else ""
    bare = re.sub("-XX(-XX)?$", "", re.sub("[~?%]", "", part))
    return perhaps + about + plain_words(bare)


def plain_words(part: str) -> str:
    match = re.fullmatch(r"(\d{4})-(\d{2})(?:-(\d{2}))?", part)
    if match and match[2] in SEASONS:
        return f"{SEASONS[match[2]]} {match[1]}"
    if match and match[3]:
        return format_date(date(int(match[1]), int(match[2]), int(match[3])), "d MMMM y", LOCALE)
    if match and int(match[2]) <= 12:
        return format_date(date(int(match[1]), int(match[2]), 1), "MMMM y", LOCALE)
    if re.fullmatch(r"\d{3}X", part):
        return f"the {part[:3]}0s"
    if re.fullmatch(r"\d{2}XX", part):
        return f"the years {part[:2]}00–{part[:2]}99"
    return part


def record_date(record: Record) -> str:
    """The date of a record in words: printed, of its number, inferred, or none."""
    if record.when is not None:
        return when_words(record.when)
    if isinstance(record, Figure) and record.as_of is not None:
        return f"as of {when_words(record.as_of)}"
    printed = f"“{record.when_words}”" if record.when_words else ""
    if record.inferred is not None:
        said = f"{printed}; " if printed else ""
        return f"{said}inferred {when_words(record.inferred.when)}"
    if printed:
        return f"{printed}; the year is not in the text"
    return NO_DATE


def amount_words(amount: Amount) -> str:
    """An amount as a reader says it: “at least 55 projects”, “US$27.7 billion”, “15 %”."""
    low, high = amount.value_min, amount.value_max
    if low is None and high is None:
        of = "of" if unit_words(amount) and VAGUE.search(amount.qualifier) else ""
        return " ".join(filter(None, [amount.qualifier, of, unit_words(amount)]))
    if low is not None and high is not None and low != high:
        number = f"{number_words(low, amount)} to {number_words(high, amount)}"
    else:
        number = number_words(low if low is not None else high, amount)
    unit = "" if amount.currency else unit_words(amount)
    qualifier = amount.qualifier or bound_words(amount)
    if qualifier and qualifier.casefold() not in BEFORE_A_NUMBER:
        return " ".join(filter(None, [number, unit, f"(“{qualifier}”)"]))
    return " ".join(filter(None, [qualifier, number, unit]))


def bound_words(amount: Amount) -> str:
    """A bound never reads like a number, even where no qualifier was written down."""
    if amount.value_max is None:
        return "at least"
    return "at most" if amount.value_min is None else ""


def unit_words(amount: Amount) -> str:
    return "" if amount.unit in ("money", "share", "percent", "rank") else amount.unit


def number_words(value: Decimal, amount: Amount) -> str:
    if amount.currency:
        return compact_money(value, amount.currency)
    number = all_digits(value)
    if amount.unit == "percent":
        return f"{number}\u202f%"
    return f"no. {number}" if amount.unit == "rank" else number


def compact_money(value: Decimal, currency: str) -> str:
    """A sum with its currency and its magnitude in words, no digit lost: “US$27.7 billion”."""
    symbol = get_currency_symbol(currency, LOCALE)
    symbol += "\u00a0" if symbol[-1].isalpha() else ""
    for size, word in MAGNITUDES:
        if abs(value) >= size:
            return f"{symbol}{all_digits(value / size)}\u00a0{word}"
    return symbol + all_digits(value)


def all_digits(value: Decimal) -> str:
    """A number with all its digits, its thousands set apart."""
    return format_decimal(value, locale=LOCALE, decimal_quantization=False)


def counted(count: int, noun: str) -> str:
    """“1 record”, “12 records”."""
    return f"{format_decimal(count, locale=LOCALE)} {noun}{'' if count == 1 else 's'}"


def years_words(first: int | None, last: int | None) -> str:
    """A range of years: “2016–2019”, “2016”, “until 2016”, “since 2016”."""
    if first is None or last is None:
        return f"until {last}" if first is None else f"since {first}"
    return str(first) if first == last else f"{first}–{last}"


def language_name(lang: str) -> str:
    """The English name of a language (BCP 47), or the code where it has none."""
    try:
        return Locale.parse(lang, sep="-").get_display_name("en") or lang
    except (UnknownLocaleError, ValueError):
        return lang
