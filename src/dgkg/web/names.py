"""The names of all things as a script, so that a site of files can be searched without a server.

A page opened by a double click may load scripts, yet fetch nothing: the list is a script that
sets one variable, and ``find.js`` looks names up in it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from rdflib import URIRef

from dgkg.gazetteer import fold
from dgkg.web.view import Explored

__all__ = ["names_script"]

# What is found by its name comes before what is a sentence turned into a thing.
_TOLD = ("activity", "claim", "challenge", "recommendation", "planned-action", "observation", "membership")


def names_script(shared: Explored, files: Mapping[str, str]) -> str:
    """``window.dgkgNames``: types, and for each thing its names, where its page is, and what finds it.

    Args:
        shared: the graph.
        files: the file of every logical path.
    """
    words, paths = shared.kg.words, shared.paths
    spelled = words.gazetteer.spellings()
    kinds: dict[str, int] = {}
    things = []
    # By plain texts: rdflib compares terms in Python.
    for iri in sorted(words.gazetteer.types, key=str):
        file = files.get(paths.thing(iri))
        if file is None:
            continue
        kind = kinds.setdefault(paths.kind(iri), len(kinds))
        names = [words.label(iri, "zh"), words.label(iri, "en")]
        aliases = [name.text for name in words.gazetteer.names(iri) if name.text not in names]
        found_by = sorted({fold(iri.rpartition("/")[2]), *spelled.get(iri, ())})
        things.append([*names, file, kind, aliases, found_by])
    types = [[*_type(shared, kind), int(kind in _TOLD)] for kind in kinds]
    data = json.dumps({"types": types, "things": things}, ensure_ascii=False, separators=(",", ":"))
    # A script of its own file: only these two end a line inside a string of older engines.
    return f"window.dgkgNames={data};\n".replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _type(shared: Explored, kind: str) -> tuple[str, str]:
    cls = shared.paths.cls(kind) or URIRef("")
    ontology = shared.kg.words.ontology
    return ontology.label(cls, "zh"), ontology.label(cls, "en")
