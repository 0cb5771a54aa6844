"""Questions to a graph too large to be read: each is answered from the passages that speak of what it names.

One that names nobody is answered from the passages that its words fit best, and one for everything of a class by how
many there are and the first of them.

How a question is taken apart, searched for, composed and told is that of :mod:`dgkg.ask.engine`; the questions of the
library are asked of the whole store. Where not all passages about what is named were read, the answer says so, and
what could only be said of all of them (that something is nowhere stated, the highest, a sum) is not said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from rdflib import URIRef

from dgkg.ask.answer import Answer
from dgkg.ask.class_list import list_class
from dgkg.ask.engine import LONGEST_QUESTION, Asker
from dgkg.ask.evidence.gathering import Gathered
from dgkg.ask.items.ground import Ground
from dgkg.ask.items.word_search import WordSearch
from dgkg.ask.language.lexicon import Match
from dgkg.ask.language.question import Question
from dgkg.ask.language.tokens import Token
from dgkg.ask.library import Library
from dgkg.ask.reading.reading import language_of, read_question
from dgkg.ask.reading.region import Region, RegionIndex
from dgkg.ask.telling.wording import Wording
from dgkg.audit import audit
from dgkg.finding import AuditFinding
from dgkg.grounding import stray_numbers
from dgkg.occurrence import Occurrences
from dgkg.questions import Questions
from dgkg.store import Store
from dgkg.word_index import WordIndex
from dgkg.words import Words

__all__ = ["LargeAsker"]

# What is worked out of all that is stated, or not at all.
_OF_ALL = frozenset({"highest", "sum", "average"})


class LargeAsker:
    """Answers questions from a graph too large to be read.

    Args:
        store: the graph.
        words: names and citations.
        occurrences: finds and reads passages.
    """

    def __init__(self, store: Store, words: Words, occurrences: Occurrences) -> None:
        self.ground = Ground(store, words, occurrences)

    @cached_property
    def library(self) -> Library:
        """The questions of the library, by their words."""
        ground = self.ground
        return _IndexedLibrary(RegionIndex(ground, ground.lexicon.spoken(""), ()))

    @cached_property
    def search(self) -> WordSearch | None:
        """Finds passages by words, where the graph was built with these."""
        names = self.ground.names
        return WordSearch(self.ground, WordIndex(names)) if names.has_words else None

    def ask(self, text: str, lang: str | None = None, context: Answer | None = None) -> Answer:
        """The answer to a question; see :meth:`dgkg.ask.engine.Asker.ask`."""
        return _RegionAsker(self, self.region(text, context)).ask(text, lang, context)

    def region(self, text: str, context: Answer | None, *, by_words: bool = False) -> Region:
        """What is read for a question; see :class:`dgkg.ask.reading.region.Region`."""
        before = context.question.units if context is not None and context.question is not None else ()
        things = [unit.things for unit in before]
        return Region(self.ground, text[:LONGEST_QUESTION], things, self.search, by_words=by_words)


class _RegionAsker(Asker):
    """Answers one question from its region."""

    def __init__(self, large: LargeAsker, region: Region) -> None:
        self.store, self.words = large.ground.store, large.ground.words
        self.index = region.index
        self._large, self._region = large, region
        self._passages = [page.graph for page in region.pages]

    @property
    def _library(self) -> Library:
        return self._large.library

    @cached_property
    def _findings(self) -> tuple[AuditFinding, ...]:
        """What the audit finds in the passages that were read."""
        return audit(self.store, self.words, self._passages).findings

    def _searched(self, text: str, lang: str | None, context: Answer | None) -> Answer:
        if context is None and (every := self._of_class(text, lang)) is not None:
            return every
        if not self._region.pages:
            return self._unread(lang or language_of(text), None, _NOTHING_NAMED)
        answer = super()._searched(text, lang, context)
        if self._region.is_complete:
            answer = self._of_what_was_read(answer)
            return answer if answer.is_answer else self._by_words(text, lang, context) or answer
        roles = answer.question.roles if answer.question else frozenset()
        if not answer.is_answer or roles & _OF_ALL:
            return self._unread(answer.lang, answer.question, self._why_unread(answer.lang))
        return replace(answer, status="partial", text=f"{self._head(answer.lang)}\n{answer.text}")

    def _of_class(self, text: str, lang: str | None) -> Answer | None:
        """The answer to a question for everything of a class."""
        if not self._region.names_nobody:
            return None
        return list_class(self._large.ground, read_question(self.index, text[:LONGEST_QUESTION], lang))

    def _by_words(self, text: str, lang: str | None, context: Answer | None) -> Answer | None:
        """An answer from what the words fit, where all about the quantities that are named does not answer."""
        if self._large.search is None or not self._region.names_nobody:
            return None
        region = self._large.region(text, context, by_words=True)
        answer = _RegionAsker(self._large, region)._searched(text, lang, context)  # noqa: SLF001 - one of its own kind
        return answer if answer.is_answer else None

    def _about_source(self, question: Question, say: Wording) -> Answer:
        if self._region.is_found and len({page.sentence.rpartition("/")[0] for page in self.index.pages}) > 1:
            # Which report 「这份报告」 is, nobody can tell.
            return self._unread(question.lang, question, _NOTHING_NAMED)
        return super()._about_source(question, say)

    def _denied(self, gathered: Gathered, say: Wording) -> Answer | None:
        denied = super()._denied(gathered, say)
        if denied is None or not denied.is_answer or not self._region.is_found:
            return denied
        # What some passages do not say others may.
        return self._refused(gathered, say, doubted=False)

    def _told(self, gathered: Gathered, say: Wording) -> Answer:
        if self._region.is_found and (gathered.computed or gathered.members or gathered.first):
            # Of figures that nobody named nothing is worked out, and nothing counted that others may have as well.
            return self._refused(gathered, say, doubted=False)
        return super()._told(gathered, say)

    def _of_what_was_read(self, answer: Answer) -> Answer:
        """An answer from all passages about what is named; what these do not state others may."""
        if answer.status not in {"not_understood", "not_in_source"}:
            return answer
        if answer.status == "not_understood" or not self._region.read:
            return self._unread(answer.lang, answer.question, _NOTHING_NAMED)
        # How many they are is no number of theirs, nor is one in a name that the question does not say so.
        zh = answer.lang == "zh"
        names = self._names(self._region.read, answer.lang)
        if stray_numbers(names, answer.solutions, answer.question.text if answer.question else ""):
            names = "所问事物" if zh else "what is named"
        unsaid = f"说到{names}的句子都没有说明这一点。" if zh else f"The passages about {names} do not state this."
        return replace(answer, text=answer.text.replace(Wording.UNSAID[not zh], unsaid))

    def _names(self, named: Sequence[frozenset[URIRef]], lang: str) -> str:
        # 「企业」 is the class before it is a field of that name.
        first = (min(things, key=lambda thing: (thing in self.words.gazetteer, thing)) for things in named)
        labels = dict.fromkeys(self.words.label(thing, lang) for thing in first)
        return ("、" if lang == "zh" else ", ").join(labels)

    def _unread(self, lang: str, question: Question | None, told: tuple[str, str]) -> Answer:
        nothing = Questions(self.store, self.words).run("SELECT ?sentence WHERE { VALUES ?sentence { } }")
        return Answer("not_understood", told[lang != "zh"], nothing, (), nothing.sparql, "", lang, question)

    def _why_unread(self, lang: str) -> tuple[str, str]:
        """Why nothing is said, in both languages; what is named by either name is named in one."""
        if self._region.unread and not self._region.is_found:
            told = self._told_unread(lang)
            return told, told
        return _NOTHING_FOUND if self._region.is_found else _NOTHING_NAMED

    def _told_unread(self, lang: str) -> str:
        """That not all was read, and so nothing can be said."""
        names = self._names(self._region.unread, lang)
        if lang == "zh":
            return f"图谱太大：说到{names}的句子极多，没有读遍，不能断言；请说出更具体的事物。"
        return (
            f"The graph is too large: very many passages speak of {names}, not all were read, and nothing can be said "
            "for sure; name something more specific."
        )

    def _head(self, lang: str) -> str:
        """That not all was read, before what was."""
        if self._region.is_found:
            return _FOUND[lang != "zh"]
        names = self._names(self._region.unread or self._region.named, lang)
        if lang == "zh":
            return f"图谱太大：说到{names}的句子极多，只读了与所问最近的，其中说明的是："
        return f"The graph is too large: of the very many passages about {names} those nearest to the question state:"


_NOTHING_NAMED = (
    "图谱太大，不能逐句查找；请说出所问的企业、政策、产业、指标或地点的名称。",
    "The graph is too large to look through every passage: name the firm, policy, industry, indicator or place.",
)
_NOTHING_FOUND = (
    "图谱太大，不能逐句查找；用词与所问最近的句子都答不了，不能断言。请说出所问的企业、政策、产业、指标或地点的名称。",
    (
        "The graph is too large to look through every passage, and those whose words are nearest do not answer: name "
        "the firm, policy, industry, indicator or place."
    ),
)
_FOUND = (
    "图谱太大，没有读遍；用词与所问最近的句子说明的是：",
    "The graph is too large to be read whole; the passages whose words are nearest to the question state:",
)


class _IndexedLibrary(Library):
    """The questions of the library, with names that are looked up in each text."""

    def _matches(self, text: str, tokens: Sequence[Token]) -> Sequence[Match]:
        index = self._index
        assert isinstance(index, RegionIndex)
        return index.ground.lexicon.spoken(text).matches(tokens)
