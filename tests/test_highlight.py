"""Once a copy is attached, every citation shows the sentence, with what the fact rests on marked in it."""

from __future__ import annotations

import html
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dgkg
from dgkg.highlight import Marked, Printed, find_spans, pieces
from dgkg.namespaces import DGO, ID
from tests.conftest import PREFIXES, SMALL_REPORT, small_source, write_small_city
from tests.doors import dgkg as run

MARKS = re.compile("[『』]")


def marked(quote, *printed):
    """The quote with marks, where things are named and figures printed (``=12%`` is a figure)."""
    forms = [Printed(ID[f"x{n}"], p.lstrip("="), "figure" if p[0] == "=" else "name") for n, p in enumerate(printed)]
    return str(Marked.of([(text, span is not None) for text, span in pieces(quote, find_spans(quote, forms))]))


def city_that_prints(folder, sentence, statements, registry=""):
    """The small city, whose report has another sentence about 甲电子."""
    report = SMALL_REPORT.replace("甲电子位于江湾园，年产值12.5亿元，增长8%。", sentence)
    told = PREFIXES + "r:1.1-p1-s2 {" + statements + "}"
    write_small_city(folder, registry, "")
    (folder / "graph" / "binjiang-2024" / "source.ttl").write_text(small_source(report), encoding="utf-8")
    (folder / "graph" / "binjiang-2024" / "1.trig").write_text(told, encoding="utf-8")
    city = dgkg.load(folder)
    city.attach(report.encode())
    return city


@pytest.fixture
def city(small_city):
    small_city.attach(SMALL_REPORT.encode())
    return small_city


@pytest.mark.parametrize(
    ("quote", "printed", "shown"),
    [
        # The longest name wins; what stands only within it has no mark of its own.
        ("江湾园北区在江湾园。", ["江湾园", "江湾园北区"], "『江湾园北区』在『江湾园』。"),
        ("甲乙丙丁", ["甲乙丙", "乙丙丁"], "『甲乙丙』丁"),
        # Width, case, spaces, stars and quotation marks are the typesetter's.
        ("采用５Ｇ 工厂与oppo手机", ["5G工厂", "OPPO"], "采用『５Ｇ 工厂』与『oppo』手机"),
        ("产值 12.5 亿元", ["=12.5亿元"], "产值 『12.5 亿元』"),
        ("年产值**１２．５亿元**", ["=12.5亿元"], "年产值**『１２．５亿元』**"),
        ("发布《江湾办法》。", ["《江湾办法》"], "发布《『江湾办法』》。"),
        # A number is found whole or not at all.
        ("产值12.5亿元", ["=5亿元"], "产值12.5亿元"),
        ("占18%", ["=8%"], "占18%"),
        ("共128家", ["=28家", "=12"], "共128家"),
        ("共1,200家", ["=200家"], "共1,200家"),
        ("共三十二家", ["=二家", "=三十二家"], "共『三十二家』"),
        ("从事AIGC", ["AI"], "从事AIGC"),
        ("从事AI芯片", ["AI"], "从事『AI』芯片"),
        # A figure that is printed in pieces.
        ("整机约占三成、五成和5%。", ["=约占…5%"], "整机『约占』三成、五成和『5%』。"),
        # A figure printed twice is marked twice.
        ("甲增长8%，乙增长8%。", ["=8%"], "甲增长『8%』，乙增长『8%』。"),
        # Not printed, or a name of one character: nothing.
        ("甲电子。", ["丙网络", "甲", "=9%", "*"], "甲电子。"),
    ],
)  # fmt: skip
def test_names_and_figures_are_marked_as_they_are_printed(quote, printed, shown):
    assert marked(quote, *printed) == shown


def test_two_figures_with_one_text_are_both_meant_wherever_it_is_printed():
    spans = find_spans("甲增长8%，乙增长8%。", [Printed(ID.a, "8%", "figure"), Printed(ID.b, "8%", "figure")])
    assert [(span.kind, span.things) for span in spans] == [("figure", (ID.a, ID.b))] * 2


def test_what_stands_only_within_a_longer_name_is_what_that_name_stands_for_too():
    forms = [
        Printed(ID["a-list"], "广东省500强企业"),
        Printed(ID["a-count"], "500强", "figure"),
        Printed(ID.guangdong, "广东省"),
    ]
    (whole,) = find_spans("入选广东省500强企业", forms)
    assert whole.things == tuple(sorted([ID["a-list"], ID["a-count"], ID.guangdong]))
    named, listed = find_spans("广东省：广东省500强企业", forms)
    assert named.things == (ID.guangdong,)
    assert ID.guangdong not in listed.things


@given(
    st.text("甲乙丙5.%亿 *《》ａＡ", max_size=30),
    st.lists(st.text("甲乙丙5.%亿ａA", min_size=1, max_size=5), max_size=6),
    st.booleans(),
)
def test_spans_never_overlap_and_the_words_stay_as_they_are(quote, texts, are_figures):
    spans = find_spans(
        quote, [Printed(ID[f"x{n}"], t, "figure" if are_figures else "name") for n, t in enumerate(texts)]
    )
    assert all(span.start < span.end and span.things for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert "".join(text for text, _ in pieces(quote, spans)) == quote


def test_a_marked_text_is_a_text_and_its_html_is_escaped():
    text = Marked.of([("<b>", False), ("8%&", True)], "[1]")
    assert (text, text.brief) == ("<b>『8%&』", "[1]")
    assert text.__html__() == "&lt;b&gt;<mark>8%&amp;</mark>"
    assert Marked.joined("; ", ["a", "b"]) == "a; b"
    both = Marked.joined("; ", [text, "<i>"])
    assert (str(both), both.__html__()) == ("<b>『8%&』; <i>", "&lt;b&gt;<mark>8%&amp;</mark>; &lt;i&gt;")


# -- in a city -------------------------------------------------------------------------------------


def test_every_name_and_figure_that_a_passage_states_has_a_span(city):
    spans = city.spans_of("1.1-p1-s2")
    quote = city.cite(city.passage("1.1-p1-s2").iri)[0].quote
    assert [(quote[s.start : s.end], s.kind, s.things) for s in spans] == [
        ("甲电子", "name", (ID["jia-electronics"],)),
        ("江湾园", "name", (ID["jiangwan-park"],)),
        ("产值", "name", (ID["indicator-output-value"],)),
        ("12.5亿元", "figure", (ID["obs-jia-output"],)),
        ("8%", "figure", (ID["obs-jia-output-growth"],)),
    ]


def test_without_a_copy_nothing_is_marked_and_nothing_changes(small_city, kg):
    assert small_city.spans_of("1.1-p1-s2") == []
    assert type(small_city.query("places-of-firm", firm="甲电子").cells()[0][-1]) is str
    assert "『" not in "".join([kg["松山湖"].text(), str(kg.trace("人工智能")), str(kg.audit())])


def test_each_fact_of_a_thing_marks_what_it_rests_on(city):
    lines = city["甲电子"].text("zh").splitlines()
    after = {line: following for line, following in pairwise(lines) if line.startswith("  · ")}
    assert after["  · 甲电子位于江湾园  [1.1-p1-s2]"] == "      “『甲电子』位于『江湾园』，年产值12.5亿元，增长8%。”"
    assert (
        after["  · 甲电子产值：12.5亿元  [1.1-p1-s2]"]
        == "      “『甲电子』位于江湾园，年『产值』『12.5亿元』，增长8%。”"
    )
    growth = next(following for line, following in after.items() if "增长率" in line)
    # The growth does not rest on the figure that it is the growth of.
    assert "『8%』" in growth
    assert "『12.5亿元』" not in growth


def test_rows_mark_what_the_row_is_about(city):
    (row,) = (row for row in city.query("places-of-firm", firm="甲电子").cells("en") if "Jiangwan Park" in row)
    assert row[-1].endswith("[1.1-p1-s2] “『甲电子』位于『江湾园』，年产值12.5亿元，增长8%。”")
    figures = city.sparql("SELECT ?text ?sentence { GRAPH ?sentence { ?f dgo:valueText ?text } } ORDER BY ?text")
    assert [MARKS.sub("", cell) != cell for _, cell in figures.cells()] == [True] * 3
    assert "增长『8%』" in figures.to_frame()["citation"][1]
    assert type(figures.to_frame()["citation"][1]) is str


def test_other_columns_of_passages_show_their_words_too(city):
    told = city.sparql("SELECT ?basis ?f { GRAPH ?basis { ?f dgo:valueText '8%' } }").cells()
    assert told[0][0] == "1.1-p1-s2 “甲电子位于江湾园，年产值12.5亿元，增长『8%』。”"


def test_a_notebook_shows_marks_as_html(city):
    shown = city["甲电子"]._repr_html_() + city.query("places-of-firm", firm="甲电子")._repr_html_()
    assert shown.count("<mark>江湾园</mark>") == 2
    assert "『" not in shown


def test_markup_in_a_sentence_is_text_everywhere(tmp_path):
    nasty = '甲电子<script>alert(1)</script>位于江湾园"><img src=x>。'
    city = city_that_prints(tmp_path / "c", nasty, "id:jia-electronics dgo:locatedIn id:jiangwan-park .")
    pages = [city["甲电子"]._repr_html_(), city.query("places-of-firm", firm="甲电子")._repr_html_()]
    for page in pages:
        assert "<script" not in page
        assert "<img" not in page
        assert "<mark>甲电子</mark>&lt;script&gt;" in page
    assert "『甲电子』<script>" in city.passage_text("1.1-p1-s2")


def test_marks_of_ours_in_a_sentence_do_no_harm(tmp_path):
    city = city_that_prints(
        tmp_path / "c", "『甲电子』位于江湾园。", "id:jia-electronics dgo:locatedIn id:jiangwan-park ."
    )
    assert "<mark>甲电子</mark>』" in city["甲电子"]._repr_html_()


def test_a_name_that_is_not_in_the_sentence_leaves_it_unmarked(tmp_path):
    city = city_that_prints(tmp_path / "c", "该公司在此。", "id:yi-software dgo:locatedIn id:jiangwan-park .")
    assert city.spans_of("1.1-p1-s2") == []
    assert "“该公司在此。”" in city["乙软件"].text()


def test_aliases_in_any_language_are_marked(tmp_path):
    alias = 'id:yi-software skos:altLabel "YiSoft"@en , "乙软"@zh .'
    city = city_that_prints(
        tmp_path / "c", "YiSoft（乙软）在江湾园。", "id:yi-software dgo:locatedIn id:jiangwan-park .", alias
    )
    assert "“『YiSoft』（『乙软』）在『江湾园』。”" in city["乙软件"].text("en")


def test_a_terminal_keeps_the_table_narrow_and_quotes_below_it(tmp_path, monkeypatch):
    import sys

    from dgkg.cli.output import emit

    cited = Marked.of([("[1] “", False), ("8%", True), ("”", False)], "[1]")
    told = []
    monkeypatch.setattr("dgkg.cli.output.click.echo", lambda text, **_: told.append(text))
    monkeypatch.setattr("dgkg.cli.output.os.get_terminal_size", lambda: __import__("os").terminal_size((40, 20)))
    monkeypatch.setattr(sys, "stdout", type("Terminal", (), {"isatty": lambda _: True})())
    emit(["a", "citation"], [["x", cited], ["y", cited]], None, None)
    assert told[0].splitlines()[2:] == ["x  [1]", "y  [1]", "", "[1] “『8%』”"]


@pytest.mark.parametrize(
    "words",
    [("show", "甲电子"), ("show", "1.1-p1-s2"), ("query", "places-of-firm", "firm=甲电子"), ("path", "甲电子", "江湾园"),
     ("trace", "甲电子"), ("query", "firms-in-place", "place=江湾园", "-f", "json")],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_command_that_cites_shows_the_marked_sentence(tmp_path, words, lang):
    folder = write_small_city(tmp_path / "city")
    (tmp_path / "report.txt").write_text(SMALL_REPORT, encoding="utf-8")
    quoted = "位于『江湾园』"
    assert quoted not in run(*words, graph=folder, lang=lang).stdout
    run("source", "attach", tmp_path / "report.txt", graph=folder)
    assert quoted in run(*words, graph=folder, lang=lang).stdout


@pytest.mark.parametrize("form", ["nq", "trig", "ttl", "jsonld", "graphml", "gexf", "csv", "cypher", "dcat", "xlsx"])
def test_no_export_carries_the_words_of_an_attached_copy(city, tmp_path, form):
    import zipfile

    if form == "xlsx":
        pytest.importorskip("xlsxwriter")
    path = city.export(tmp_path / f"out.{form}", form)
    files = [f for f in path.rglob("*") if f.is_file()] if path.is_dir() else [path]
    data = b"".join(f.read_bytes() for f in files)
    if form == "xlsx":
        with zipfile.ZipFile(path) as book:
            data = b"".join(book.read(name) for name in book.namelist())
    text = MARKS.sub("", html.unescape(data.decode("utf-8", "replace")))
    assert "甲电子" in text or form == "dcat"
    assert "位于江湾园，年产值" not in text


# -- the report ------------------------------------------------------------------------------------


def test_every_figure_of_the_report_is_found_in_its_sentence(attached):
    figures, found = set(), set()
    for graph in attached.passages:
        figures |= {(graph.sentence, node) for node, said in graph.nodes.items() if DGO.valueText in said}
        spans = attached.words.highlighter.spans_of(graph.sentence)
        found |= {(graph.sentence, thing) for span in spans for thing in span.things}
    assert len(figures) > 200
    assert figures - found == set()


def test_almost_every_fact_of_the_report_shows_what_it_rests_on(attached):
    highlighter = attached.words.highlighter
    facts = [fact for graph in attached.passages for fact in attached.stated_by(graph.sentence)]
    silent = [fact for fact in facts if not highlighter.spans(fact.sentence, fact.rests_on)]
    assert len(facts) > 1000
    assert len(silent) < len(facts) / 50


def test_views_of_the_report_cite_with_marks(attached):
    views = {
        "trace": attached.trace("利扬芯片"),
        "path": attached.path("华为", "OPPO").first(3),
        "audit": attached.audit(),
        "measure": attached.analysis.measure("concentration", {"indicator": "产值占比"}),
    }
    for name, view in views.items():
        cells = [row[-1] for row in view.cells() if row[-1]]
        assert cells, name
        assert all(isinstance(cell, Marked) and "“" in cell for cell in cells), name
        assert sum("『" in cell for cell in cells) > len(cells) / 2, name
        assert "<mark>" in view._repr_html_(), name


def test_the_page_to_walk_about_in_gets_the_words_in_pieces_with_what_each_names(city, tmp_path):
    page = city.diagram("ego", focus="甲电子").save(tmp_path / "ego.html").read_text(encoding="utf-8")
    assert '["甲电子",["jia-electronics"]],["位于",[]],["江湾园",["jiangwan-park"]]' in page.replace(", ", ",")


def test_without_a_copy_the_page_has_no_words(small_city, tmp_path):
    page = small_city.diagram("ego", focus="甲电子").save(tmp_path / "ego.html").read_text(encoding="utf-8")
    assert "年产值" not in page
