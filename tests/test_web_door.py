"""The door of the explorer: forms, languages, what is kept, and who is turned away."""

import gzip
import re
from urllib.parse import quote

import pytest

from dgkg.web.negotiation import preferred_form, preferred_language
from tests.exploring import Parsed, explorer

LAKE = "/e/functional-zone/songshan-lake"


@pytest.fixture(scope="module")
def client(kg):
    return explorer(kg)


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("text/html", "text/html"),
        ("text/turtle", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ("image/svg+xml", "image/svg+xml"),
        ("text/csv;q=0.9, text/html;q=0.2", "text/csv"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("*/*", "text/html"),
        ("", "text/html"),
    ],
)
def test_the_accept_header_chooses_the_form(client, asked, given):
    answer = client.get(LAKE, headers={"Accept": asked})
    assert answer.status_code == 200
    assert answer.headers["content-type"].partition(";")[0] == given
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    "garbage", [";;;,,,", "text/html;q=banana", "\x7f/\x7f", "a" * 5000, "text/*;q=0, */*", ",".join(["x/y"] * 800)]
)
def test_a_malformed_accept_header_is_answered_in_a_proper_way(client, garbage):
    assert client.get(LAKE, headers={"Accept": garbage}).status_code in {200, 406}


def test_what_cannot_be_given_is_406_with_what_can(client):
    answer = client.get(LAKE, headers={"Accept": "video/mp4"})
    assert (answer.status_code, answer.headers["content-type"].partition(";")[0]) == (406, "text/plain")
    assert "ttl" in answer.text


@pytest.mark.parametrize("suffix", ["svg", "csv", "xlsx", "ttl", "jsonld"])
def test_a_suffix_and_the_parameter_format_give_the_same(client, suffix):
    by_suffix, by_parameter = client.get(f"{LAKE}.{suffix}"), client.get(LAKE, params={"format": suffix})
    assert by_suffix.status_code == by_parameter.status_code == 200
    assert by_suffix.content == by_parameter.content


def test_the_language_is_a_switch_that_keeps_the_page_and_stays(client):
    page = Parsed(client.get(LAKE, headers={"Accept-Language": "en-GB,en;q=0.8"}).text)
    assert "Songshan Lake" in page.text
    switch = next(a for a in page.with_tag("a") if a.get("hreflang") == "zh")
    assert switch["href"] == f"{LAKE}?lang=zh"
    chosen = Parsed(client.get(switch["href"], headers={"Accept-Language": "en"}).text)
    assert "松山湖" in chosen.text
    assert all("lang=" in link for link in chosen.links if link.startswith("/"))


def test_a_page_that_the_client_has_is_not_sent_again(client):
    first = client.get(LAKE)
    again = client.get(LAKE, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_page_is_compressed_for_who_takes_it(client):
    with client.stream("GET", LAKE, headers={"Accept-Encoding": "gzip"}) as answer:
        raw = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == client.get(LAKE, headers={"Accept-Encoding": "identity"}).content


@pytest.mark.parametrize(
    "path", ["/", LAKE, "/search?q=x", "/t/organization", "/nowhere", "/static/dgkg.css", "/id/no"]
)
def test_every_answer_is_closed_to_the_outside(client, path):
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'self'")
    assert "http" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost@evil.example", "[::2]:80"])
def test_a_foreign_host_is_turned_away(client, host):
    answer = client.get(LAKE, headers={"Host": host})
    assert answer.status_code == 400
    assert "松山湖" not in answer.text


@pytest.mark.parametrize("host", ["localhost:8123", "127.0.0.1", "[::1]:9", "LOCALHOST"])
def test_this_machine_is_let_in(client, host):
    assert client.get("/t", headers={"Host": host}).status_code == 200


def test_a_host_that_was_allowed_is_let_in(small_city):
    client = explorer(small_city, hosts=["graph.example"])
    assert client.get("/t", headers={"Host": "graph.example:80"}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_pages_are_read_only(client, method):
    answer = client.request(method, LAKE, content=b"x" * 100)
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]


def test_an_oversized_address_is_refused(client):
    assert client.get("/search?q=" + "x" * 9000).status_code == 414
    answer = client.get("/search?q=" + "x" * 900)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "path",
    ["/../etc/passwd", "/static/../app.py", "/static/..%2fapp.py", "/static/%2e%2e%2fapp.py", "/e/x/..%2f..%2fetc",
     "/static/", "/static/none.js", "/e/firm/", "/e//", "/t/no-such-type", "/id/..%2F..%2Fetc%2Fpasswd", "/%00",
     "/e/company/%ff%fe", "/search/extra", "/q/../../x"],
)  # fmt: skip
def test_a_path_that_leads_nowhere_is_404_without_a_trace(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text
    assert "root:" not in answer.text


def test_an_error_inside_is_one_sentence(kg, monkeypatch):
    from dgkg.web import door

    def broken(*_):
        raise RuntimeError("secret-inside")

    monkeypatch.setattr(door, "render", broken)
    answer = explorer(kg).get("/t")
    assert answer.status_code == 500
    assert "secret-inside" not in answer.text
    assert answer.headers["content-security-policy"]


def test_the_iri_of_a_thing_leads_to_its_page(client):
    answer = client.get("/id/songshan-lake")
    assert (answer.status_code, answer.headers["location"]) == (303, LAKE)


def test_a_thing_under_another_type_is_sent_to_its_place(client):
    answer = client.get("/e/company/songshan-lake?lang=en")
    assert (answer.status_code, answer.headers["location"]) == (308, f"{LAKE}?lang=en")


@pytest.mark.parametrize(
    ("accept", "forms", "best"),
    [
        ("text/*;q=0.5, text/turtle", ["html", "ttl"], "ttl"),
        ("text/turtle;q=0", ["html", "ttl"], None),
        ("*/*;q=0.1, image/png", ["html", "png"], "png"),
    ],
)
def test_the_most_specific_range_counts(accept, forms, best):
    assert preferred_form(accept, forms) == best


@pytest.mark.parametrize(
    ("header", "lang"),
    [("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("de, en;q=0.5", "en"), (None, "zh"), ("fr", "zh"), ("zh;q=0, en", "en")],
)
def test_the_reader_s_language_is_taken(header, lang):
    assert preferred_language(header, "zh") == lang


@pytest.mark.parametrize(
    ("query", "name", "why"),
    [
        ("SSL", "松山湖", "又名：SSL"),
        ("songshanhu", "松山湖", "拼音：songshanhu"),
        ("ssh", "松山湖", "拼音首字母：ssh"),
        ("松山胡", "松山湖", "近似：松山湖"),
        # Found by a part of another name: the name that is shown does not tell why.
        ("华", "昇腾", "又名：华为昇腾"),
        ("华", "华勤技术", ""),
    ],
)
def test_a_hit_whose_name_does_not_show_why_says_it(client, query, name, why):
    page = client.get(f"/search?q={quote(query)}").text
    [hit] = re.findall(rf"<li><a[^>]*>{name}</a>.*</li>", page.replace("</li><li>", "</li>\n<li>"))
    assert (f"<small>{why}</small>" in hit) if why else ("<small>" not in hit)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_numbers_of_the_start_page_are_of_the_city_and_not_of_those_it_is_compared_with(client, lang):
    page = client.get(f"/?lang={lang}").text
    told = re.findall(r"<li class=\"number.*?</li>", page, re.DOTALL)
    assert len(told) == 6
    assert all(("东莞" if lang == "zh" else "Dongguan") in number for number in told)


@pytest.mark.parametrize(("slug", "is_drawn"), [("leadyo", True), ("obs-songshan-lake-software-revenue-2023", False)])
def test_a_page_has_a_picture_where_there_is_more_to_draw_than_the_thing_itself(client, slug, is_drawn):
    address = client.get(f"/id/{slug}").headers["location"].partition("?")[0]
    assert ('<figure class="picture"' in client.get(address).text) == is_drawn
    # A suffix that is no form of a page is a part of a name that nothing has.
    assert (client.get(f"{address}.svg").status_code == 200) == is_drawn
