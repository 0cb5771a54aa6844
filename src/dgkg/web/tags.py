"""What the tags of the library's questions are called."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["TAGS"]

TAGS: Mapping[str, tuple[str, str]] = {
    "activity": ("举措", "work done"), "award": ("荣誉", "awards"), "bound": ("界限", "bounds"),
    "cap": ("上限", "caps"),
    "challenge": ("面临的问题", "challenges"), "claim": ("论断", "judgements"), "cluster": ("集群", "clusters"),
    "company": ("企业", "firms"), "comparison": ("对照", "comparisons"), "computing": ("算力", "computing"),
    "concept": ("概念", "concepts"), "count": ("数量", "counts"), "date": ("日期", "dates"),
    "derived": ("推算", "derived"), "entity": ("事物", "things"), "envisaged": ("设想", "envisaged"),
    "event": ("活动", "events"), "figure": ("数字", "figures"), "finance": ("金融", "finance"),
    "gap": ("未说明", "left open"), "group": ("组", "groups"), "growth": ("增长", "growth"),
    "identifier": ("标识符", "identifiers"), "indicator": ("指标", "indicators"), "industry": ("产业", "industries"),
    "infrastructure": ("基础设施", "infrastructure"), "institute": ("机构", "bodies"),
    "issuer": ("发文机关", "issuers"),
    "list": ("榜单", "lists"), "measure": ("举措条款", "measures"), "name": ("名称", "names"),
    "organization": ("组织", "organizations"), "overview": ("概览", "overviews"), "park": ("园区", "parks"),
    "partner": ("合作方", "partners"), "place": ("地点", "places"), "plan": ("计划与建议", "plans"),
    "platform": ("平台", "platforms"), "policy": ("政策", "policies"), "product": ("产品", "products"),
    "programme": ("项目计划", "programmes"), "project": ("工程项目", "projects"), "provenance": ("出处", "provenance"),
    "quality": ("核查", "quality"), "ranking": ("排名", "rankings"), "recommendation": ("建议", "recommendations"),
    "relation": ("关系", "relations"), "report": ("报告", "the report"), "role": ("角色", "roles"),
    "roster": ("名册", "rosters"), "section": ("章节", "sections"), "series": ("序列", "series"),
    "share": ("占比", "shares"), "source": ("原文", "the source"), "status": ("状态", "status"),
    "technology": ("技术", "technologies"), "total": ("合计", "totals"), "trace": ("追溯", "traces"),
    "unit": ("单位", "units"),
}  # fmt: skip
