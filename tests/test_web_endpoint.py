"""The SPARQL endpoint: what it takes, in which forms it answers, and what it refuses in which words."""

from __future__ import annotations

import csv
import io
import zipfile

import pyoxigraph as ox
import pytest

from dgkg.guard import Limits, Pool
from dgkg.guard.walls import has_walls
from tests.exploring import Parsed, explorer

pytestmark = pytest.mark.skipif(not has_walls(), reason="this system cannot limit a process")

FIRMS = "SELECT * { GRAPH ?sentence { ?firm dgo:locatedIn id:songshan-lake } } ORDER BY ?firm"
SD = "http://www.w3.org/ns/sparql-service-description#"


@pytest.fixture(scope="module")
def pool(kg):
    made = Pool(kg.store.dump, Limits(seconds=4.0, memory=256 << 20, rows=28_000))
    yield made
    made.close()


@pytest.fixture(scope="module")
def client(kg, pool):
    return explorer(kg, runner=pool)


def ask(client, sparql, accept="*/*", **more):
    return client.get("/sparql", params={"query": sparql, **more}, headers={"Accept": accept})


def media_of(answer):
    return answer.headers["content-type"].partition(";")[0]


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        ("*/*", "application/sparql-results+json"),
        ("application/json", "application/json"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/csv", "text/csv"),
        ("text/tab-separated-values;q=0.9, text/csv;q=0.5", "text/tab-separated-values"),
        ("text/turtle, application/sparql-results+json;q=0.1", "application/sparql-results+json"),
    ],
)
def test_solutions_come_in_the_form_that_the_client_likes_best(client, accept, given):
    answer = ask(client, FIRMS, accept)
    assert (answer.status_code, media_of(answer)) == (200, given)
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("*/*", ox.RdfFormat.TURTLE),
        ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/rdf+xml", ox.RdfFormat.RDF_XML),
        ("application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/xml", ox.RdfFormat.RDF_XML),
        ("text/xml", ox.RdfFormat.RDF_XML),
        ("text/plain", ox.RdfFormat.N_TRIPLES),
        ("application/json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml;q=0.9, application/xml;q=0.2", ox.RdfFormat.RDF_XML),
        ("text/*", ox.RdfFormat.TURTLE),
        ("application/*", ox.RdfFormat.N_TRIPLES),
    ],
)
def test_graphs_come_in_every_form_of_rdf(client, accept, form):
    answer = ask(client, "CONSTRUCT WHERE { ?firm dgo:locatedIn id:songshan-lake }", accept)
    assert answer.status_code == 200
    given = media_of(answer)
    assert any(given == wanted.split(";")[0].strip() for wanted in accept.split(",")) or "*" in accept
    assert list(ox.parse(answer.content, format=form))
    assert "charset=utf-8" in answer.headers["content-type"] or not given.startswith("text/")


def test_the_description_and_a_graph_come_as_plain_xml_too(client):
    for path in ("/sparql", "/graph-store?default"):
        answer = client.get(path, headers={"Accept": "application/xml"})
        assert (answer.status_code, media_of(answer)) == (200, "application/xml")
        assert list(ox.parse(answer.content, format=ox.RdfFormat.RDF_XML))


def test_a_browser_that_would_take_xml_gets_the_page(client):
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert media_of(ask(client, "CONSTRUCT WHERE { ?firm dgo:locatedIn id:songshan-lake }", accept)) == "text/html"


def test_get_and_both_posts_give_the_same(client):
    got = ask(client, FIRMS, "text/csv")
    posted = client.post("/sparql", data={"query": FIRMS}, headers={"Accept": "text/csv"})
    direct = client.post(
        "/sparql", content=FIRMS, headers={"Content-Type": "application/sparql-query", "Accept": "text/csv"}
    )
    assert got.status_code == 200
    assert got.content == posted.content == direct.content
    assert got.text.splitlines()[0] == "sentence,firm"


def test_a_head_says_what_a_get_would(client):
    answer = client.head("/sparql", params={"query": FIRMS}, headers={"Accept": "text/csv"})
    assert (answer.status_code, media_of(answer)) == (200, "text/csv")


def test_the_dataset_of_the_request_is_the_whole_world_of_the_query(client):
    sentence = "https://w3id.org/dgkg/source/dongguan-2023/2.1.2-p2-s2"
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    everything = ask(client, count).json()["results"]["bindings"][0]["n"]["value"]
    one = ask(client, count, **{"default-graph-uri": sentence}).json()["results"]["bindings"][0]["n"]["value"]
    assert 0 < int(one) < int(everything)
    empty = ask(client, count, **{"named-graph-uri": sentence}).json()["results"]["bindings"][0]["n"]["value"]
    assert empty == "0"
    elsewhere = ask(client, count, **{"default-graph-uri": "http://127.0.0.1:9/x"})
    assert elsewhere.json()["results"]["bindings"][0]["n"]["value"] == "0"


def test_without_a_query_a_program_reads_what_the_service_is(client):
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    found = {(quad.predicate.value, str(quad.object)) for quad in ox.parse(answer.content, format=ox.RdfFormat.TURTLE)}
    assert (f"{SD}supportedLanguage", f"<{SD}SPARQL11Query>") in found
    assert (f"{SD}feature", f"<{SD}UnionDefaultGraph>") in found
    assert (f"{SD}endpoint", "<http://127.0.0.1/sparql>") in found
    assert sum(predicate == f"{SD}namedGraph" for predicate, _ in found) > 200


def test_one_graph_can_be_read_and_none_written(client):
    sentence = "https://w3id.org/dgkg/source/dongguan-2023/2.1.2-p2-s2"
    named = client.get("/graph-store", params={"graph": sentence}, headers={"Accept": "text/turtle"})
    assert list(ox.parse(named.content, format=ox.RdfFormat.TURTLE))
    assert client.get("/graph-store?default", headers={"Accept": "application/n-triples"}).status_code == 200
    assert client.head("/graph-store", params={"graph": sentence}, headers={"Accept": "*/*"}).status_code == 200
    assert client.get("/graph-store", params={"graph": "x:none"}, headers={"Accept": "*/*"}).status_code == 404
    assert client.get("/graph-store", headers={"Accept": "*/*"}).status_code == 400
    assert client.get("/graph-store?graph=x:%3E{}", headers={"Accept": "*/*"}).status_code == 400
    assert client.get("/graph-store?default", headers={"Accept": "video/mp4"}).status_code == 406
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        answer = client.request(method, "/graph-store?default", content="<x:a> <x:b> <x:c> .")
        assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")


PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.mark.parametrize(
    ("request_", "status", "told"),
    [
        ({"params": {"query": "SELECT *\nWHERE {"}}, 400, "line 2"),
        ({"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400, "one query"),
        ({"params": {"query": "ASK {}"}, "headers": {"Accept": "video/mp4"}}, 406, "sparql-results"),
        ({"params": {"query": "ASK {}", "format": "docx"}}, 406, "sparql-results"),
        ({"params": {"query": "INSERT DATA { <x:a> <x:b> <x:c> }"}}, 403, "Read only"),
        ({"params": {"query": "SELECT * FROM <http://127.0.0.1:9/x> { ?s ?p ?o }"}}, 403, "no graph"),
        ({"params": {"query": "SELECT (<x:unknown>(1) AS ?x) {}"}}, 422, "cannot be run"),
        ({"params": {"update": "DROP ALL"}}, 403, "read only"),
        ({"method": "POST", "data": {"update": "DROP ALL"}}, 403, "read only"),
        (
            {"method": "POST", "content": "DROP ALL", "headers": {"Content-Type": "application/sparql-update"}},
            403,
            "read only",
        ),
        (
            {"method": "POST", "content": "ASK {}", "headers": {"Content-Type": "text/plain"}},
            415,
            "application/sparql-query",
        ),
        ({"method": "POST", "content": "ASK {}"}, 415, "application/sparql-query"),
        ({"method": "POST", "data": {"x": "y"}}, 400, "no query"),
        ({"params": {"query": "ASK {}", "default-graph-uri": "here"}}, 400, "“here” is no IRI"),
        ({"params": {"query": "ASK {}", "named-graph-uri": "x:> {"}}, 400, "no IRI"),
        (
            {
                "method": "POST",
                "content": "ASK {}",
                "headers": {"Content-Type": "application/sparql-query", "Content-Encoding": "gzip"},
            },
            415,
            "uncompressed",
        ),
        (
            {
                "method": "POST",
                "content": "ASK {}".encode("utf-16"),
                "headers": {"Content-Type": "application/sparql-query"},
            },
            400,
            "UTF-8",
        ),
        ({"method": "POST", "data": {"query": "ASK { ?s ?p '" + "x" * 70_000 + "' }"}}, 413, "size"),
        ({"method": "POST", "data": {"query": "x" * 1_100_000}}, 413, "too long"),
        ({"method": "POST", "data": {"query": "ASK {" + "{" * 50 + "}" * 50 + "}"}}, 413, "depth"),
        ({"params": {"query": PRODUCT}}, 503, "seconds"),
        ({"params": {"query": "SELECT ?a { ?a ?b ?c }"}}, 413, "rows"),
        ({"method": "PUT", "content": "ASK {}"}, 405, "GET, HEAD, POST"),
        ({"method": "OPTIONS"}, 405, "GET, HEAD, POST"),
    ],
)
def test_what_cannot_be_answered_has_its_status_and_one_plain_line(client, request_, status, told):
    asked = {"method": "GET", **request_}
    asked["headers"] = {"Accept": "*/*", **asked.get("headers", {})}
    answer = client.request(url="/sparql", **asked)
    assert (answer.status_code, media_of(answer)) == (status, "text/plain")
    assert told in answer.text
    assert answer.text.count("\n") == 1
    assert "Traceback" not in answer.text
    assert ("retry-after" in answer.headers) == (status == 503)


def test_other_sites_may_ask_only_where_that_is_wanted(kg, pool, client):
    origin = {"Origin": "https://example.org", "Accept": "*/*"}
    assert "access-control-allow-origin" not in client.get("/sparql?query=ASK{}", headers=origin).headers
    shared = explorer(kg, runner=pool, origins=["https://example.org"])
    answer = shared.get("/sparql?query=ASK{}", headers=origin)
    assert answer.headers["access-control-allow-origin"] == "https://example.org"
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
    assert shared.options("/sparql", headers=origin).status_code == 204
    other = shared.get("/sparql?query=ASK{}", headers={**origin, "Origin": "https://evil.example"})
    assert "access-control-allow-origin" not in other.headers


def test_a_large_answer_is_compressed_for_who_takes_it(client):
    answer = client.get(
        "/sparql",
        params={"query": "SELECT ?s { ?s ?p ?o } LIMIT 500"},
        headers={"Accept": "text/csv", "Accept-Encoding": "gzip"},
    )
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.text.splitlines()) == 501


# -- the page ------------------------------------------------------------------------------


def test_a_browser_gets_a_form_with_examples(client):
    page = Parsed(client.get("/sparql").text)
    assert {"name": "query"}.items() <= next(iter(page.with_tag("textarea"))).items()
    examples = [link for link in page.links if link.startswith("/sparql?query=")]
    assert len(examples) >= 6
    for link in examples:
        answer = client.get(link)
        assert answer.status_code == 200
        assert 'class="cite"' in answer.text


def test_an_answer_on_the_page_leads_to_its_sentences_and_to_spreadsheets(client):
    page = Parsed(ask(client, FIRMS, "text/html").text)
    assert any(link.startswith("/source/dongguan-2023/") for link in page.links)
    assert [button.get("value") for button in page.with_tag("button") if button.get("name") == "table"] == [
        "csv",
        "xlsx",
    ]
    table, book = (client.post("/sparql", data={"query": FIRMS, "table": form}) for form in ("csv", "xlsx"))
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert len(rows) > 1
    assert "《东莞市数字经济发展报告" in rows[1][0]
    assert zipfile.ZipFile(io.BytesIO(book.content)).testzip() is None


def test_a_table_is_of_the_same_graphs_as_the_page_and_may_be_of_a_long_query(client):
    sentence = "https://w3id.org/dgkg/source/dongguan-2023/2.1.2-p1-s4"
    query = "SELECT ?s { ?s ?p ?o } # " + "长" * 8000
    asked = {"query": query, "default-graph-uri": sentence}
    page = Parsed(client.post("/sparql", data=asked, headers={"Accept": "text/html"}).text)
    given = {found["name"]: found["value"] for found in page.with_tag("input") if found.get("type") == "hidden"}
    assert {name: given[name] for name in asked} == asked
    table = client.post("/sparql", data={**given, "table": "csv"})
    direct = client.post("/sparql", data=asked, headers={"Accept": "text/csv"})
    assert len(table.text.splitlines()) == len(direct.text.splitlines()) > 2


def test_an_explorer_of_another_s_store_offers_no_endpoint_that_it_has_not(kg, monkeypatch):
    class Elsewhere:
        def __getattr__(self, name):
            return getattr(kg.store, name)

    from dgkg.knowledge import KnowledgeGraph

    far = KnowledgeGraph(kg.store, kg.record)
    far.store = Elsewhere()
    client = explorer(far)
    assert client.get("/sparql").status_code == 404
    for path in ("/", "/q/firms-in-place"):
        assert not [link for link in Parsed(client.get(path).text).links if link.startswith("/sparql")]


@pytest.mark.parametrize(
    ("sparql", "status"), [("SELECT {", 400), ("DROP ALL", 403), ("ASK { SERVICE <x:y> {} }", 403)]
)
def test_what_was_wrong_is_told_beside_the_query(client, sparql, status):
    answer = client.post("/sparql", data={"query": sparql})
    assert (answer.status_code, media_of(answer)) == (status, "text/html")
    page = Parsed(answer.text)
    assert [found for found in page.with_tag("p") if found.get("role") == "alert"]
    assert sparql in page.text


def test_what_is_written_into_the_form_stays_text(client):
    answer = client.post("/sparql", data={"query": "</textarea><script>alert(1)</script>"})
    assert "<script>alert" not in answer.text
