"""The library of a store: its sources, their sections, and the passages in them, read by plain SPARQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, ValuesView
from functools import lru_cache

from rdflib import URIRef

from dgkg.errors import DataError
from dgkg.namespaces import compact
from dgkg.source import Library, Passage, Section, Source
from dgkg.terms import Term, as_iri, is_absolute, language_of, to_sparql

__all__ = ["LibraryReader"]

Rows = list[tuple[Term | None, ...]]
_SOURCES = """
SELECT ?source ?property ?value WHERE {
  ?source a dgo:Source ; ?property ?value
} ORDER BY ?source ?property ?value"""
_SECTIONS = """
SELECT ?section ?notation ?title ?mood WHERE {
  ?section a dgo:Section ; skos:notation ?notation ; dcterms:title ?title .
  OPTIONAL { ?section dgo:mood ?mood }
} ORDER BY ?section ?title"""
_PASSAGES = """
SELECT ?passage ?type ?section ?position ?digest ?gloss ?paragraph ?ordinal WHERE {
  ?passage dgo:digest ?digest ; a ?type ; dgo:inSection ?section ; dgo:position ?position ; dgo:gloss ?gloss .
  OPTIONAL { ?passage dgo:paragraph ?paragraph ; dgo:ordinal ?ordinal }
} ORDER BY ?passage ?gloss"""
_NUMBER = "SELECT (COUNT(DISTINCT ?passage) AS ?n) WHERE { ?passage dgo:digest ?digest }"
# Of a large graph, the passages of so many sources are kept.
_KEPT = 16
# Of single passages so many.
_MOST_KNOWN = 65536


class LibraryReader:
    """Reads the sources and passages of a store.

    Args:
        rows: runs a query; prefixes are declared already.
        label: what to call a thing in a language.
        one_by_one: whether the graph is too large to read every passage of it.
    """

    def __init__(self, rows: Callable[[str], Rows], label: Callable[[URIRef, str], str], *, one_by_one: bool) -> None:
        self._rows = rows
        self._label = label
        self._one_by_one = one_by_one
        self._sections_of: dict[str, dict[URIRef, Section]] = {}

    def read(self) -> Library:
        """Sources and passages; of a large graph each passage when it is asked for."""
        sources: dict[URIRef, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
        for source, prop, value in self._rows(_SOURCES):
            assert value is not None
            sources[as_iri(source)][compact(as_iri(prop))].append(value)
        found = (self._source(iri, facts) for iri, facts in sources.items())
        if not self._one_by_one:
            sections = self._sections()
            return Library(found, {passage.iri: passage for passage in self._passages(sections.get)})
        passages = _Passages(
            lambda one: self._passages(self._section, one), self._some_passages, self._number_of_passages
        )
        return Library(found, passages, read_source=lru_cache(_KEPT)(self._passages_of), read_ahead=passages.read_ahead)

    def _sections(self, source: str | None = None) -> dict[URIRef, Section]:
        """The sections of all sources, or of one source."""
        which = "a dgo:Section" if source is None else f"dcterms:isPartOf+ {to_sparql(URIRef(source))}"
        titles: dict[URIRef, dict[str, str]] = defaultdict(dict)
        plain: dict[URIRef, tuple[str, bool]] = {}
        for section, notation, title, mood in self._rows(_SECTIONS.replace("a dgo:Section", which)):
            titles[as_iri(section)][language_of(title)] = str(title)
            plain[as_iri(section)] = str(notation), str(mood or "").endswith("intention")
        by_notation = {
            (str(iri).rpartition("/")[0], notation): titles[iri].get("zh", "") for iri, (notation, _) in plain.items()
        }
        return {
            iri: Section(iri, notation, _printed(iri, notation, by_notation), titles[iri], mood)
            for iri, (notation, mood) in plain.items()
        }

    def _section(self, iri: URIRef) -> Section | None:
        """A section; those of its source are read with it, and all only where it does not say whose it is."""
        source = iri.rpartition("/")[0]
        if source not in self._sections_of:
            self._sections_of[source] = self._sections(source)
        if iri not in self._sections_of[source]:
            self._sections_of[source].update(self._sections())
        return self._sections_of[source].get(iri)

    def _source(self, iri: URIRef, facts: dict[str, list[Term]]) -> Source:
        return Source(
            iri,
            _both({language_of(t): str(t) for t in facts["dcterms:title"]}, compact(iri)),
            tuple({lang: self._label(as_iri(p), lang) for lang in ("zh", "en")} for p in facts["dcterms:publisher"]),
            str(next(iter(facts["dcterms:issued"]), "")),
        )

    def _number_of_passages(self) -> int:
        return int(str(self._rows(_NUMBER)[0][0]))

    def _passages(self, section_of: Callable[[URIRef], Section | None], one: URIRef | None = None) -> list[Passage]:
        """All passages, or one where there is such a one."""
        asked = _PASSAGES
        if one is not None:
            # Of VALUES the engine makes a table and joins it to all passages that there are.
            head, where = _PASSAGES.split("{", 1)
            asked = f"{head}{{ BIND({to_sparql(one)} AS ?passage)\n{where}".replace(
                "?passage dgo:", f"{to_sparql(one)} dgo:"
            )
        return self._told_passages(self._rows(asked), section_of)

    def _told_passages(
        self, told: Iterable[tuple[Term | None, ...]], section_of: Callable[[URIRef], Section | None]
    ) -> list[Passage]:
        glosses: dict[URIRef, dict[str, str]] = defaultdict(dict)
        rows = {}
        for passage, kind, section, position, digest, gloss, paragraph, ordinal in told:
            if (found := section_of(as_iri(section))) is None:
                raise DataError(
                    f"句子 {passage} 所在的章节 {section} 缺少 skos:notation 或 dcterms:title",
                    f"The passage {passage} stands in {section}, which lacks skos:notation or dcterms:title",
                )
            glosses[as_iri(passage)][language_of(gloss)] = str(gloss)
            rows[as_iri(passage)] = (kind, found, position, digest, paragraph, ordinal)
        return [
            Passage(
                iri,
                iri.rpartition("/")[2],
                str(kind).rpartition("#")[2],
                int(str(position)),
                section,
                None if paragraph is None else int(str(paragraph)),
                None if ordinal is None else int(str(ordinal)),
                str(digest),
                _both(glosses[iri], compact(iri)),
            )
            for iri, (kind, section, position, digest, paragraph, ordinal) in rows.items()
        ]

    def _passages_of(self, source: URIRef) -> list[Passage]:
        """The passages of one source."""
        return self._passages_that(f"?section dcterms:isPartOf+ {to_sparql(source)} . ?passage dgo:inSection ?section")

    def _some_passages(self, some: Sequence[URIRef]) -> list[Passage]:
        """These passages, those that there are."""
        listed = " ".join(map(to_sparql, some))
        return self._passages_that(f"VALUES ?passage {{ {listed} }} ?passage dgo:inSection ?section")

    def _passages_that(self, inside: str) -> list[Passage]:
        """The passages of a pattern that ends with their sections."""
        # Of OPTIONAL the engine makes a table of all passages that there are.
        numbered = self._rows(
            "SELECT ?passage ?paragraph ?ordinal "
            f"WHERE {{ {inside} ; dgo:paragraph ?paragraph ; dgo:ordinal ?ordinal }}"
        )
        numbers = {passage: (paragraph, ordinal) for passage, paragraph, ordinal in numbered}
        rows = self._rows(
            f"SELECT ?passage ?type ?section ?position ?digest ?gloss WHERE {{ {inside} ; a ?type ; "
            "dgo:position ?position ; dgo:digest ?digest ; dgo:gloss ?gloss }"
        )
        return self._told_passages(((*row, *numbers.get(row[0], (None, None))) for row in rows), self._section)


class _Passages(Mapping[URIRef, Passage]):
    """The passages of a large graph, each read when it is asked for.

    Args:
        read: reads one passage, or all.
        read_some: reads some passages together.
        number: counts them.
    """

    def __init__(
        self,
        read: Callable[[URIRef | None], list[Passage]],
        read_some: Callable[[Sequence[URIRef]], list[Passage]],
        number: Callable[[], int],
    ) -> None:
        self._number = number
        self._read, self._read_some = read, read_some
        self._known: dict[URIRef, Passage | None] = {}

    def read_ahead(self, some: Iterable[URIRef]) -> None:
        """Read some passages together, those that are not known yet."""
        unknown = [iri for iri in some if iri not in self._known and is_absolute(iri)]
        if unknown:
            self._make_room()
            self._known |= {passage.iri: passage for passage in self._read_some(unknown)}

    def _make_room(self) -> None:
        if len(self._known) >= _MOST_KNOWN:
            self._known = {}

    def __getitem__(self, iri: URIRef) -> Passage:
        known = self._known
        if iri not in known and is_absolute(iri):
            self._make_room()
            found = self._known[iri] = next(iter(self._read(iri)), None)
        else:
            found = known.get(iri)
        if found is None:
            raise KeyError(iri)
        return found

    def __contains__(self, iri: object) -> bool:
        return isinstance(iri, URIRef) and self.get(iri) is not None

    def __iter__(self) -> Iterator[URIRef]:
        return (passage.iri for passage in self._read(None))

    def values(self) -> ValuesView[Passage]:
        return {passage.iri: passage for passage in self._read(None)}.values()

    def __len__(self) -> int:
        return self._number()


def _both(texts: dict[str, str], default: str) -> dict[str, str]:
    """A text for both languages: what one lacks, the other lends."""
    spare = next(iter(texts.values()), default)
    return {"zh": spare, "en": spare, **texts}


def _printed(iri: URIRef, notation: str, titles: dict[tuple[str, str], str]) -> str:
    """The section's number as printed: 二（一）2, from the titles of the sections above it."""
    head = str(iri).rpartition("/")[0]
    parts = notation.split(".")
    printed = ""
    for depth in range(1, len(parts) + 1):
        title = titles.get((head, ".".join(parts[:depth])), "")
        number, mark, _ = title.partition("、")
        # 一、 and 1、 end with the mark; （一） carries its own brackets.
        printed += number if mark and len(number) <= 2 else title.partition("）")[0] + "）"  # noqa: PLR2004
    return printed if notation != "0" else "题名页"
