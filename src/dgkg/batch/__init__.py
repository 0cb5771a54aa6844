"""N-Quads of many sources and large tables, on one machine or as a Spark job, by the same functions.

An input becomes *units* (:mod:`~dgkg.batch.unit`): a file of a record, or a stretch of a table that a
mapping describes (:mod:`~dgkg.batch.mapping`). A unit becomes lines of N-Quads by a pure function; the
lines go into *parts* by their subject (:mod:`~dgkg.batch.parts`), each part sorted and without
repetition. Which machine did what shows nowhere: the files are the same, byte for byte.
"""

from __future__ import annotations

from dgkg.batch.job import Written, write_quads
from dgkg.batch.plan import Plan, planned
from dgkg.batch.rejection import Rejection

__all__ = ["Plan", "Rejection", "Written", "planned", "write_quads"]
