"""The files of a site as they are packed by several processes, and the work that these share."""

from __future__ import annotations

import time
import zipfile

import pytest
from markupsafe import Markup

from dgkg.web.leaves import leaves_of
from dgkg.web.markup import escaped, linked
from dgkg.web.parcel import Parcel, write_zip
from dgkg.web.portions import portions_of
from dgkg.web.relative import Relative
from dgkg.web.shares import share_out
from dgkg.web.view import Explored, View

PAGES = {"a/b.html": b"b" * 20_000, "a-c.html": "松山湖".encode(), "index.html": b""}


def packed(tmp_path, name, shares):
    """A zip of some pages, shared out among parcels."""
    folder = tmp_path / name
    (folder / "a").mkdir(parents=True)
    for number, share in enumerate(shares):
        with Parcel(folder, tmp_path / f"{name}-{number}.packed", "站点") as parcel:
            for file in share:
                parcel.put(file, PAGES[file])
    write_zip(tmp_path / f"{name}.zip", sorted(tmp_path.glob(f"{name}-*.packed")))
    return folder, tmp_path / f"{name}.zip"


def test_a_zip_of_parcels_holds_what_was_written(tmp_path):
    folder, archive = packed(tmp_path, "site", [["index.html", "a/b.html"], [], ["a-c.html"]])
    with zipfile.ZipFile(archive) as found:
        assert found.testzip() is None
        assert {name: found.read(name) for name in found.namelist()} == {f"站点/{f}": c for f, c in PAGES.items()}
    assert {file: (folder / file).read_bytes() for file in PAGES} == PAGES


def test_whoever_packed_what_gives_the_same_zip(tmp_path):
    one = packed(tmp_path, "one", [list(PAGES)])[1]
    two = packed(tmp_path, "two", [["a-c.html"], ["index.html", "a/b.html"]])[1]
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(("most", "most_files"), [((1 << 31) - 1, 0xFFFF), (100, 0xFFFF), (1 << 20, 2)])
def test_a_zip_has_the_bytes_that_the_library_writes(tmp_path, monkeypatch, most, most_files):
    """Also beyond what the format first had room for: large files, offsets and numbers of files."""
    monkeypatch.setattr("dgkg.web.zipped._MOST", most)
    monkeypatch.setattr("dgkg.web.zipped._MOST_FILES", most_files)
    monkeypatch.setattr("zipfile.ZIP64_LIMIT", most)
    monkeypatch.setattr("zipfile.ZIP_FILECOUNT_LIMIT", most_files)
    archive = packed(tmp_path, "site", [list(PAGES)])[1]
    with zipfile.ZipFile(archive) as found:
        raw = [(m.filename, m.CRC, m.file_size, m.compress_size, m.header_offset) for m in found.infolist()]
        names = [name for name, *_ in raw]
        assert found.testzip() is None
        assert names == ["站点/a/b.html", "站点/a-c.html", "站点/index.html"]
    members = []
    with (tmp_path / "own.zip").open("wb") as own:
        for name, crc, size, packed_size, offset in raw:
            member = zipfile.ZipInfo(name)
            member.compress_type, member.external_attr, member.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            member.CRC, member.file_size, member.compress_size, member.header_offset = crc, size, packed_size, offset
            header = member.FileHeader()
            own.write(header + archive.read_bytes()[offset + len(header) :][:packed_size])
            members.append(member)
    with zipfile.ZipFile(tmp_path / "own.zip", "a") as own:
        own.infolist().extend(members)
    assert (tmp_path / "own.zip").read_bytes() == archive.read_bytes()


def test_a_file_is_written_once(tmp_path):
    parcel = Parcel(tmp_path, tmp_path / "0.packed", "site")
    parcel.put("index.html", b"first")
    parcel.put("index.html", b"second")
    with pytest.raises(FileExistsError):
        parcel.__exit__(None, None, None)
    assert (tmp_path / "index.html").read_bytes() == b"first"


def test_what_is_held_does_not_grow_without_end(tmp_path, monkeypatch):
    monkeypatch.setattr("dgkg.web.parcel._HELD", 100)
    with Parcel(tmp_path, tmp_path / "0.packed", "site") as parcel:
        for number in range(10):
            parcel.put(f"{number}.html", bytes(30))
        assert len(list(tmp_path.glob("*.html"))) == 8
    assert len(list(tmp_path.glob("*.html"))) == 10


def test_every_page_is_in_one_portion_and_a_thing_where_the_first_passage_names_it(kg):
    shared = Explored(kg)
    leaves = leaves_of(View(shared, "zh", Relative("zh", "/", {"/": "index.html"})))
    portions = portions_of(leaves, shared.naming)
    assert sorted(leaf.path for portion in portions for leaf in portion) == sorted(leaf.path for leaf in leaves)
    place = {leaf.path: number for number, portion in enumerate(portions) for leaf in portion}
    thing = kg["松山湖"].iri
    assert place[shared.paths.thing(thing)] == place[shared.paths.thing(shared.naming(thing)[0].sentence)]


@pytest.mark.parametrize("workers", [1, 3])
def test_every_part_is_done_by_one_process(tmp_path, workers):
    def work(number, parts):
        for part in parts:
            with (tmp_path / f"{part}.txt").open("x") as out:
                out.write(f"by {number}")

    share_out(range(50), work, workers)
    assert len(list(tmp_path.glob("*.txt"))) == 50


def test_what_is_prepared_is_known_to_whoever_does_the_parts_that_need_it(tmp_path):
    known = []

    def prepare():
        known.append("prepared")
        return range(50, 90)

    def work(number, parts):
        for part in parts:
            with (tmp_path / f"{part}.txt").open("x") as out:
                out.write("".join(known))

    share_out(range(50), work, 3, prepare)
    done = {int(file.stem): file.read_text() for file in tmp_path.glob("*.txt")}
    assert sorted(done) == list(range(90))
    assert all(done[part] == "prepared" for part in range(50, 90))


def test_others_end_where_something_cannot_be_prepared(tmp_path):
    def work(number, parts):
        (tmp_path / "begun").touch()
        time.sleep(60 * len(list(parts)))

    def prepare():
        while not (tmp_path / "begun").exists():
            time.sleep(0.01)
        raise ValueError("no room")

    started = time.monotonic()
    with pytest.raises(ValueError, match="no room"):
        share_out(range(4), work, 2, prepare)
    assert time.monotonic() - started < 30


def test_a_process_that_fails_is_told_of(capfd):
    def work(number, parts):
        if number:
            raise ValueError("no room")
        list(parts)

    with pytest.raises(RuntimeError, match="could not be written"):
        share_out(range(4), work, 2)
    assert "no room" in capfd.readouterr().err


def test_what_is_put_into_a_page_is_escaped_once():
    assert escaped("R&D <b> \"x\" 'y'") == Markup.escape("R&D <b> \"x\" 'y'")
    assert escaped(Markup("<b>")) == "<b>"
    assert escaped(7) == "7"
    assert linked('a"b', "<i>") == '<a href="a&#34;b">&lt;i&gt;</a>'
    assert linked(None, "R&D") == "R&amp;D"
