"""Units, currencies and the words that bound a number: spelling -> one form."""

import re


def _table(rows: str) -> dict[str, str]:
    """Read lines of `form: spelling, spelling`."""
    table = {}
    for row in rows.strip().splitlines():
        form, spellings = row.strip().split(": ")
        for spelling in spellings.split(", "):
            table[spelling] = form
    return table


CURRENCIES = _table("""
    USD: $, us$, usd, dollar, dollars
    EUR: €, eur, euro, euros
    GBP: £, gbp, pound, pounds
    JPY: ¥, jpy, yen
    CNY: rmb, cny, yuan
    INR: ₹, inr, rupee, rupees
    KRW: ₩, krw, won
    AUD: a$, aud
    CAD: c$, cad
    HKD: hk$, hkd
    SGD: s$, sgd
    CHF: chf, francs
    cent: cent, cents
""")
"""A bare `$` and `dollars` are US dollars."""

UNITS = _table("""
    %: %, percent, per cent, pct
    points: percentage points, percentage point, percentage-point, points, point, pp
    basis points: basis points, basis point, bps
    times: x, ×, times, fold
    PB: pb, petabytes
    TB: tb, terabytes, terabyte
    GB: gb, gigabytes, gigabyte
    GiB: gib
    MB: mb, megabytes, megabyte
    KB: kb, kilobytes, kilobyte
    TB/s: tb/s
    GB/s: gb/s
    MB/s: mb/s
    Gbit/s: gbps, gbit/s
    bit: bit, bits
    byte: byte, bytes
    ns: ns, nanoseconds
    us: μs, us, microseconds
    ms: ms, milliseconds, millisecond
    second: s, sec, secs, second, seconds
    minute: min, mins, minute, minutes
    hour: hour, hours, hr, hrs, h
    day: day, days
    week: week, weeks
    month: month, months
    year: year, years
    decade: decade, decades
    century: century, centuries
    W: w, watt, watts
    kW: kw, kilowatt, kilowatts
    MW: mw, megawatt, megawatts
    GW: gw, gigawatt, gigawatts
    kWh: kwh
    MWh: mwh
    TWh: twh
    Hz: hz
    MHz: mhz
    GHz: ghz
    nm: nm, nanometers, nanometres
    mm: mm
    cm: cm
    metre: metre, metres, meter, meters
    km: km, kilometre, kilometres, kilometer, kilometers
    mile: mile, miles
    foot: foot, feet, ft
    inch: inch, inches
    kg: kg, kilogram, kilograms
    tonne: tonne, tonnes
    ton: ton, tons
    lb: lb, lbs
    FLOPS: flops
    TFLOPS: tflops, teraflops
    PFLOPS: pflops, petaflops
    EFLOPS: eflops, exaflops
    token/s: tok/s, tokens/s, tps
    °C: °c
    °F: °f
""")
"""A plain noun after a number (`820 respondents`) is no unit; the words' alignment judges it."""

BOUNDS = _table("""
    >: more than, over, just over, at least, exceeding, exceeds, exceeded, above, greater than, upwards of, no fewer than, no less than, not less than, a minimum of, beyond, >, ≥, >=
    <: up to, as many as, as much as, less than, fewer than, under, below, at most, no more than, not more than, a maximum of, nearly, almost, just under, <, ≤, <=
    ~: about, around, approximately, roughly, circa, ~, close to, an estimated, estimated, approx., ≈
""")
"""Before a number: `>` at least or more than, `<` at most or less than, `~` about."""


def _any(spellings: list[str]) -> str:
    return "|".join(re.escape(s) for s in sorted(spellings, key=len, reverse=True))


UNIT_AFTER = re.compile(rf"[ -]?({_any(list(UNITS))})(?![\w/])", re.IGNORECASE)
CURRENCY_AFTER = re.compile(
    rf"[ -]?(?:US |U\.S\. )?({_any([c for c in CURRENCIES if c.isalpha()] + ['€', '£', '$'])})(?!\w)",
    re.IGNORECASE,
)
CURRENCY_BEFORE = re.compile(
    rf"(?:\A|(?<=[^\w]))({_any([c for c in CURRENCIES if '$' in c or not c.isalpha()])}|USD|EUR|GBP|RMB) ?\Z",
    re.IGNORECASE,
)
BOUND_BEFORE = re.compile(
    rf"(?:\A|(?<=\W))({_any(list(BOUNDS))}) ?(?:(?:an?|the) )?\Z", re.IGNORECASE
)
BOUND_AFTER = re.compile(
    r" ?(?:(\+(?!\w)| or (?:more|above|higher|greater)\b)|( or (?:less|fewer|lower|below)\b))"
)
