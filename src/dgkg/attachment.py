"""A reader's own copy of a source, checked passage by passage.

The project does not ship the report's sentences. Who owns a copy attaches it: the text
is segmented, every passage's digest is compared, and only a copy that is the same
throughout is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rdflib import URIRef

from dgkg.errors import AttachmentError
from dgkg.segmentation import decode, digest, segment
from dgkg.source import Passage

__all__ = ["match"]

_SHOWN = 12


def match(data: bytes, passages: Iterable[Passage]) -> dict[URIRef, str]:
    """The text of every passage, from a copy of the whole source.

    Args:
        data: the file's bytes: UTF-8, UTF-16 or GB18030.
        passages: those of one source, with the digests to hold the copy against.

    Raises:
        AttachmentError: the file is no text, or differs; ``differing`` holds the ids of
            passages that differ, are missing, or are not in the source.
    """
    wanted = {passage.id: passage for passage in passages}
    pieces = segment(decode(data))
    found = {piece.id: piece.text for piece in pieces}
    times = Counter(piece.id for piece in pieces)
    differing = [name for name, place in wanted.items() if digest(found.get(name, "")) != place.digest]
    # A section that stands twice repeats its ids; neither copy is taken for the right one.
    differing += [name for name in found if name not in wanted or (times[name] > 1 and name not in differing)]
    if differing:
        ids = ", ".join(differing[:_SHOWN]) + (" …" if len(differing) > _SHOWN else "")
        raise AttachmentError(
            f"这份文本与图谱所依据的报告不一致，共 {len(differing)} 处不同：{ids}。未附加。",
            f"This text is not the report that the graph was read from; {len(differing)} passages "
            f"differ: {ids}. Nothing was attached.",
            differing,
        )
    return {wanted[name].iri: text for name, text in found.items()}
