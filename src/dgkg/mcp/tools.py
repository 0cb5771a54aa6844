"""The eight tools: each one call of the library, all of them reading only."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any, Literal

from mcp_types import EmbeddedResource, TextResourceContents
from pydantic import Field
from rdflib import URIRef

from dgkg.diagram import draw
from dgkg.errors import LimitError, NotFoundError, UsageError
from dgkg.facts import Fact, facts_among, short
from dgkg.mcp.result import MOST, Result, Told
from dgkg.namespaces import DGO
from dgkg.occurrence import MOST_READ
from dgkg.plans import is_plan
from dgkg.query import find_query
from dgkg.series import Line, series

if TYPE_CHECKING:
    from dgkg.entity import Entity
    from dgkg.knowledge import KnowledgeGraph
    from dgkg.path import Paths
    from dgkg.solutions import Solutions

__all__ = ["Tools"]

Lang = Annotated[Literal["zh", "en"] | None, Field(description="Language of the words: zh or en")]
Name = Annotated[str, Field(min_length=1, max_length=300)]
Most = Annotated[int, Field(ge=1, le=MOST, description="Rows to give at the most")]
_LARGEST_PICTURE = 400_000
_KEYS = {DGO.Target: ("目标（尚未实现）", "target (not reached)"), DGO.Cap: ("上限", "cap")}
_STATED = ("陈述", "stated")


class Tools:
    """The tools over one graph; ``lang`` is for callers who name none."""

    def __init__(self, kg: KnowledgeGraph, lang: str) -> None:
        self.kg = kg
        self.lang = lang

    def all(self) -> tuple[Any, ...]:
        """Every tool, in the order in which they are listed."""
        return (self.find, self.show, self.trace, self.ask, self.query, self.series, self.sparql, self.diagram)

    def find(self, text: Name, most: Most = 10, lang: Lang = None) -> Result:
        """Search entities by name, alias, id, pinyin or near miss, in Chinese or English.

        Rows: id, name, other_name, type, match (why it was found). Use the id in the other tools.
        """
        tongue: str = lang or self.lang
        other = "en" if tongue == "zh" else "zh"
        hits = self.kg.find(text)
        label = self.kg.words.label
        rows = [
            {
                "id": short(hit.iri), "name": label(hit.iri, tongue), "other_name": label(hit.iri, other),
                "type": self.kg.entity(hit.iri).type_label(tongue), "match": hit.reason,
            }
            for hit in hits
        ]  # fmt: skip
        return Told(text, rows, lang=tongue).result(most)

    def show(self, name: Name, most: Most = 50, lang: Lang = None) -> Result:
        """All facts of an entity (by name or id), or all that one passage states (by its id, such as 2.1.2-p1-s4).

        Rows: text, kind, status, is_plan, passage. A row with is_plan is a plan, filing, target or
        recommendation and must not be told as a fact. A passage's own words are in its citation if a copy of the
        report is attached; else its note says what it is about.
        """
        tongue: str = lang or self.lang
        passage = self.kg.words.library.passage(name)
        if passage is not None:
            rows = [self._fact(fact, tongue) for fact in self.kg.stated_by(passage.id, tongue)]
            return Told(passage.gloss[tongue], rows, self.kg.cite(passage.iri), tongue, "found").result(most)
        thing = self.kg[name]
        facts, unread = self._facts(thing, tongue)
        title = f"{thing.label(tongue)} · {thing.label('en' if tongue == 'zh' else 'zh')} · {thing.type_label(tongue)}"
        title += f" · {thing.id}"
        rows = [self._fact(fact, tongue) for fact in facts]
        cited = self.kg.cite([fact.sentence for fact in facts[:most]])
        note = " ".join(filter(None, (thing.note(tongue), _unread(unread, tongue))))
        return Told(title, rows, cited, tongue, "found", note=note).result(most)

    def trace(self, name: Name, to: str = "", most: Most = 50, lang: Lang = None) -> Result:
        """Trace an industry, policy or firm along policy → measure → industry → firm; with `to`, the routes
        between two entities, most specific first. Every hop is cited; a route over a plan says so.
        """  # noqa: D205 - one sentence is what a client shows
        tongue: str = lang or self.lang
        if to:
            return self._routes(self.kg.path(name, to), most, tongue)
        traced = self.kg.trace(name)
        keys = ("hop", "thing", "by_way_of", "detail", "ground", "citation")
        rows: list[dict[str, Any]] = []
        is_intention = self.kg.words.ontology.is_intention
        for cells, hop in traced.rows(tongue):
            row: dict[str, Any] = dict(zip(keys, cells, strict=True))
            rows.append(row)
            status = hop.status if hop else None
            row["is_plan"] = status is not None and is_intention(status)
            row["status"] = self.kg.words.label(status, tongue) if status else _STATED[tongue == "en"] if hop else ""
        title = self.kg.words.label(traced.focus, tongue)
        return Told(title, rows, self.kg.cite(sorted(traced.sentences())), tongue).result(most)

    def _routes(self, paths: Paths, most: int, lang: str) -> Result:
        keys = ("route", "specificity", "hop", "text", "status", "citation")
        rows: list[dict[str, Any]] = [dict(zip(keys, cells, strict=True)) for cells in paths.cells(lang)]
        links = [link for route in paths for hop in route.hops for link in hop]
        for row, link in zip(rows, links, strict=True):
            row["is_plan"] = link.is_plan
        return Told(paths.looked_for(lang), rows, paths.citations(), lang).result(most)

    def ask(
        self,
        question: Annotated[str, Field(max_length=10_000, description="As a person types it, in Chinese or English")],
        lang: Lang = None,
    ) -> Result:
        """Answer a question in plain Chinese or English from the report alone, every clause cited.

        `status` is answered, partial, ambiguous, not_in_source (the report does not state it: do not guess) or
        not_understood; `answer` is the text, with a mark such as [1.2-p3-s2] after each clause.
        """
        answer = self.kg.ask(question, lang)
        data = answer.to_dict()
        return Told(
            answer.reading, data["solutions"], answer.citations, answer.lang, answer.status, answer.text,
            sparql=answer.sparql,
        ).result()  # fmt: skip

    def query(
        self,
        name: Annotated[str, Field(max_length=300, description="A question of the library; empty lists them")] = "",
        values: Annotated[dict[str, str], Field(description="Its parameters by name")] | None = None,
        tag: str = "",
        most: Most = 50,
        lang: Lang = None,
    ) -> Result:
        """List the library's questions (without `name`; `tag` narrows the list), or answer one with its parameters.

        Rows of the list: name, question, parameters, tags. Rows of an answer: one a solution.
        """
        tongue: str = lang or self.lang
        if name:
            question = find_query(name)
            given = dict(values or {})
            for key in given:
                question.parameter(key)
            if any(p.name == "lang" for p in question.parameters):
                given.setdefault("lang", tongue)
            return self._solutions(self.kg.query(question, **given), most, tongue)
        known = [q for q in self.kg.queries if not tag or tag in q.tags]
        if not known:
            tags = sorted({t for q in self.kg.queries for t in q.tags})
            raise NotFoundError(tag, tags, "标签", "tag")
        rows = [
            {
                "name": q.name,
                "question": q.summary[tongue],
                "parameters": [p.example for p in q.parameters],
                "tags": list(q.tags),
            }
            for q in known
        ]
        title = "查询目录" if tongue == "zh" else "The questions of the library"
        return Told(title, rows, lang=tongue).result(MOST)

    def series(self, indicator: Name, most: Most = 50, lang: Lang = None) -> Result:
        """All figures of an indicator (营业收入, 5G base stations …) with growth, shares and ranks by it.

        Rows: text, value (base units: yuan, not 亿元; none for a bound), lower, upper, unit, printed, subjects,
        periods, status, is_plan, passage. A bound (超, 近, over, nearly) must never be told as an exact number.
        """
        tongue: str = lang or self.lang
        iri = self._indicator(indicator, tongue)
        near = self.kg.near(iri)
        lines = series(near.passages, self.kg.words, iri, tongue)
        cited = self.kg.cite([line.fact.sentence for line in lines[:most]])
        rows = [self._line(line, tongue) for line in lines]
        note = _unread(near.unread, tongue)
        return Told(self.kg.words.label(iri, tongue), rows, cited, tongue, note=note).result(most)

    def sparql(
        self,
        query: Annotated[str, Field(min_length=1, max_length=65_536)],
        most: Most = 50,
        lang: Lang = None,
    ) -> Result:
        """Run a SPARQL 1.1 query, read only, with limits of time, memory and rows.

        GRAPH ?sentence { … } gives the fact and its citation; SELECT ?sentence keeps it. The prefixes dgo:, dgs:,
        id:, skos:, unit: need no declaration. The resource dgkg://schema lists classes and relations.
        """
        return self._solutions(self.kg.sparql(query, guarded=True), most, lang or self.lang)

    def diagram(
        self,
        recipe: Annotated[str, Field(max_length=100, description="policy-chain, ego, cluster-cards, timeline …")],
        values: Annotated[dict[str, str], Field(description="Its parameters by name: industry, focus …")] | None = None,
        lang: Lang = None,
    ) -> Result:
        """Draw a picture as SVG (second content block, image/svg+xml), with the same as rows, cited.

        policy-chain (industry=), ego (focus=), cluster-cards (place=), timeline (industry=), indicator-bars
        (indicator=), path (from=, to=). Names may be Chinese, English or ids.
        """
        tongue: str = lang or self.lang
        around = self.kg.around(recipe, values or {})
        picture = draw(around, recipe, tongue, values or {})
        svg = picture.svg
        if len(svg) > _LARGEST_PICTURE:
            raise LimitError(
                f"这幅图有 {len(svg):,} 个字符，超过上限 {_LARGEST_PICTURE:,}；请选更小的范围。",
                f"This picture has {len(svg):,} characters, more than {_LARGEST_PICTURE:,}; choose a smaller part.",
                limit="answer",
            )
        drawn = TextResourceContents(uri=f"dgkg://diagram/{recipe}.svg", mime_type="image/svg+xml", text=svg)
        rows = [dict(zip(picture.table.headings, cells, strict=True)) for cells in picture.table.cells]
        more = (EmbeddedResource(type="resource", resource=drawn),)
        note = _unread(around.unread, tongue)
        return Told(picture.title, rows, picture.citations, tongue, "found", note=note, more=more).result()

    def _indicator(self, name: str, lang: str) -> URIRef:
        """The indicator of that name; else an error that names those that come near."""
        try:
            return self.kg.resolve(name, "dgo:Indicator")
        except (NotFoundError, UsageError) as error:
            words = self.kg.words
            near = [h.iri for h in self.kg.find(name) if DGO.Indicator in words.gazetteer.types.get(h.iri, ())]
            if isinstance(error, UsageError) and not near:
                raise
            raise NotFoundError(name, [words.label(i, lang) for i in near[:5]], "指标", "indicator") from error

    # -- rows --------------------------------------------------------------------------

    def _facts(self, thing: Entity, lang: str) -> tuple[list[Fact], int]:
        """What is said of a thing, and how many passages were not read for it."""
        if self.kg.is_whole:
            return thing.facts(lang), 0
        graphs, unread = self.kg.occurrences.first(thing.iri)
        return facts_among(self.kg.words, graphs, thing.iri, lang), unread

    def _fact(self, fact: Fact, lang: str) -> dict[str, Any]:
        status, planned = self._status(fact, (fact.relation,), lang)
        passage = self.kg.words.library.cite(fact.sentence).passage.id
        return {"text": fact.text, "kind": fact.kind, "status": status, "is_plan": planned, "passage": passage}

    def _status(self, fact: Fact, types: Iterable[URIRef], lang: str) -> tuple[str, bool]:
        """A fact's status in words, and whether that means that it is not (yet) a fact."""
        ontology = self.kg.words.ontology
        for cls, words in _KEYS.items():
            if cls in types:
                return words[lang == "en"], cls == DGO.Target
        state = fact.others[0] if fact.relation == DGO.realization and fact.others else fact.status
        if state is None:
            return _STATED[lang == "en"], fact.kind == "intention"
        return self.kg.words.label(state, lang), fact.kind == "intention" or ontology.is_intention(state)

    def _line(self, line: Line, lang: str) -> dict[str, Any]:
        label = self.kg.words.label
        row = self._fact(line.fact, lang)
        row["status"], row["is_plan"] = self._status(line.fact, line.types, lang)
        if (figure := line.figure) is not None:
            for key in ("value", "lower", "upper"):
                number = getattr(figure, key)
                row[key] = None if number is None else float(number)
            row["unit"] = label(figure.unit, lang) if figure.unit else ""
            row["printed"] = figure.text
        row["subjects"] = [label(iri, lang) for iri in line.whose]
        row["periods"] = [label(iri, lang) for iri in line.periods]
        return row

    def _solutions(self, solutions: Solutions, most: int, lang: str) -> Result:
        shown = solutions[:MOST]
        rows: list[dict[str, Any]] = [dict(zip(shown.variables, row, strict=True)) for row in shown.cells(lang)]
        for row, solution in zip(rows, shown, strict=True):
            row["is_plan"] = is_plan(self.kg.words, self.kg.graphs, solution)
        # What is counted is all there is, though only the first rows are written out.
        rows += [{}] * (len(solutions) - len(rows))
        asked = solutions.asked(lang) or "SPARQL"
        slips = [] if rows else self.kg.unknown_terms(solutions.sparql)
        note = f"本体中没有 / the ontology has no: {', '.join(slips)}" if slips else ""
        cited = solutions[:most].citations()
        return Told(asked, rows, cited, lang, note=note, sparql=solutions.sparql).result(most)


def _unread(number: int, lang: str) -> str:
    """That not all passages were read, where that is so."""
    if not number:
        return ""
    if lang == "zh":
        return f"图谱太大：说到它的句子只读了前 {MOST_READ} 句，至少还有 {number} 句未读。"
    return (
        f"The graph is too large: the first {MOST_READ} passages about it were read, {number} more at least were not."
    )
