"""The words of the ontology: what a class, a relation or a code is called on the screen.

Edge wording is data (``dgo:edgeForward``, ``dgo:edgeInverse``), never code: diagrams,
pages and answers all take it from here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from rdflib import URIRef

from dgkg.namespaces import DGO, compact

__all__ = ["LABEL", "Ontology"]

LABEL = "label"


class Ontology:
    """Labels, edge wording and the class tree.

    Args:
        wording: rows of (term, what, language, text), ``what`` one of ``label``,
            ``edgeForward``, ``edgeInverse``, ``plural``, ``definition``, ``symbol``,
            ``displayPattern``, ``lineStyle``, ``isIntention``.
        superclasses: rows of (class, superclass).
        fact_properties: the properties that tell what is (model, §3).
        labels: where a graph is too large to read all labels, looks up that of a term in one language.
    """

    def __init__(
        self,
        wording: Iterable[tuple[URIRef, str, str, str]],
        superclasses: Iterable[tuple[URIRef, URIRef]],
        fact_properties: Iterable[URIRef],
        labels: Callable[[URIRef, str], str | None] | None = None,
    ) -> None:
        self._labels = labels
        self._words: dict[tuple[URIRef, str, str], str] = {
            (term, what, lang): text for term, what, lang, text in wording
        }
        parents: dict[URIRef, set[URIRef]] = defaultdict(set)
        for child, parent in superclasses:
            parents[child].add(parent)
        self._parents = dict(parents)
        self._ancestors: dict[URIRef, frozenset[URIRef]] = {}
        # There are many things and few sets of classes.
        self._lowest: dict[frozenset[URIRef], URIRef | None] = {}
        self._is_a: dict[tuple[frozenset[URIRef], URIRef], bool] = {}
        self.fact_properties = frozenset(fact_properties)

    def word(self, term: URIRef, what: str, lang: str = "") -> str | None:
        """One wording of a term, falling back zh → en → none."""
        # Nearly always there is one in the language that is asked for.
        if (found := self._words.get((term, what, lang))) is not None:
            return found
        for language in dict.fromkeys((lang, "zh", "en", "")):
            if (found := self._words.get((term, what, language))) is not None:
                return found
            if what == LABEL and self._labels and (found := self._labels(term, language)) is not None:
                return found
        return None

    def label(self, term: URIRef, lang: str) -> str:
        """The label of a class, property or code; its short IRI when it has none."""
        return self.word(term, LABEL, lang) or compact(term)

    def edge(self, relation: URIRef, lang: str, *, inverse: bool = False) -> str:
        """The words on an edge, read from subject to object or, ``inverse``, back."""
        what = "edgeInverse" if inverse else "edgeForward"
        return self.word(relation, what, lang) or self.label(relation, lang)

    def is_intention(self, status: URIRef) -> bool:
        """Whether a status means that what has it is not yet a fact (``dgo:isIntention``)."""
        return self.word(status, "isIntention") == "true"

    def plural(self, term: URIRef, lang: str) -> str:
        """The heading for a list: the Chinese label has no plural, the English one does."""
        return self.label(term, "zh") if lang == "zh" else self.word(term, "plural") or self.label(term, lang)

    def ancestors(self, cls: URIRef) -> set[URIRef]:
        """A class and every class above it."""
        return set(self._above(cls))

    def _above(self, cls: URIRef) -> frozenset[URIRef]:
        """The same, climbed once a class: every node of every view asks."""
        if cls not in self._ancestors:
            found, todo = {cls}, [cls]
            while todo:
                for parent in self._parents.get(todo.pop(), ()):
                    if parent not in found:
                        found.add(parent)
                        todo.append(parent)
            self._ancestors[cls] = frozenset(found)
        return self._ancestors[cls]

    def is_a(self, classes: Iterable[URIRef], wanted: URIRef) -> bool:
        """Whether one of the classes is the wanted one or below it."""
        if not isinstance(classes, frozenset):
            return any(wanted in self._above(cls) for cls in classes)
        key = classes, wanted
        found = self._is_a.get(key)
        if found is None:
            found = self._is_a[key] = any(wanted in self._above(cls) for cls in classes)
        return found

    def most_specific(self, classes: Iterable[URIRef]) -> URIRef | None:
        """The class that says most of a thing: no other given class lies below it."""
        known = classes if isinstance(classes, frozenset) else frozenset(classes)
        if known not in self._lowest:
            self._lowest[known] = self._most_specific(known)
        return self._lowest[known]

    def _most_specific(self, classes: Iterable[URIRef]) -> URIRef | None:
        given = {c for c in classes if c.startswith(str(DGO))}
        lowest = [c for c in given if not any(c != o and c in self._above(o) for o in given)]
        return min(lowest, default=None)
