"""Numbers as printed: a value or a range, its unit, its qualifier, and money's ISO 4217 code."""

from dataclasses import dataclass
from decimal import Decimal

ISO_4217 = frozenset(
    (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD"
        " CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS"
        " GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW"
        " KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR"
        " MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR"
        " SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX"
        " USD UYU UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"
    ).split()
)
"""The alphabetic codes of ISO 4217 in use."""

LARGEST = 30
"""Powers of ten beyond which a number is a slip."""


@dataclass(frozen=True, slots=True)
class Amount:
    """What the words count or price.

    ``value_min`` and ``value_max`` are equal for one number, one of them is None where the
    text gives only a bound ("at least 55"), both are None where it counts in words alone
    ("tens of thousands"): then the ``qualifier`` is what there is. ``as_of`` is the EDTF year
    that the text gives for the number; ``currency_inferred`` says why a bare sign was read
    as a currency.
    """

    value_min: Decimal | None = None
    value_max: Decimal | None = None
    unit: str = ""
    qualifier: str = ""
    currency: str | None = None
    currency_inferred: str = ""
    as_of: str | None = None

    @property
    def fault(self) -> str:
        """Why this cannot be an amount, or the empty string."""
        low, high = self.value_min, self.value_max
        if low is None and high is None and not self.qualifier:
            return "neither a number nor the words for one"
        if any(v is not None and not v.is_finite() for v in (low, high)):
            return "not a finite number"
        if any(v and abs(v.adjusted()) > LARGEST for v in (low, high)):
            return "larger or smaller than any number in an article"
        if low is not None and high is not None and low > high:
            return "the smallest value is above the largest"
        return ""
