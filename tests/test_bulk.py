"""Large files into a store on disk, cut into pieces; and whole relations out of it as plain text."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib import URIRef

from dgkg.errors import DataError
from dgkg.store import EmbeddedStore, bulk

RELATION = URIRef("x:p")
# Every character below the first Chinese ones, alone and before what it could be taken to belong to.
TEXTS = [*map(chr, range(0x3400)), *(f"{chr(n)}n" for n in range(128)), 'a"@en', "\\\\n", "", "𠀀"]


@pytest.fixture
def cut(monkeypatch):
    """Cuts the smallest of files, as if there were three processors; tells of each piece that is handed out."""
    monkeypatch.setattr(bulk, "_WORTH_CUTTING", 1)
    monkeypatch.setattr(bulk, "_PIECE", 200)
    monkeypatch.setattr(bulk, "_processors", lambda: 3)
    pieces: list[bytes] = []
    hand_out = bulk._Pieces.next
    monkeypatch.setattr(bulk._Pieces, "next", lambda self: pieces.append(hand_out(self)) or pieces[-1])
    return pieces


def made(folder, lines, *more) -> set[ox.Quad]:
    """What is in a store made of a file of some lines."""
    path = folder / "graph.nq"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    EmbeddedStore.write_folder(folder / "store", [path, *more], lambda *_: None)
    return set(ox.Store.read_only(str(folder / "store")))


def test_a_file_in_pieces_is_the_file_as_a_whole(tmp_path, cut):
    lines = [f'<x:{n}> <x:p> "{n} 号\\n二"@zh <x:g{n % 7}> .' for n in range(100)]
    lines[50] = f"# 注释 {'长' * 300}"
    assert made(tmp_path, lines) == {quad for line in lines for quad in ox.parse(line, format=ox.RdfFormat.N_QUADS)}
    assert len(list(filter(None, cut))) > 10
    assert all(piece.endswith(b"\n") for piece in filter(None, cut))


def test_a_file_with_blank_nodes_is_not_cut_for_its_lines_belong_together(tmp_path, cut):
    lines = [line for n in range(100) for line in (f"_:b{n % 5} <x:p> <x:{n}> .", f"<x:{n}> <x:q> _:b{n % 5} .")]
    quads = made(tmp_path, lines)
    assert cut == []
    assert len({quad.subject for quad in quads if quad.predicate.value == "x:p"}) == 5


@pytest.mark.parametrize("place", [0, 57, 99])
def test_a_fault_in_any_piece_is_told_with_its_line_in_the_file(tmp_path, cut, place):
    lines = [f"<x:{n}> <x:p> <x:o> ." for n in range(100)]
    lines[place] = "<x:s> <x:p> <x:o ."
    with pytest.raises(DataError) as caught:
        made(tmp_path, lines)
    assert caught.value.line == place + 1
    assert cut


def test_a_disk_that_is_full_in_the_middle_ends_the_build(tmp_path, cut):
    def full(*_args, **_named):
        raise OSError(28, "No space left on device")

    class _Full:
        bulk_load = full

    path = tmp_path / "graph.nq"
    path.write_text("<x:s> <x:p> <x:o> .\n" * 100)
    with pytest.raises(OSError, match="No space left"):
        bulk.load_in_bulk(_Full(), path, ox.RdfFormat.N_QUADS)
    # Nothing is handed out once one has failed.
    assert len(list(filter(None, cut))) <= 3


def test_a_relation_read_as_text_is_what_its_statements_say():
    store, relation = ox.Store(), ox.NamedNode(RELATION)
    values = [ox.Literal(text, language=lang) for text in TEXTS for lang in (None, "zh")]
    values += [ox.Literal(4), ox.Literal(value=True), ox.Literal("1.5", datatype=ox.NamedNode("x:own")), ox.BlankNode()]
    values += [ox.NamedNode("x:iri")]
    for n, value in enumerate(values):
        store.add(ox.Quad(ox.NamedNode(f"x:{n}"), relation, value, ox.NamedNode("x:g") if n % 2 else ox.DefaultGraph()))
    store.add(ox.Quad(ox.BlankNode(), relation, ox.Literal("of nothing")))
    expected = {
        (quad.subject.value, quad.object.value, getattr(quad.object, "language", "") or ("" if literal else None))
        for quad in store
        if not isinstance(quad.subject, ox.BlankNode) and not isinstance(quad.object, ox.BlankNode)
        for literal in [isinstance(quad.object, ox.Literal)]
    }
    assert set(EmbeddedStore(store).said(RELATION)) == expected
    assert len(expected) == len(values) - 1


def test_links_between_things_come_with_the_graph_that_says_so():
    text = "<x:a> <x:p> <x:b>, _:c, 4 . <x:g> { <x:b> <x:p> <x:a> . _:d <x:p> <x:a> } _:h { <x:a> <x:p> <x:a> }"
    store = EmbeddedStore.from_text(text)
    assert set(store.links(RELATION)) == {("x:a", "x:b", ""), ("x:b", "x:a", "x:g")}
    assert list(store.links(RELATION, "x:a")) == [("x:b", "x:a", "x:g")]
