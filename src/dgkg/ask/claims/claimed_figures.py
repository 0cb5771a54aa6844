"""The figures of what a claim is of: of all that it names, and of nothing else that it does not name.

A figure of the semiconductor industry decides no claim on exports as such, nor one of a town a claim on
the city. What the words of a claim leave open is left open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rdflib import URIRef

from dgkg.ask.items.fitting import GENERAL, is_of_all_members, names_another
from dgkg.ask.items.index import Index, years_in
from dgkg.ask.items.search import CHANGES, COVERED, WIDE, Found
from dgkg.ask.language.question import HEAVY, TELLING, Question, Unit
from dgkg.ask.language.tokens import features
from dgkg.ask.reading.reading import read_question
from dgkg.namespaces import DGO, ID, UNIT
from dgkg.pattern import pattern

__all__ = ["GREW", "GROWTH", "core_of", "is_of_no_other", "most_telling", "tells"]

# 「比2022年增加」: the figure is of the year after.
_AGAINST = pattern(
    r"(?:比|较|\b(?:compared (?:with|to)|than in|over|from|versus)) ?20\d\d年?"
    r"|[比较](?:上一?年|去年|前一?年)(?:同期)?|\bthan (?:in )?(?:the year before|the previous year|last year)\b"
)
# 「整个产业」: the whole, which goes without saying.
_WHOLE = pattern(r"整个|总的|\b(?:the )?(?:entire|whole)\b")
_EARNS = pattern(r"\bearn(?:s|ed)?\b")
GREW = pattern(
    r"增长|增速|增幅|上升|涨|同比"
    r"|\b(?:gr[eo]w\w*|ris(?:e|en|ing)|rose|increas\w*|up (?:by|\d)|climb\w*|gain\w*|jump\w*|surg\w*|soar\w*)\b"
)
"""What says that a claim is of a growth."""
GROWTH = {ID["indicator-growth-rate"]}
"""What measures it."""
_SAID, _NAMED, _SAME, _MOSTLY, _UNASKED, _SLIGHT, _OWN = 0.3, 0.15, 0.05, 0.7, 0.2, 0.1, 0.1
# Words of quantities that every quantity may have.
_FIRMS = features("企业 firms enterprises")
# Words of quantities that every quantity may have.
# Words of quantities that say the opposite of what a claim without them is of: firms that find it hard.
_ADVERSE = features("困难 缺口 短缺 hard difficult shortage lack gap")
_ANY = features(
    "数 数量 总数 个数 量 额 总额 金额 率 比 占比 比例 规模 number of count amount total share rate ratio value volume"
)


def core_of(index: Index, question: Question, text: str) -> Question:
    """The question for what a claim is of, without the words that make the claim."""
    core = read_question(index, _WHOLE.sub(" ", _AGAINST.sub(" ", _EARNS.sub(" revenue ", text))), question.lang)
    against = frozenset().union(*(years_in(part) for part in _AGAINST.findall(text)))
    return replace(
        core, years=core.years or question.years - against, roles=core.roles | {"yesno"}, numbers=frozenset()
    )


def tells(
    index: Index,
    core: Question,
    f: Found,
    *,
    anywhere: bool = False,
    around: bool = False,
    any_field: bool = False,
    within: bool = False,
) -> bool:
    """Whether a figure is of all that a claim names, and of nothing that it does not name.

    ``anywhere`` leaves open of which place, ``any_field`` of which industry; ``around`` takes plain words from what
    stands around it; ``within`` takes a thing that belongs to what is named and is called as the claim calls it.
    """
    if not core.units or not f.is_number or (within and not _is_called_so(index, core, f)):
        return False
    is_whole = within or is_of_all_members(index, core, f)
    return all(
        _tells_of(core, unit, (f.covered if around and unit.kind == "word" else f.own)[n], is_whole=is_whole)
        or _is_counted(index, unit, f)
        or _is_scope(index, unit, f)
        for n, unit in enumerate(core.units)
    ) and is_of_no_other(index, core, f, anywhere=anywhere or within, any_field=any_field)


def _is_called_so(index: Index, core: Question, f: Found) -> bool:
    """Whether what a figure is of lies within all bodies and places of a claim, and has its other words in its name.

    南城产业带 is the belt in 南城, OPPO的算力 the computing centre of OPPO.
    """
    own = dict(zip(core.units, f.own, strict=True))
    around = [u for u in core.of_kind("entity", "place") if not u.things & core.wider]
    words = [
        features(u.text) for u in core.of_kind("concept", "word", "schema")
        if u.weight >= _NAMED and not u.is_quantity and features(u.text)
        and not _is_scope(index, u, f) and not u.things & set(f.item.data.get(DGO.population, ()))
    ]  # fmt: skip
    whose = (t for p in (DGO.subject, DGO.refArea) for t in f.item.data.get(p, ()) if t not in core.wider)
    names = [_names(index, t) for t in whose if isinstance(t, URIRef)]
    if not words and core.of_kind("entity"):
        # 「OPPO的智能算力」: of what is OPPO's, by the quantity itself.
        told = {t for p in (DGO.indicator, DGO.industry) for t in f.item.data.get(p, ())} - CHANGES
        measured = [u for u in core.of_kind("concept") if u.weight >= HEAVY]
        is_measured = bool(measured) and all(own[u] >= COVERED and u.things & told for u in measured)
        return is_measured and all(own[u] >= WIDE for u in around)
    return (
        bool(words and (around or any(u.weight >= HEAVY for u in core.of_kind("concept"))))
        and all(own[u] >= WIDE for u in around)
        and any(all(2 * len(said & name) >= len(said) for said in words) for name in names)
    )


def _tells_of(core: Question, unit: Unit, own: float, *, is_whole: bool) -> bool:
    if unit.kind in {"elsewhere", "beyond"}:
        return False
    if unit.kind in {"entity", "place"}:
        # What belongs to a thing is not the thing.
        return bool(unit.things & core.wider) or own >= 1 or is_whole
    if unit.kind == "concept":
        return unit.weight < _SAID or own >= COVERED
    if unit.kind == "schema":
        # A relation is told by the quantity: 孵化 by the number of firms.
        is_relation = all(t.startswith(str(DGO)) and t[len(DGO)].islower() for t in unit.things)
        return is_relation or unit.weight < _NAMED or own >= COVERED
    return unit.weight < TELLING or (unit.is_known and own >= COVERED)


def _is_counted(index: Index, unit: Unit, f: Found) -> bool:
    """Whether a thing is named as what a figure counts: 在用数据中心 of their number."""
    said = features(unit.text)
    counted = (_names(index, t) for t in f.item.data.get(DGO.indicator, ()) if isinstance(t, URIRef))
    return unit.kind == "entity" and any(len(said & names) >= _MOSTLY * len(said) for names in counted)


def _is_scope(index: Index, unit: Unit, f: Found) -> bool:
    """Whether a part of a claim says of which population a figure is: 规上企业 of what is 规上."""
    populations = (_names(index, t) for t in f.item.data.get(DGO.population, ()) if isinstance(t, URIRef))
    said = features(unit.text) - _FIRMS
    return unit.kind == "concept" and any(2 * len(said & names) >= len(said) > 0 for names in populations)


def is_of_no_other(index: Index, core: Question, f: Found, *, anywhere: bool = False, any_field: bool = False) -> bool:
    """Whether a figure is of no place, body, field or quantity that a claim does not name."""
    data, asked = f.item.data, {t for u in core.units for t in u.things}
    is_whole = anywhere or is_of_all_members(index, core, f)
    areas = {t for t in data.get(DGO.refArea, ()) if isinstance(t, URIRef)}
    kind = _kind_named(index, core, areas)
    beyond = bool(asked & core.wider - core.city) and not core.names_city
    if areas and not is_whole and not kind and not areas & asked and (beyond or not areas & core.city):
        return False
    if not is_whole and not kind and names_another(index, core, f):
        return False
    said = features(core.text) | frozenset().union(*(features(u.text) for u in core.units))
    fields = [t for t in data.get(DGO.industry, ()) if isinstance(t, URIRef)]
    measures = {t for p in (DGO.indicator, DGO.ofIndicator) for t in data.get(p, ()) if isinstance(t, URIRef)} - CHANGES
    is_own = bool(asked & (measures - GENERAL)) or _is_named_by(index, core, measures - GENERAL)
    if not is_own and not any_field and any(t not in asked and not _names(index, t) & said for t in fields):
        # The output of a field that is not named is not that of the whole.
        return False
    quantities = [u for u in core.units if u.names_quantity and u.weight >= _SAID]
    known = {*measures, *fields, *data.get(DGO.population, ())}
    is_measured = any(u.things & known or _has_in_name(index, core, u, measures - GENERAL) for u in quantities)
    is_adverse = any(_names(index, t) & _ADVERSE - said for t in measures)
    if is_adverse or (quantities and not is_measured):
        return False
    if set(data.get(DGO.indicator, ())) & CHANGES and not quantities and any(
        t in asked or _names(index, t) & said for t in fields
    ):  # fmt: skip
        # 「软件业增速」: that of its revenue, where no other is stated.
        return True
    # The field that a figure is of says nothing of what is measured.
    others = frozenset().union(_ANY, *(_names(index, t) for t in (*fields, *areas)))
    return bool(asked & measures) or any((_names(index, t) - others) & said for t in measures)


def _has_in_name(index: Index, core: Question, unit: Unit, measures: Iterable[URIRef]) -> bool:
    """Whether what is measured has a quantity in its name, and another part of a claim: 出口 and 自主品牌."""
    others = [features(u.text) for u in core.units if u is not unit and u.weight >= HEAVY]
    names = [_names(index, m) for m in measures]
    return any(features(unit.text) <= name and any(other and other <= name for other in others) for name in names)


def _is_named_by(index: Index, core: Question, measures: Iterable[URIRef]) -> bool:
    """Whether what a claim names says by itself what is measured: 机架 of how many of them are built."""
    said = [words for u in core.of_kind("concept") if u.weight >= HEAVY and (words := features(u.text) - _ANY)]
    return any(words <= _names(index, m) for m in measures for words in said)


def _kind_named(index: Index, core: Question, things: Iterable[object]) -> bool:
    """Whether one of some things is named by its kind, where no other thing is: 「这个集群」, the cluster."""
    if core.of_kind("entity", "place"):
        return False
    classes = {t for u in core.of_kind("schema") if u.weight >= _NAMED for t in u.things}
    types = index.words.gazetteer.types
    return any(classes & set(types.get(t, ())) for t in things if isinstance(t, URIRef))


def _names(index: Index, thing: URIRef) -> frozenset[str]:
    return index.lexicon.features.get(thing, frozenset())


def _is_part_of_unsaid(index: Index, said: frozenset[str], field: object) -> bool:
    """Whether a field is named by a wider one that a claim does not name: AI software, where software is claimed."""
    if not isinstance(field, URIRef):
        return False
    own = index.lexicon.names.get(field, ())
    wider = (name for t in index.broader.get(field, ()) for name in index.lexicon.names.get(t, ()))
    return any(name in label and not features(name) & said for name in wider for label in own)


def most_telling(index: Index, core: Question, figures: Sequence[Found]) -> list[Found]:
    """Of the figures those that tell most of what is named, and least of what is not: of firms, not of some kind."""
    said = features(core.text)
    named = {t for u in core.of_kind("entity", "place") for t in u.things} - core.wider

    def told(f: Found) -> float:
        is_count = f.item.figure is not None and f.item.figure.unit == UNIT.NUM
        kinds = [t for t in f.item.data.get(DGO.population, ()) if isinstance(t, URIRef) and is_count]
        own = (o for u, o in zip(core.units, f.own, strict=True) if u.weight >= _SLIGHT)
        whose = {t for p in (DGO.subject, DGO.refArea) for t in f.item.data.get(p, ())}
        return (
            sum(own)
            + _OWN * bool(whose & named)
            - _UNASKED * any(not (_names(index, t) - _FIRMS) & said for t in kinds)
            - _UNASKED * any(_is_part_of_unsaid(index, said, t) for t in f.item.data.get(DGO.industry, ()))
        )

    most = max(map(told, figures), default=0)
    return [f for f in figures if told(f) > most - _SAME]
