"""Numbers that a claim states: 「两成多」, "around a fifth", 超过400亿元, "up to 20 years", "doubled".

A claim is right as a reader would have it: 463亿 is right of 463.4亿, "about half" of 49 %. What is
neither within its tolerance nor well outside is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal

from rdflib import URIRef

from dgkg.ask.language.numerals import CARDINALS, NUMERALS
from dgkg.figure import POWERS, Figure
from dgkg.interval import interval_of
from dgkg.namespaces import DGS, DGU, UNIT
from dgkg.pattern import pattern

__all__ = ["ClaimedAmount", "amounts_claimed"]

_CARDINALS = {**CARDINALS, "a": 1, "an": 1, "every": 1}
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10}
_SCALE = (
    r"万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千(?!分)|百(?!分)"
    r"|(?:hundred|thousand|million|billion|trillion|mn|bn|trn)\b|(?<=\d)[km]\b"
)
_BEFORE = {
    "upto": r"最高|最多|最长|至多|不超过|(?<!add )(?<!adds )(?<!added )(?<!came )up to|at most|a maximum of|maximum",
    "above": r"超过|超出|超|突破|高于|大于|多于|不低于|不少于|至少(?:也?有|也?是|达到?)?|起码(?:也?有|也?是)?|不止|过"
    r"|比(?=(?:\d|[一二两三四五六七八九十百])[^，。；,;]{0,9}?(?<![两三四五六七八九十])[多高大](?:[吗么吧没呢?？，,]|$))"
    r"|(?<!the )\btop(?= ?(?:cny |rmb |usd |us\$|\$)?\d[\d.,]*"
    r" ?(?:%|percent|per cent|[mbt]n\b|[mbt]r?illion|yuan)| \d{3,4}\b(?<!top 100)(?<!top 500))"
    r"|(?:more|greater|higher|larger|bigger) than|over|above|exceed(?:s|ed|ing)?|at least|upwards of"
    r"|no less than|no fewer than|topp(?:ed|ing)|passed|surpass(?:es|ed)?",
    "below": r"比(?=(?:\d|[一二两三四五六七八九十百])[^，。；,;]{0,9}?[少低小](?:[吗么吧没呢?？，,]|$))"
    r"|低于|小于|少于|不到|不足|没到|未到|(?:less|fewer|lower|smaller) than|under|below",
    "about": r"大约|大概|差不多(?:有|是)?|约|接近|将近|近|几乎"
    r"|around|about|roughly|approximately|some|nearly|almost|close to|circa",
}
_AFTER = {
    "above": r"及?以上|还多|有余|or more|or above|and above|\+",
    "below": r"及?以下|以内|or less|or below",
    "about": r"左右|上下|or so",
}
_ONLY = r"(?P<only>只有|只是|只|仅有|仅|才|\bonly|\bjust|\bmerely)?"
_UNIT = (
    r"个?百分点|percentage points?|points|%|percent|per cent|亿?元|美元|人民币|yuan|cny|rmb|usd|us dollars|dollars?"
    r"|(?:people|persons|participants|attendees|visitors)\b|(?:hour|day|month|year)s?\b|小时|天|个月|年(?!\d)"
    r"|[kmgtpe]flops\b|[家个场条项件次宗户台人座份款名笔类]"
)
# What lasts is claimed in one unit and may be stated in another; in days.
_TERMS = (
    (UNIT.HR, Decimal(1) / 24, ("小时", "hour", "hours")), (UNIT.DAY, Decimal(1), ("天", "day", "days")),
    (UNIT.MO, Decimal(30), ("个月", "month", "months")), (UNIT.YR, Decimal(365), ("年", "year", "years")),
)  # fmt: skip
_DAYS = {unit: days for unit, days, _ in _TERMS}
_TERM = {word: unit for unit, _, words in _TERMS for word in words}
# 「in 2023 USD 1.88 billion」: the money begins after the year.
_NO_YEAR = r"(?!20[0-4]\d\s*(?:cny|rmb|usd|us\$|¥|\$)\s*\d)"
# A small count in words: 四个行业, "five firms"; 「这三个行业」 and "the two parks" are names of them.
_SPELLED = (
    r"(?<![第这那前几每其上下近十百千万亿])[二两三四五六七八九十](?=[家个条项场款份座类大所支台](?!百分|月|季|半|工作|小时|星期|字))"
    r"|(?<![第这那前几每其上下近十百千万亿])(?:[二三四五六七八九]?十[一二三四五六七八九]?|[二两三四五六七八九十])"
    r"(?=[位名](?!于|列|单|次|优|城))"
    r"|(?<![第这那前几每其上下近十百千万亿])(?:[二三四五六七八九]十[一二三四五六七八九]?|十[一二三四五六七八九])"
    r"(?=[家个条项场款份座类所支台])"
    r"|\b(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?\b"
    r"(?= (?:hundred|thousand|million|billion)\b| [a-z-]+s\b)"
    r"|(?<!the )(?<!these )(?<!those )(?<!its )(?<!all )(?<!top )(?<!last )(?<!past )(?<!first )"
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten)"
    r"(?= [\"“]?(?:(?!years|months|consecutive|straight)[a-z-]+[\"”]? ){0,4}?(?!years|months)[a-z-]+s\b)"
)
_NUMBER = (
    rf"(?P<money>(?:cny|rmb|usd|us\$|¥|\$)\s*)?(?P<number>(?<!\d){_NO_YEAR}\d[\d,]*(?:\.\d+)?"
    # 「已经超过百亿元了吗」: of a scale alone there is one.
    rf"|(?<=[过超破近达到])(?=[百千万]亿)"
    rf"|[一二两三四五六七八九十](?=(?:{_SCALE}))"
    rf"|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten)(?= (?:{_SCALE}))|{_SPELLED})"
    rf"\s*(?P<scale>{_SCALE})?(?P<more>[多余])?\s*(?P<unit>{_UNIT})?"
)
_FRACTION = (
    r"(?P<tenths>[一二两三四五六七八九])成(?![立果为员绩就功熟本品])(?P<tenths_more>[多余半])?"
    r"|百分之(?P<percent>\d+(?:\.\d+)?|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
    r"|(?P<below_line>[二三四五六七八九十])分之(?P<above_line>[一二两三四五六七八九])"
    r"|(?P<half>一半|半数|(?<=过)半(?!年|导)|(?<=超)半(?!年|导))"
    r"|\b(?P<count>an?|one|two|three|four|five|seven|nine|every)[ -]"
    r"(?P<part>third|quarter|fifth|sixth|eighth|tenth)s?\b"
    r"(?! (?:batch|generation|party|place|year|time))"
    r"|(?P<half_of>\b(?:one )?half\b)(?![ -]year)"
    r"|\b(?:one|1) (?:in|out of) (?:every )?(?P<one_in>two|three|four|five|six|ten|\d+)\b"
)
_MULTIPLE = r"(?P<twice>翻了?一?番|翻了?一?倍|翻了一番|\bdoubled\b|\bdoubling\b)|(?P<thrice>\btripled\b|\btrebled\b)"
_SIDES = "|".join(f"(?P<before_{side}>{words})" for side, words in _BEFORE.items())
_ENDS = "|".join(f"(?P<after_{side}>{words})" for side, words in _AFTER.items())
_CLAIMED = pattern(rf"{_ONLY}\s*(?:(?:{_SIDES})\s*了?\s*)?(?:{_FRACTION}|{_MULTIPLE}|{_NUMBER})\s*(?:{_ENDS})?")
# A place in a ranking, a date, a generation, a name: numbers that measure nothing.
_NO_AMOUNT_BEFORE = pattern(r"(?:[a-z\-.]|第|前|\btop[ -]?|no\. ?|number |ranks? |ranked |[\d年月—–-])$")
_NO_AMOUNT_AFTER = pattern(r"(?:st|nd|rd|th|g)(?![a-z])|[月日强批名位]|年[底末初\d]|[—–-]\d")
_YEARS = pattern(r"20[0-4]\d")
_MAY = pattern(
    r"\d|[二两三四五六七八九十][家个条项场款份座类大所支台位名]|two|three|four|five|six|seven|eight|nine|ten"
    r"|twenty|thirty|forty|fifty|[成半番倍百千万亿]"
    r"|分之|half|third|quarter|fifth|sixth|eighth|doubl|tripl|treb|one in|one out|illion|thousand"
)
_MONEY_WORDS = {
    "元": UNIT.CCY_CNY, "亿元": UNIT.CCY_CNY, "人民币": UNIT.CCY_CNY, "yuan": UNIT.CCY_CNY, "cny": UNIT.CCY_CNY,
    "rmb": UNIT.CCY_CNY, "¥": UNIT.CCY_CNY, "美元": UNIT.CCY_USD, "usd": UNIT.CCY_USD, "us dollars": UNIT.CCY_USD,
    "us$": UNIT.CCY_USD, "$": UNIT.CCY_USD, "dollar": UNIT.CCY_USD, "dollars": UNIT.CCY_USD,
}  # fmt: skip
_MONEY = {UNIT.CCY_CNY, UNIT.CCY_USD}
_HEADS = ("people", "persons", "participants", "attendees", "visitors")
_COUNTERS = frozenset("家个场条项件次宗户台人座份款名笔")
# A fraction in words is rough; so is what is said to be about something, for less.
_ROUGH, _ABOUT, _CLOSE, _OUTSIDE = Decimal("0.1"), Decimal("0.05"), Decimal("0.02"), Decimal("1.5")


@dataclass(frozen=True, slots=True)
class ClaimedAmount:
    """A number that is claimed, where it stands in the text, and how far off it may be.

    ``side`` is ``above``, ``below``, ``upto``, ``least`` (no less than that), ``about``, ``exact`` or ``more``
    (两成多: that and a little more).
    """

    value: Decimal
    kind: str
    side: str
    margin: Decimal
    span: tuple[int, int]
    step: Decimal = Decimal(0)
    unit: URIRef | None = None
    counter: str = ""
    # Growth is claimed by the word itself: 翻番, doubled.
    is_growth: bool = False
    # A small count in words, which may as well be part of a name.
    is_spelled: bool = False

    def is_measured_like(self, figure: Figure) -> bool:
        """Whether a figure is of the sort that is claimed: a rate, money, a count of the same things, years."""
        if self.kind == "money":
            return figure.unit == self.unit
        if self.kind == "term":
            return figure.unit in _DAYS
        if self.kind in {"rate", "points"}:
            return figure.unit == {"rate": UNIT.PERCENT, "points": DGU.PERCENTAGE_POINT}[self.kind]
        if self.counter and figure.unit not in {UNIT.NUM, UNIT.INDIV, None}:
            return False
        printed = re.search(r"[家个场条项件次宗户台人座份款名笔]+$", figure.text)
        unlike = self.counter and printed and not printed[0].endswith(self.counter)
        # 「453亿」 may leave out that it is money.
        money = figure.unit in _MONEY and self.value >= 10 ** POWERS["千万"] and not self.counter
        return money or (figure.unit not in {UNIT.PERCENT, DGU.PERCENTAGE_POINT, *_DAYS, *_MONEY} and not unlike)

    def is_as_long_as(self, figure: Figure) -> bool:
        """Whether a figure is a time of the same order: hours and days, or months and years."""
        return figure.unit in _DAYS and self.unit in _DAYS and (_DAYS[figure.unit] > 1) == (_DAYS[self.unit] > 1)

    def verdict(self, figure: Figure) -> str | None:
        """``yes``, ``no`` or ``open`` by a figure; ``None`` where it is too near to be either."""
        if self.unit in _DAYS and figure.unit in _DAYS and self.unit != figure.unit:
            return self._in(figure.unit, _DAYS[self.unit] / _DAYS[figure.unit]).verdict(figure)
        known = interval_of(figure)
        if known is None:
            return None
        if figure.qualifier == DGS.atMost:
            return self._of_limit(known.nominal)
        if self.side in {"upto", "only", "least"}:
            return None
        if self.side in {"above", "below"}:
            return self._of_bound(figure)
        return self._of_number(figure, known.nominal)

    def _in(self, unit: URIRef, factor: Decimal) -> ClaimedAmount:
        """The same in another unit: 4.5 hours in days."""
        value, margin, step = (number * factor for number in (self.value, self.margin, self.step))
        return replace(self, value=value, margin=margin, step=step, unit=unit)

    def _of_limit(self, limit: Decimal) -> str | None:
        if self.side == "least":
            # What is the most is claimed to be the least.
            return "no" if self.value == limit else None
        if self.side in {"upto", "exact", "about"} and self.value == limit:
            return "yes"
        # Below a limit anything may be.
        within = self.value < limit or (self.side in {"below", "more"})
        return "no" if self.side == "upto" or not within else None

    def _of_bound(self, figure: Figure) -> str | None:
        known = interval_of(figure)
        assert known is not None
        number, low, high = known.nominal, known.low, known.high
        if figure.qualifier == DGS.nearly and number == self.value:
            # 近百亿 in words has no last digit, and lies below all the same.
            low, high = None, number
        if figure.qualifier is None:
            if number == self.value:
                return None
            return "yes" if (number > self.value) == (self.side == "above") else "no"
        if figure.qualifier == DGS.about and abs(number - self.value) > number * _CLOSE:
            # 约12.6亿 is above 12亿, as a reader takes it.
            return "yes" if (number > self.value) == (self.side == "above") else "no"
        if low is not None and low >= self.value:
            return "yes" if self.side == "above" else "no"
        if high is not None and high <= self.value:
            return "no" if self.side == "above" else "yes"
        return "open"

    def _is_left_open_by(self, figure: Figure, number: Decimal) -> bool:
        """Whether a rough figure may be that of a claim all the same: 不足500亿元 may well be 463.4亿元."""
        if figure.qualifier == DGS.lessThan:
            return self.value < number
        if figure.qualifier not in {DGS.moreThan, DGS.atLeast} or self.value <= number:
            return False
        known = interval_of(figure)
        return known is None or known.high is None or known.high > self.value

    def _of_number(self, figure: Figure, number: Decimal) -> str | None:
        if self._is_left_open_by(figure, number):
            return "open"
        if self.side == "more":
            top = self.value + self.step
            if self.value <= number < top:
                return "yes"
            far = number < self.value - self.margin or number > top + self.margin
            return "no" if far else None
        apart = abs(number - self.value)
        if apart <= self.margin:
            return "yes"
        if self.side == "about" or self.kind == "points":
            return "no" if apart > _OUTSIDE * self.margin else None
        coarse = self.step > _last_digit(figure.text, number)
        return None if coarse and apart <= _CLOSE * number else "no"


def amounts_claimed(text: str, names: Collection[str] = ()) -> list[ClaimedAmount]:
    """The numbers that a folded text claims, in order; what stands within some names is none.

    >>> [(str(a.value), a.kind, a.side) for a in amounts_claimed("约占两成多"[1:])]
    [('20', 'rate', 'more')]
    >>> [(int(a.value), a.kind, a.side) for a in amounts_claimed("a loan of up to cny 30 million in 2023")]
    [(30000000, 'money', 'upto')]
    """
    if not _MAY.search(text):
        return []
    taken = [m.span() for name in names for m in re.finditer(re.escape(name), text)]
    found = []
    for match in _CLAIMED.finditer(text):
        if any(match.start() < end and start < match.end() for start, end in taken):
            continue
        if (amount := _read(text, match)) is not None:
            found.append(amount)
    return found


def _read(text: str, match: re.Match[str]) -> ClaimedAmount | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    side = next((name[7:] for name in groups if name.startswith("before_")), "")
    side = next((name[6:] for name in groups if name.startswith("after_")), side) or "exact"
    if groups.get("half") and text[match.start("half") - 1] in "过超":
        side = "above"
    if "only" in groups and side == "above":
        # 「只突破2000亿」 claims that there is no more.
        side = "only"
    span = match.span()
    if "twice" in groups or "thrice" in groups:
        value = Decimal(100 if "twice" in groups else 200)
        side = "about" if side == "exact" else side
        return ClaimedAmount(value, "rate", side, value * _ABOUT, span, is_growth=True)
    if (rate := _fraction(groups)) is not None:
        more = groups.get("tenths_more")
        if more in {"多", "余"}:
            return ClaimedAmount(rate, "rate", "more", Decimal(1), span, Decimal(10))
        side = "about" if side == "exact" and "percent" not in groups else side
        margin = rate * _ROUGH if "percent" not in groups else Decimal("0.5")
        return ClaimedAmount(rate, "rate", side, margin, span, Decimal(1))
    return _measured(text, match, groups, side)


def _fraction(groups: dict[str, str]) -> Decimal | None:
    """A part of a whole in per cent."""
    rate: Decimal | None = None
    if tenths := groups.get("tenths"):
        rate = Decimal(NUMERALS[tenths] * 10 + (5 if groups.get("tenths_more") == "半" else 0))
    elif percent := groups.get("percent"):
        rate = Decimal(percent) if percent[0].isdecimal() else Decimal(_tens(percent))
    elif "below_line" in groups:
        rate = Decimal(100 * NUMERALS[groups["above_line"]]) / NUMERALS[groups["below_line"]]
    elif "half" in groups or "half_of" in groups:
        rate = Decimal(50)
    elif part := groups.get("part"):
        rate = Decimal(100 * _CARDINALS[groups["count"]]) / _PARTS[part]
    elif one_in := groups.get("one_in"):
        rate = Decimal(100) / (int(one_in) if one_in.isdecimal() else _CARDINALS[one_in])
    return rate


def _tens(numeral: str) -> int:
    """三十五, 十二, 七."""
    tens, ten, ones = numeral.rpartition("十")
    return (NUMERALS.get(tens, 1) * 10 if ten else 0) + NUMERALS.get(ones, 0)


def _spelled(word: str) -> int:
    """A number in words: 三, 二十五, "five", "forty-five"."""
    if word in NUMERALS or word in _CARDINALS:
        return NUMERALS.get(word) or _CARDINALS[word]
    if not word.isascii():
        return _tens(word)
    tens, _, ones = word.replace("-", " ").partition(" ")
    return _TENS[tens] + (_CARDINALS[ones] if ones else 0)


def _measured(text: str, match: re.Match[str], groups: dict[str, str], side: str) -> ClaimedAmount | None:
    number, scale, unit = groups.get("number", "一"), groups.get("scale", ""), groups.get("unit", "")
    plain, start = number.replace(",", ""), match.start("number")
    before = text[: match.start("money") if "money" in groups else start]
    is_date = _YEARS.fullmatch(number.rstrip(",")) and not scale and unit in {"", "年"}
    after = match.end("scale") if scale else match.end("number")
    is_bound = bool(groups.get("before_above", "").endswith("top"))
    # 「二十位CDO」 are counted; 「18位」 may be a place.
    is_of_heads = not plain[0].isdecimal() and text[after : after + 1] in {"位", "名"}
    if (
        is_date
        or (_NO_AMOUNT_BEFORE.search(before) and not is_bound)
        or (_NO_AMOUNT_AFTER.match(text, after) and not is_of_heads)
    ):
        return None
    digits = Decimal(plain) if plain[0].isdecimal() else Decimal(_spelled(plain))
    power = Decimal(10) ** POWERS.get(scale, 0)
    value, step = digits * power, power / Decimal(10) ** len(plain.partition(".")[2])
    kind, sort = _kind(groups.get("money", "").strip(), unit)
    if "more" in groups and side in {"exact", "about"}:
        while value % (step * 10) == 0:
            step *= 10
        return ClaimedAmount(value, kind, "more", value * _CLOSE, match.span(), step, sort, _counter(unit))
    margin = max(step / 2, value * _ABOUT) if side == "about" else step / 2
    if kind in {"count", "term"} and step == 1 and side != "about":
        margin = Decimal(0)
    is_spelled = not plain[0].isdecimal() and not scale
    return ClaimedAmount(value, kind, side, margin, match.span(), step, sort, _counter(unit), is_spelled=is_spelled)


def _kind(money: str, unit: str) -> tuple[str, URIRef | None]:
    """Rate, points, money, term or count, and the currency of money or the unit of a term."""
    if unit in {"%", "percent", "per cent"}:
        return "rate", None
    if unit.endswith(("百分点", "points", "point")):
        return "points", None
    if money or unit in _MONEY_WORDS:
        return "money", _MONEY_WORDS[money or unit]
    return ("term", _TERM[unit]) if unit in _TERM else ("count", None)


def _counter(unit: str) -> str:
    # What counts heads in English is printed as 人.
    return "人" if unit.isascii() and unit.endswith(_HEADS) else unit if unit in _COUNTERS else ""


def _last_digit(text: str, number: Decimal) -> Decimal:
    """The weight of the last digit that a figure is printed with."""
    printed = re.search(r"\d+(?:\.(\d+))?", text)
    if printed is None or not Decimal(printed[0]):
        return Decimal(0)
    return number / Decimal(printed[0]) / Decimal(10) ** len(printed[1] or "")
