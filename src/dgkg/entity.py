"""A thing of the graph, ready to be shown: its names, what it is, what is said of it."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rdflib import Literal, URIRef

from dgkg.facts import Fact, facts_about, grouped, short
from dgkg.highlight import Marked
from dgkg.namespaces import DGO, SKOS, compact
from dgkg.source import Passage
from dgkg.store import Store, Table
from dgkg.terms import to_sparql
from dgkg.words import Words

__all__ = ["Entity", "Identity", "passage_text", "read_identities"]


# What is said of who or what a thing is; ``?thing`` stands for it.
_IDENTITY = """
  { ?i dgo:identifierOf ?thing ; dgo:identifierScheme ?a ; skos:notation ?b BIND("identifier" AS ?what) }
  UNION { ?thing dgo:notToBeConfusedWith|^dgo:notToBeConfusedWith ?a BIND("unlike" AS ?what) }
  UNION { ?thing dgo:scopeNote ?a BIND("note" AS ?what) }"""
_PROLOGUE = f"PREFIX dgo: <{DGO}> PREFIX skos: <{SKOS}>\n"


@dataclass(frozen=True, slots=True)
class Identity:
    """Identifiers from outside (scheme and value), things it is easily taken for, notes by language."""

    identifiers: tuple[tuple[URIRef, str], ...] = ()
    look_alikes: tuple[URIRef, ...] = ()
    notes: Mapping[str, str] = field(default_factory=dict)


def read_identities(store: Store, thing: URIRef | None = None) -> dict[URIRef, Identity]:
    """What is said of who or what things are: of every thing of which something is said, or of one."""
    if thing is None:
        query = f"SELECT DISTINCT ?what ?a ?b ?thing WHERE {{ {_IDENTITY} }} ORDER BY ?a ?b"
    else:
        query = (
            f"SELECT DISTINCT ?what ?a ?b WHERE {{ {_IDENTITY.replace('?thing', to_sparql(thing))} }} ORDER BY ?a ?b"
        )
    answer = store.query(_PROLOGUE + query)
    assert isinstance(answer, Table)
    found: dict[URIRef, tuple[list[tuple[URIRef, str]], list[URIRef], dict[str, str]]] = {}
    for what, a, b, *named in answer.rows:
        of = named[0] if named else thing
        if not isinstance(of, URIRef):
            continue
        identifiers, unlike, notes = found.setdefault(of, ([], [], {}))
        if isinstance(a, Literal):
            notes[a.language or ""] = str(a)
        elif isinstance(a, URIRef) and str(what) == "identifier":
            identifiers.append((a, str(b)))
        elif isinstance(a, URIRef):
            unlike.append(a)
    return {iri: Identity(tuple(ids), tuple(unlike), notes) for iri, (ids, unlike, notes) in found.items()}


@dataclass(frozen=True)
class Entity:
    """One thing: ``kg["松山湖"]``. Prints as text, shows itself in notebooks.

    ``known`` is what :func:`read_identities` found of it, where somebody has read that already.
    """

    iri: URIRef
    store: Store
    words: Words
    known: Identity | None = field(default=None, repr=False, compare=False)

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
    def _identity(self) -> Identity:
        return self.known or read_identities(self.store, self.iri).get(self.iri) or Identity()

    @property
    def identifiers(self) -> list[tuple[URIRef, str]]:
        """Identifiers from outside the source: scheme and value."""
        return list(self._identity.identifiers)

    @property
    def look_alikes(self) -> list[URIRef]:
        """Other things that it is easily taken for."""
        return list(self._identity.look_alikes)

    def note(self, lang: str = "zh") -> str:
        """A word on its identity, where there is one."""
        notes = self._identity.notes
        return notes.get(lang) or notes.get("zh") or ""

    def facts(self, lang: str = "zh") -> list[Fact]:
        """Everything the sources say of it, each with its passage."""
        return facts_about(self.store, self.words, self.iri, lang)

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
