"""One address of every type of page, each with something on it; and of pages that say what cannot be done."""

from __future__ import annotations

from urllib.parse import quote

__all__ = ["PAGE_TYPES", "REFUSALS"]

_LAKE, _CHIPS = quote("松山湖"), quote("半导体及集成电路")
PAGE_TYPES = {
    "home": "/",
    "search": f"/search?q={quote('华')}",
    "search by pinyin": "/search?q=ssh",
    "firm": "/e/company/leadyo",
    "place": "/e/functional-zone/songshan-lake",
    "policy": "/e/policy-document/municipal-major-special-policies",
    "figure": "/e/observation/obs-songshan-lake-software-revenue-2023",
    "wish": "/e/envisaged/advanced-algorithm-model-cluster",
    "recommendation": "/e/recommendation/recommendation-5g-cooperation-key-industries",
    "types": "/t",
    "type": "/t/company",
    "pictures": "/d",
    "policy chain": f"/d/policy-chain?industry={_CHIPS}",
    "cluster cards": "/d/cluster-cards",
    "timeline": "/d/timeline",
    "bars": f"/d/indicator-bars?indicator={quote('营业收入')}",
    "route": f"/d/path?from=OPPO&to={quote('人工智能')}",
    "ego": f"/d/ego?focus={_LAKE}",
    "explore": f"/explore?focus={_LAKE}",
    "path": f"/path?from=OPPO&to={quote('人工智能')}",
    "compare": f"/compare?a={_LAKE}&b={quote('南城')}",
    "questions": "/q",
    "question": f"/q/firms-in-place?place={_LAKE}",
    "indicators": "/stats",
    "indicator": "/stats/indicator-operating-revenue",
    "sources": "/source",
    "contents": "/source/dongguan-2023",
    "chapter": "/source/dongguan-2023/section-1.3",
    "sentence": "/source/dongguan-2023/1.3-p2-s4",
    "ask": "/ask",
    "answer": "/ask?q=%E6%9D%BE%E5%B1%B1%E6%B9%96%E6%9C%89%E5%93%AA%E4%BA%9B%E4%BC%81%E4%B8%9A",
    "quality": "/quality",
    "sparql": "/sparql",
    "schema": "/schema",
    "about": "/about",
}
REFUSALS = {
    "nothing found": f"/search?q={quote('没有这个')}",
    "nowhere": "/nowhere",
    "unknown thing": "/e/company/no-such-firm",
    "unknown focus": f"/explore?focus={quote('松山胡')}",
    "wrong parameter": "/q/firms-in-place?place=nowhere",
}
