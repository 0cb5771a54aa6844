"""What a page of a thing weighs: of a city of which hundreds of facts are told, too, no more than a phone fetches at once."""

from __future__ import annotations

import gzip
import re

import pytest

from dgkg.diagram.svg import MOST_LINES, shortened
from tests.exploring import explorer

HEAVY = 12_288


@pytest.fixture(scope="module")
def client(kg):
    return explorer(kg)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "/e/administrative-division/dongguan",
        "/e/industry/digital-industrialization",
        "/e/enterprise-type/market-entities",
        "/e/company-group/huawei",
    ],
)
def test_the_heaviest_pages_weigh_at_most_twelve_kilobytes(client, path, lang):
    page = client.get(f"{path}?lang={lang}")
    assert page.status_code == 200
    assert len(gzip.compress(page.content, 6)) <= HEAVY


def test_what_a_page_leaves_out_it_counts_and_leads_to(client):
    page = client.get("/e/administrative-division/dongguan?lang=zh").text
    told = int(re.search(r'<h2 id="facts">事实 \((\d+)\)', page)[1])
    left = [int(number) for number in re.findall(r"另有 (\d+) 条，看全部事实", page)]
    assert page.count('<li class="fact') + sum(left) == told
    every = client.get("/e/administrative-division/dongguan.all?lang=zh").text
    assert every.count('<li class="fact') == told


def test_a_page_names_the_first_things_behind_a_fold_and_the_picture_alone_all(kg):
    picture = kg.diagram("ego", "zh", focus="东莞市")
    alone = [link.title.count("\n") + 1 for item in picture.scene.items if (link := item.link)]
    assert max(alone) > MOST_LINES + 1

    def longest(svg):
        return max(title.count("\n") + 1 for title in re.findall(r"<title>([^<]*)</title>", svg))

    assert longest(picture.svg) == max(alone)
    assert longest(picture.to_svg(lambda iri: "/" + iri.rpartition("/")[2])) == MOST_LINES + 1
    few, many = "a\nb", "\n".join(str(number) for number in range(100))
    assert shortened(few) == few
    assert shortened(many).split("\n") == [*many.split("\n")[:MOST_LINES], f"… +{100 - MOST_LINES}"]
