"""A thing of the graph, ready to be shown: its names, what it is, what is said of it."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rdflib import Literal, URIRef

from dgkg.facts import Fact, facts_about, grouped, short
from dgkg.highlight import Marked
from dgkg.namespaces import compact
from dgkg.source import Passage
from dgkg.store import Store, Table
from dgkg.terms import to_sparql
from dgkg.words import Words

__all__ = ["Entity", "passage_text"]


@dataclass(frozen=True)
class Entity:
    """One thing: ``kg["松山湖"]``. Prints as text, shows itself in notebooks."""

    iri: URIRef
    store: Store
    words: Words

    @property
    def id(self) -> str:
        """The id to ask for it by: ``songshan-lake``."""
        return short(self.iri)

    def label(self, lang: str = "zh") -> str:
        """Its name in a language."""
        return self.words.label(self.iri, lang)

    @property
    def type(self) -> URIRef | None:
        """The class that says most of it."""
        return self.words.ontology.most_specific(self.words.gazetteer.types.get(self.iri, ()))

    def type_label(self, lang: str = "zh") -> str:
        """What it is, in words."""
        return self.words.label(self.type, lang) if self.type else ""

    def aliases(self, lang: str | None = None) -> list[str]:
        """Its other names, for reading (not those for search only)."""
        names = self.words.gazetteer.names(self.iri)
        return [n.text for n in names if n.kind == "alt" and lang in {None, n.lang}]

    @cached_property
    def identifiers(self) -> list[tuple[URIRef, str]]:
        """Identifiers from outside the source: scheme and value."""
        rows = self._rows(
            "?i <https://w3id.org/dgkg/ontology#identifierOf> {} ; "
            "<https://w3id.org/dgkg/ontology#identifierScheme> ?a ; "
            "<http://www.w3.org/2004/02/skos/core#notation> ?b"
        )
        return [(a, str(b)) for a, b in rows if isinstance(a, URIRef)]

    @cached_property
    def look_alikes(self) -> list[URIRef]:
        """Other things that it is easily taken for."""
        relation = "<https://w3id.org/dgkg/ontology#notToBeConfusedWith>"
        rows = self._rows(f"{{}} ({relation}|^{relation}) ?a BIND(1 AS ?b)")
        return [a for a, _ in rows if isinstance(a, URIRef)]

    def note(self, lang: str = "zh") -> str:
        """A word on its identity, where there is one."""
        rows = self._rows("{} <https://w3id.org/dgkg/ontology#scopeNote> ?a BIND(1 AS ?b)")
        texts = {a.language: str(a) for a, _ in rows if isinstance(a, Literal)}
        return texts.get(lang) or texts.get("zh") or ""

    def facts(self, lang: str = "zh") -> list[Fact]:
        """Everything the sources say of it, each with its passage."""
        return facts_about(self.store, self.words, self.iri, lang)

    def _rows(self, pattern: str) -> Sequence[tuple[object, object]]:
        where = pattern.replace("{}", to_sparql(self.iri))
        answer = self.store.query(f"SELECT DISTINCT ?a ?b WHERE {{ {where} }} ORDER BY ?a ?b")
        assert isinstance(answer, Table)
        return [(row[0], row[1]) for row in answer.rows]

    def text(self, lang: str = "zh") -> str:
        """A card and every fact with its citation, as plain text."""
        zh = lang == "zh"
        other = self.label("en" if zh else "zh")
        lines = [f"{self.label(lang)}  {other}  ·  {self.type_label(lang)}  ·  {self.id}"]
        if aliases := self.aliases():
            lines.append(("别名：" if zh else "Also: ") + ("、" if zh else ", ").join(aliases))
        for scheme, value in self.identifiers:
            lines.append(f"{self.words.label(scheme, lang)}{'：' if zh else ': '}{value}")
        if self.look_alikes:
            names = [f"{self.words.label(i, lang)} ({short(i)})" for i in self.look_alikes]
            lines.append(("勿与混淆：" if zh else "Not to be confused with: ") + ", ".join(names))
        if note := self.note(lang):
            lines.append(("说明：" if zh else "Note: ") + note)
        for title, facts in grouped(self.facts(lang), self.words, lang).items():
            lines += ["", f"{title}"]
            for fact in facts:
                lines.append(f"  · {fact.text}{self._status(fact, lang)}  [{self.words.label(fact.sentence, lang)}]")
                if quote := self.words.quotation(fact.sentence, fact.rests_on):
                    lines.append(f"      {quote}")
        return "\n".join(lines)

    def _status(self, fact: Fact, lang: str) -> str:
        if fact.status is None or fact.kind == "intention":
            return ""
        label = self.words.label(fact.status, lang)
        return f"（{label}）" if lang == "zh" else f" ({label})"

    def _quoted(self, fact: Fact) -> str:
        """The fact's sentence as HTML, where a copy is attached."""
        quote = self.words.quotation(fact.sentence, fact.rests_on)
        return f"<br>{quote.__html__()}" if isinstance(quote, Marked) else ""

    def __repr__(self) -> str:
        return f"<Entity {compact(self.iri)} {self.label('zh')} · {self.label('en')}>"

    def __str__(self) -> str:
        return self.text("zh")

    def _repr_html_(self) -> str:
        items = []
        for title, facts in grouped(self.facts(), self.words, "zh").items():
            rows = "".join(
                f"<li>{html.escape(f.text + self._status(f, 'zh'))} "
                f"<small>[{html.escape(self.words.label(f.sentence, 'zh'))}]{self._quoted(f)}</small></li>"
                for f in facts
            )
            items.append(f"<h4>{html.escape(title)}</h4><ul>{rows}</ul>")
        return (
            f"<h3>{html.escape(self.label('zh'))} · {html.escape(self.label('en'))}</h3>"
            f"<p>{html.escape(self.type_label('zh'))} · <code>{html.escape(self.id)}</code></p>{''.join(items)}"
        )


def passage_text(passage: Passage, facts: Sequence[Fact], words: Words, lang: str) -> str:
    """A passage, where it stands, its words where they are attached, and what it states."""
    citation = words.library.cite(passage.iri)
    lines = [citation.text(lang), passage.gloss[lang]]
    if quote := words.quotation(passage.iri):
        lines.append(quote)
    if not facts:
        lines.append("此句没有陈述。" if lang == "zh" else "This passage states nothing of its own.")
    for title, told in grouped(facts, words, lang).items():
        lines += ["", title]
        for fact in told:
            status = ""
            if fact.status is not None and fact.kind != "intention":
                label = words.label(fact.status, lang)
                status = f"（{label}）" if lang == "zh" else f" ({label})"
            lines.append(f"  · {fact.text}{status}")
    return "\n".join(lines)
