"""The words of routes: the finding, what a hop says, and what a route does not mean."""

from __future__ import annotations

from decimal import Decimal

from dgkg.diagram.text import fit
from dgkg.diagram.wording import capital, count
from dgkg.path import Link, Paths, Route

__all__ = ["RouteWording"]

# Things on the way that a title names, and how long each may be, in ems.
_MOST_BETWEEN, _LONGEST = 2, 22
_WORDS = {
    "no more": (
        "一条路线的两端，彼此的关系不多于各步所说；箭头按报告陈述的方向。",
        "The ends of a route have no more to do with each other than its hops say; arrows point as stated.",
    ),
    "rank": (
        "特指度只用来给这两者之间的路线排序：途中经过的事物联系越少、两步由同一句话说出，则越高；不是概率，也不是关系强弱。",
        (
            "Specificity only ranks the routes of this pair: it is higher where things on the way lead to little else "
            "and one sentence states two hops; it is neither a probability nor a strength."
        ),
    ),
    "plan": (
        "标“经由计划”的路线有一步只是计划或建议，整条不是事实。",
        "A route over a plan has a hop that is only planned or recommended; as a whole it is no fact.",
    ),
}


class RouteWording:
    """What routes say, in one language."""

    def __init__(self, paths: Paths, lang: str) -> None:
        self.paths, self.lang, self.zh = paths, lang, lang == "zh"
        self.words = paths.words
        self.ends = [self.words.label(iri, lang) for iri in (paths.start, paths.end)]

    def name(self, node: str) -> str:
        """What a thing on a route is called."""
        return self.paths.names[node][self.lang]

    def title(self) -> str:
        """The finding: by way of what the report leads from the one to the other, or that it does not."""
        start, end = self.ends
        if not self.paths.routes:
            told = (" 的路线：报告未给出", ": no route in the report")[not self.zh]
            return f"{start} → {end}{told}"
        route = self.paths.routes[0]
        if len(route.hops) > self.paths.hops:
            if self.zh:
                return f"{start} → {end}：{self.paths.hops} 步以内没有路线，最短的要 {len(route.hops)} 步"
            near = count(self.paths.hops, "hop", "hops")
            return f"{capital(start)} → {end}: no route within {near}; the shortest takes {len(route.hops)}"
        by = [fit(self.name(node), _LONGEST, 1, 1)[0] for node in route.nodes[1:-1]]
        if len(by) > _MOST_BETWEEN:
            by = [*by[:1], "…", *by[-1:]]
        if self.zh:
            way = f"经{' → '.join(by)}" if by else "报告直接相连"
            told = f"{way}（{len(route.hops)} 步" + ("，经由计划）" if route.is_plan else "）")
            return f"{start} → {end}：{told}"
        way = f"by way of {' → '.join(by)}" if by else "directly"
        told = count(len(route.hops), "hop", "hops") + (", over a plan" if route.is_plan else "")
        return f"{capital(start)} → {end}: {way} ({told})"

    def none(self) -> str:
        """That there is no route, and whether there would be one through hubs."""
        hops = self.paths.hops
        if self.zh:
            return (
                "报告没有把二者相连。" if not self.paths.beyond else f"只有经过枢纽才有路线（{hops} 步以内没有别的）。"
            )
        return (
            "The report does not link the two."
            if not self.paths.beyond
            else f"There is a route only through hubs (none else within {hops} hops)."
        )

    def subtitles(self) -> list[str]:
        """How many routes there are, and through what none of them goes."""
        hubs = ("、" if self.zh else ", ").join(self.words.label(iri, self.lang) for iri in self.paths.excluded)
        number, hops = len(self.paths), self.paths.hops
        if self.zh:
            found = [f"{hops} 步以内的全部路线和最短路线：{number} 条。"]
            return [*found, f"不经过与什么都相连的枢纽：{hubs}。"] if hubs else found
        found = [f"All routes of at most {hops} hops, and the shortest: {number}."]
        return [*found, f"None goes through what is linked with everything: {hubs}."] if hubs else found

    def band(self, number: int, route: Route) -> str:
        """The heading of a route."""
        specific = f"{Decimal(f'{route.specificity:.2g}'):f}"
        if self.zh:
            told = f"路线 {number} · {len(route.hops)} 步 · 特指度 {specific}"
            return f"{told} · 经由计划，不是事实" if route.is_plan else told
        told = f"Route {number} · {count(len(route.hops), 'hop', 'hops')} · specificity {specific}"
        return f"{told} · over a plan, no fact" if route.is_plan else told

    def relation(self, link: Link) -> str:
        """What is stated, with its status where it has one."""
        if link.status is None:
            return link.words[self.lang]
        status = self.words.label(link.status, self.lang)
        if self.zh:
            return f"{link.words['zh']}（{status}）"
        return f"{link.words['en']} ({status})"

    def whole(self, link: Link) -> str:
        """A hop in one line: subject, relation, object."""
        return f"{self.name(link.subject)} —{self.relation(link)}→ {self.name(link.object)}"

    def more(self, number: int) -> str:
        """What stands for the routes that there is no room for."""
        return (
            f"另有 {number} 条路线，见表" if self.zh else f"{count(number, 'more route', 'more routes')}, in the table"
        )

    def remarks(self) -> list[str]:
        """What the picture must not be read as."""
        keys = ["no more", "rank"] if self.paths.routes else []
        keys += ["plan"] if any(route.is_plan for route in self.paths) else []
        return [_WORDS[key][not self.zh] for key in keys]
