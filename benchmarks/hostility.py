"""Queries that mean harm, made by rule and seed, the same on every machine; and a trap for what they call."""

from __future__ import annotations

import random
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

__all__ = ["FAMILIES", "disguises", "hostile", "trap"]

_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _cross(rnd: random.Random) -> str:
    patterns = " . ".join(f"?s{n} ?p{n} ?o{n}" for n in range(rnd.randint(2, 5)))
    head = rnd.choice(["(COUNT(*) AS ?n)", "(SUM(STRLEN(STR(?o0))) AS ?n)", "(COUNT(DISTINCT ?o1) AS ?n)"])
    return f"SELECT {head} {{ {patterns} FILTER(?o0 != ?o1) }}"


def _order(rnd: random.Random) -> str:
    keys = " ".join(rnd.sample(["?o", "DESC(?b)", "STR(?a)", "RAND()", "STRLEN(STR(?o))"], rnd.randint(1, 3)))
    return f"SELECT * {{ ?s ?p ?o . ?a ?b ?c }} ORDER BY {keys} LIMIT {rnd.randint(1, 10)}"


def _group(rnd: random.Random) -> str:
    keys = " ".join(rnd.sample(["?s", "?a", "?o", "?c"], rnd.randint(1, 3)))
    total = rnd.choice(["COUNT(*)", "GROUP_CONCAT(STR(?o))", "SAMPLE(?c)", "MAX(STR(?c))"])
    return f"SELECT {keys} ({total} AS ?n) {{ ?s ?p ?o . ?a ?b ?c }} GROUP BY {keys}"


def _values(rnd: random.Random) -> str:
    width = rnd.randint(20, 90)
    blocks = " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(width)))} }}" for n in range(rnd.randint(4, 7)))
    return f"SELECT (COUNT(*) AS ?n) {{ {blocks} }}"


def _path(rnd: random.Random) -> str:
    step = rnd.choice(
        ["(!<x:q>)*", "(!<x:q>|^!<x:q>)+", "(<x:a>|!<x:b>)*", "((!<x:q>)*/(!<x:r>)*)*", "(^!<x:q>/!<x:q>)+"]
    )
    ends = rnd.choice(["?a {0} ?b", "?a {0} ?b . ?b {0} ?c", "?a {0} ?a", "?a {0} ?b . ?c {0} ?d"])
    return f"SELECT (COUNT(*) AS ?n) {{ {ends.format(step)} }}"


def _nesting(rnd: random.Random) -> str:
    depth = rnd.choice([10, 20, 30, 60, 500, 5000])
    kind = rnd.choice(["{", "OPTIONAL {", "FILTER NOT EXISTS {", "MINUS {", "{ SELECT * {", "GRAPH ?g {", "("])
    if kind == "(":
        return f"SELECT * {{ ?s ?p ?o FILTER({'(' * depth}?o{')' * depth} = 1) }}"
    opened = f"{kind} ?s ?p ?o . " * depth
    return f"SELECT * {{ {opened}{'}' * (kind.count('{') * depth)} }}"


def _brackets(rnd: random.Random) -> str:
    return "SELECT * { " + "".join(
        rnd.choice("{}()[]<>\"'@^|/*+?!.;,#\\:_ ax1") for _ in range(rnd.choice([40, 120, 2000, 60_000]))
    )


def _unclosed(rnd: random.Random) -> str:
    piece = rnd.choice(["(", "[", "{", "((", "!(", "[ <x:p> ", "(1 ", "<<( ", "{ { ", "-(", "<x:f>("])
    return f"SELECT * {{ ?s ?p {piece * rnd.randint(8, 40)}"


def _big(rnd: random.Random) -> str:
    size = rnd.choice([20, 60, 200, 1000, 8000])
    shape = rnd.choice(["?v{0} ?p{0} ?v{1}", "?v{0} ?p{0} ?v0", "?s ?p{0} ?o{0}"])
    return "SELECT (COUNT(*) AS ?n) { " + " . ".join(shape.format(n, n + 1) for n in range(size)) + " }"


def _union(rnd: random.Random) -> str:
    halves = " ".join(f"{{ {{ ?a{n} ?b{n} ?c{n} }} UNION {{ ?d{n} ?e{n} ?f{n} }} }}" for n in range(rnd.randint(3, 24)))
    return f"SELECT (COUNT(*) AS ?n) {{ {halves} }}"


def _doubling(rnd: random.Random) -> str:
    times, steps = rnd.randint(2, 12), rnd.randint(6, 24)
    binds = " ".join(
        f"BIND(CONCAT({','.join(['?' + _LETTERS[n]] * times)}) AS ?{_LETTERS[n + 1]})" for n in range(steps)
    )
    return f'SELECT (STRLEN(?{_LETTERS[steps]}) AS ?n) {{ BIND("{"x" * 1000}" AS ?a) {binds} }}'


def _regex(rnd: random.Random) -> str:
    pattern = rnd.choice(
        ["(a+)+$", "(.*){1,30}x", "((x{1,100}){1,100}){1,100}", "(a|aa)+$", "(?:.?){0,900}z", "[a-z]{1,999}{1,99}"]
    )
    joined = "CONCAT(" + ",".join(["STR(?o)"] * rnd.randint(1, 12)) + ")"
    return f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o . ?a ?b ?c FILTER(REGEX({joined}, '{pattern}', 'i')) }}"


def _replace(rnd: random.Random) -> str:
    steps = rnd.randint(4, 12)
    inner = "'aaaaaaaaaa'"
    for _ in range(steps):
        inner = f"REPLACE({inner}, 'a', 'aaaaaaaaaa')"
    return f"SELECT (STRLEN({inner}) AS ?n) {{}}"


def _subqueries(rnd: random.Random) -> str:
    parts = " ".join(f"{{ SELECT ?x{n} {{ ?x{n} ?y{n} ?z{n} }} ORDER BY ?z{n} }}" for n in range(rnd.randint(2, 6)))
    return f"SELECT (COUNT(*) AS ?n) {{ {parts} }}"


def _exists(rnd: random.Random) -> str:
    word = rnd.choice(["NOT EXISTS", "EXISTS"])
    inside = "?x ?y ?z . ?u ?v ?w FILTER(?z > ?o && ?w < ?c)"
    return f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o . ?a ?b ?c FILTER {word} {{ {inside} }} }}"


def _rows(rnd: random.Random) -> str:
    form = rnd.choice(["SELECT * ", "CONSTRUCT { ?s ?b ?o } ", "SELECT DISTINCT ?s ?c ", "SELECT REDUCED ?o "])
    return f"{form}{{ ?s ?p ?o . ?a ?b ?c }}"


FAMILIES: dict[str, Callable[[random.Random], str]] = {
    "cross product": _cross,
    "ORDER BY": _order,
    "GROUP BY": _group,
    "VALUES": _values,
    "path closure": _path,
    "nesting": _nesting,
    "broken brackets": _brackets,
    "unclosed": _unclosed,
    "big pattern": _big,
    "UNION": _union,
    "doubling": _doubling,
    "regex": _regex,
    "REPLACE": _replace,
    "subqueries": _subqueries,
    "EXISTS": _exists,
    "rows": _rows,
}


def hostile(number: int, seed: int = 7) -> Iterator[tuple[str, str]]:
    """So many hostile queries, with the family of each, from all families in turn."""
    rnd = random.Random(seed)
    names = list(FAMILIES)
    for n in range(number):
        name = names[n % len(names)]
        yield name, FAMILIES[name](rnd)


_BEFORE = (
    "", "FILTER(1<?x)", "FILTER(?x<?y)", 'BIND("a" AS ?q)', '?s ?p "\\"" .', "?s ?p '''a'b''' .", '?s ?p """a"b""" .',
    "#c\n", "# '\n", '# "\n', "?s <http://a#b> ?o .", "?s ?p 'x#y' .", "?s ?p <a'b> .", "VALUES ?z {'\\\\'}",
    "BIND(1<2 AS ?k)", "FILTER(?x>1&&?x<9)", "{}", "OPTIONAL{}", "?s a:b\\#c ?o .", "?s a:b\\'c ?o .", "?s a:%27 ?o .",
    "?s ?p \"'\" .", "?s ?p '\"' .", "?s a:b\\;c ?o .", "?s ?p true", "?s ?p false ", "?s ?p 1", "?s ?p 1.",
    "?s ?p 1e5", "?s ?p 'x'@en ", "?s ?p 'x'^^a:b ", "?s a ?o.", "?s ?p _:b.", "?s ?p a:b.",
    "FILTER(?x<?y&&?z>?w)", "FILTER(1<2)",
)  # fmt: skip
_WORDS = (
    "SERVICE", "service", "SerVice", "SERVICE SILENT", "SERVICE#x\n", "SERVICE\t", "\\u0053ERVICE", "S\\U00000045RVICE",
    "SERVICE\n\n", "SERVICESILENT", "SERVICE\u00a0", "\ufeffSERVICE", "SERVICE\\u0020",
)  # fmt: skip

_LOADS = ("LOAD", "load", "LOAD SILENT", "LOAD#x\n", "\\u004COAD", "LOADSILENT")
_FROMS = ("FROM", "from", "FROM NAMED", "FROM#\n", "\\u0046ROM", "FROMNAMED")
_FIRST = ("", "INSERT DATA{};", "#;\n", "CLEAR ALL;", "\\u0020")
_PLACES = ("{0}", "{{{0}}}", "OPTIONAL{{{0}}}", "FILTER EXISTS{{{0}}}", "GRAPH ?g{{{0}}}", "MINUS{{{0}}}")


def disguises(number: int, address: str, seed: int = 1) -> Iterator[str]:
    """So many texts that may make an engine call an address: SERVICE, LOAD and FROM in every dress."""
    rnd = random.Random(seed)
    head = f"PREFIX s:<{address}> PREFIX :<{address}> PREFIX a:<http://a/> "
    targets = (f"<{address}x>", "s:x", ":x", f" <{address}x>", "  s:x", "\ns:x", "#c\n:x", f"\\u003C{address}x>")
    for n in range(number):
        target = rnd.choice(targets)
        before = "".join(rnd.choice(_BEFORE) for _ in range(rnd.randrange(4)))
        if n % 5 == 0:
            yield head + rnd.choice(_FIRST) + rnd.choice(_LOADS) + target
        elif n % 5 == 1:
            form = rnd.choice(["SELECT*", "SELECT * ", "CONSTRUCT{?s ?p ?o}"])
            yield f"{head}{form}{rnd.choice(_FROMS)}{target}{{{before}?s ?p ?o}}"
        else:
            after = rnd.choice(["{", " {", "{ ?a ?b ?c .", "#{\n{"])
            inside = rnd.choice(_PLACES).format(before + rnd.choice(_WORDS) + target + after + "}")
            yield f"{head}SELECT*{{{inside}}}"


@contextmanager
def trap() -> Iterator[tuple[str, list[object]]]:
    """An address on loopback, and whoever connected to it."""
    caught: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def wait() -> None:
            with suppress(OSError):
                while True:
                    connection, who = listening.accept()
                    caught.append(who)
                    connection.close()

        threading.Thread(target=wait, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", caught
        time.sleep(0.2)
