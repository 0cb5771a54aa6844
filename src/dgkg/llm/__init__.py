"""A language model as adviser, only where a person names one: off by default.

The model may propose how a question is read and a query over the schema. The query runs guarded,
every row must stand in the passage that it cites, the words of the answer are made here from the
rows; what does not hold is discarded, and the answer of :mod:`dgkg.ask` stays.
"""

from dgkg.llm.advised import Advised
from dgkg.llm.model import DiscardedError, Model

__all__ = ["Advised", "DiscardedError", "Model"]
