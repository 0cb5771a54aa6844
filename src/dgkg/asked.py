"""The reader, asked in words: what it learns for that can be kept for the next process."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dgkg.errors import UsageError
from dgkg.places import Record
from dgkg.reader import Reader
from dgkg.store import Store

if TYPE_CHECKING:
    from dgkg.ask import Answer, Asker, LargeAsker

__all__ = ["Asked"]


class Asked(Reader):
    """Answers questions in Chinese and English.

    Args:
        store: what answers the queries.
        record: the files that the store was built from, where there are any.
    """

    def __init__(self, store: Store, record: Record | None = None) -> None:
        super().__init__(store)
        self.record = record
        self._is_recalled = False

    @cached_property
    def _asker(self) -> Asker | LargeAsker:
        if not self.is_whole:
            from dgkg.ask import LargeAsker

            return LargeAsker(self.store, self.words, self.occurrences)
        from dgkg.ask import Asker

        return Asker(self.store, self.words, self.passages)

    def recall(self, folder: Path) -> None:
        """Take up what :meth:`keep` kept of this graph in a folder, if anything; before it is asked anything.

        The first question is answered in a fraction of the time then. Of a graph without files of its own, and of one
        that is too large to be read whole, nothing is kept.

        Raises:
            DataError: the record cannot be read.
        """
        from dgkg.kept import Kept

        if self.record is None or not self.is_whole or (asker := Kept(folder, self.record).read(self.store)) is None:
            return
        self.words = asker.words
        self.passages, self._asker, self._is_recalled = list(asker.passages), asker, True

    def keep(self, folder: Path) -> None:
        """Keep what was learnt in order to answer questions for the next process, in a folder that can be deleted.

        Nothing is kept where nothing was asked, and nothing of a reader's own copy of a source.
        """
        from dgkg.ask import Asker
        from dgkg.kept import Kept

        asker = self.__dict__.get("_asker")
        if self.record is not None and isinstance(asker, Asker) and not self._is_recalled:
            Kept(folder, self.record).write(asker)

    def ask(self, question: str, lang: str | None = None, context: Answer | None = None) -> Answer:
        """Answer a question in Chinese or English from the graph alone, every clause cited.

        >>> import dgkg
        >>> print(dgkg.load().ask("What was Dongguan's telecom business volume in 2023?").status)
        answered

        Args:
            question: as a person types it.
            lang: of the answer; ``None`` takes that of the question.
            context: the answer before, for a follow-up such as 那南城呢？

        Raises:
            UsageError: the question is no text.
        """
        if not isinstance(question, str):
            raise UsageError("问题须是文字。", "A question is a text.")
        return self._asker.ask(question, lang, context)
