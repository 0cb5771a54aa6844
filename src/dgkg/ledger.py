"""Is every number of the source in the graph? Each digit run and number word is accounted for.

A number is *covered* when what its passage's graph states contains it (a figure as printed,
a date, a name), *explained* when ``ledger.csv`` says why it is no figure, else *open*.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rdflib import Literal, URIRef

from dgkg.errors import DataError
from dgkg.facts import PassageGraph
from dgkg.namespaces import DGO
from dgkg.source import Passage
from dgkg.words import Words

__all__ = ["Entry", "Reason", "account", "read_reasons", "reasons_in"]

_NUMERALS = "〇零一二两三四五六七八九十百千万亿"
_NUMBER = re.compile(rf"\d+(?:[.]\d+)?|[{_NUMERALS}双半首]+")
# 双 半 首 are numbers only in such words; elsewhere they are not looked at.
_NUMBER_LIKE = re.compile(r"双位数|双料|首[家个批]|一半|过半")
_HEADING_NUMBER = re.compile(r"（[一二三四五六七八九十]）|[一二三四五六七八九十]、|\d{1,2}、")
_ZH_DIGITS = "〇一二三四五六七八九十"
EVERYWHERE = "*"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a number is no figure: the passage (or ``*``), the words it stands in, the reason."""

    passage: str
    token: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A number of the text: where, in what words, and its state.

    ``state`` is ``covered``, ``explained`` or ``open``; ``by`` is what covers or explains it.
    """

    passage: str
    number: str
    context: str
    state: str
    by: str


def read_reasons(path: Path) -> list[Reason]:
    """The rows of a ``ledger.csv`` (``passage,token,reason_zh,reason_en``).

    Raises:
        DataError: the file lacks a column, or a row its reason.
    """
    if not path.is_file():
        return []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"无法读取 {path}：{error}", f"Cannot read {path}: {error}", path=path) from error
    reasons = []
    for number, row in enumerate(csv.DictReader(lines), 2):
        try:
            reason = Reason(row["passage"], row["token"], row["reason_zh"], row["reason_en"])
        except KeyError as error:
            raise DataError(f"{path} 缺少列 {error}", f"{path} lacks the column {error}", path=path) from error
        if not (reason.passage and reason.zh and reason.en):
            raise DataError(
                f"{path} 第 {number} 行不完整",
                f"{path}, line {number}: incomplete",
                path=path,
                line=number,
            )
        reasons.append(reason)
    return reasons


def reasons_in(folder: Path) -> list[Reason]:
    """The reasons of every ledger in a folder of sources."""
    return [reason for path in sorted(folder.rglob("ledger.csv")) for reason in read_reasons(path)]


def account(
    texts: Mapping[URIRef, str], graphs: Sequence[PassageGraph], words: Words, reasons: Iterable[Reason]
) -> list[Entry]:
    """Every number of the texts, in reading order, with its state."""
    by_passage: dict[str, list[Reason]] = defaultdict(list)
    for reason in reasons:
        by_passage[reason.passage].append(reason)
    stated = {graph.sentence: graph for graph in graphs}
    entries: list[Entry] = []
    for iri in sorted(texts, key=words.library.sort_key):
        passage = words.library.cite(iri).passage
        told = sorted(_told(stated[iri], words), key=len, reverse=True) if iri in stated else []
        own = [*by_passage[passage.id], *by_passage[EVERYWHERE]]
        entries += _entries(passage, re.sub(r"[\s*]", "", texts[iri]), told, own)
    return entries


def _entries(passage: Passage, text: str, told: Sequence[str], reasons: Sequence[Reason]) -> Iterable[Entry]:
    covered = _spans(text, told)
    explained = _spans(text, [reason.token for reason in reasons if reason.token])
    if passage.kind == "Heading" and (mark := _HEADING_NUMBER.match(text)):
        explained.append((mark.start(), mark.end(), "标题序号 / heading number"))
    if any(not reason.token for reason in reasons):
        explained.append((0, len(text), "整段 / the whole passage"))
    for start, end in _numbers(text):
        context = f"{text[max(0, start - 6) : start]}【{text[start:end]}】{text[end : end + 6]}"
        for state, spans in (("covered", covered), ("explained", explained)):
            by = next((what for a, b, what in spans if a <= start and end <= b), None)
            if by is not None:
                yield Entry(passage.id, text[start:end], context, state, by)
                break
        else:
            yield Entry(passage.id, text[start:end], context, "open", "")


def _numbers(text: str) -> Iterable[tuple[int, int]]:
    for match in _NUMBER.finditer(text):
        found = match[0]
        if set(found) & set("双半首"):
            word = next((w for w in _NUMBER_LIKE.finditer(text) if w.start() <= match.start() < w.end()), None)
            if word is None:
                continue
            yield word.start(), word.end()
        else:
            yield match.start(), match.end()


def _spans(text: str, strings: Iterable[str]) -> list[tuple[int, int, str]]:
    spans = []
    for string in dict.fromkeys(s for s in strings if s):
        start = text.find(string)
        while start >= 0:
            spans.append((start, start + len(string), string))
            start = text.find(string, start + 1)
    return spans


def _told(graph: PassageGraph, words: Words) -> set[str]:
    """The strings by which a passage's graph contains numbers: figures, dates, names."""
    told: set[str] = set()
    for subject, node in graph.nodes.items():
        told |= _names(subject, words)
        for predicate, values in node.items():
            for value in values:
                if isinstance(value, URIRef):
                    told |= _names(value, words)
                elif predicate == DGO.valueText:
                    told |= set(_squeeze(str(value)).split("…"))
                elif predicate == DGO.consecutiveYears:
                    told |= {f"连续{value}年", f"连续{_ZH_DIGITS[int(str(value))]}年"}
                elif predicate == DGO.documentNumber:
                    told.add(_squeeze(str(value)))
                else:
                    told |= _dates(value)
    return told


def _names(thing: URIRef, words: Words) -> set[str]:
    found = {_squeeze(name.text) for name in words.gazetteer.names(thing)}
    found |= {name.partition("（")[0] for name in found}
    # 「2023年1—10月」 covers 2023年1-10月 and, where the year has been named, 1-10月.
    return (
        found
        | {name.replace("—", "-") for name in found}
        | {name[5:] for name in found if re.match(r"\d{4}年\d", name)}
    )


def _dates(value: object) -> set[str]:
    if not isinstance(value, Literal):
        return set()
    date = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-\d{2})?", str(value))
    if not date:
        return set()
    year, month = date[1], date[2]
    found = {f"{year}年"}
    if month:
        found |= {f"{year}年{int(month)}月", f"{int(month)}月"}
    return found


def _squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)
