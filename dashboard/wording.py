"""Records' dates and amounts in words: no more precise than what they are made from."""

import re
from decimal import Decimal

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal, get_currency_symbol

from dashboard.date_words import as_of_words, lasting_words, once_words, when_words
from dashboard.phrases import ENGLISH, phrases
from events.amount import Amount
from events.record import LASTING, Figure, Record
from events.when import When

LOCALE = "en_GB"
NO_DATE = phrases(ENGLISH).no_date.words()
MAGNITUDES = ((Decimal(10**12), "trillion"), (Decimal(10**9), "billion"), (Decimal(10**6), "million"))
BEFORE_A_NUMBER = (
    "at least", "at most", "more than", "less than", "over", "under", "up to", "around", "about",
    "approximately", "nearly", "almost", "some", "only", "an estimated", "estimated",
)  # fmt: skip
"""Qualifiers that read well before a number; others stand after it, in quotation marks."""
VAGUE = re.compile("(dozens|scores|hundreds|thousands|millions|billions)$", re.IGNORECASE)
"""Words for a number that take an “of” before what they count."""


def record_date(record: Record, locale: str = ENGLISH) -> str:
    """The date of a record in words: printed, of its number, inferred, or none."""
    if record.when is not None:
        return happened_words(record, record.when, locale)
    if isinstance(record, Figure) and record.as_of is not None:
        return as_of_words(record.as_of, locale)
    say = phrases(locale)
    printed = f"“{record.when_words}”" if record.when_words else ""
    if record.inferred is not None:
        return say.inferred.words(printed or say.no_date.words(), when_words(record.inferred.when, locale))
    return say.no_year.words(printed) if printed else say.no_date.words()


def happened_words(record: Record, when: When, locale: str = ENGLISH) -> str:
    """A printed date: an event happened once or lasted, a number is of a time."""
    if record.kind != "event":
        return when_words(when, locale)
    return lasting_words(when, locale) if record.type in LASTING else once_words(when, locale)


def date_words(record: Record, published: When | None, date: str, locale: str = ENGLISH) -> str:
    """The date of a record that the years are compared with (a key of query.DATES), in words."""
    say = phrases(locale)
    if date == "published":
        return say.article.words(when_words(published, locale)) if published else say.no_article.words()
    if date == "as-of":
        as_of = record.as_of if isinstance(record, Figure) else None
        return as_of_words(as_of, locale) if as_of else say.no_as_of.words()
    return record_date(record, locale)


def date_inferred(record: Record, date: str) -> bool:
    """Whether the date that the years are compared with is one that we inferred."""
    return date == "happened" and record.inferred is not None and record.dated is record.inferred.when


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
