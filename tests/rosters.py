"""Tables for the tests: a roster and figures of the small city, and what they are told to mean."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import write_small_city

AWARD = 'id:national-champion a dgo:Award ; skos:prefLabel "全国冠军"@zh , "National Champion"@en .'
ROSTER = """\
firm,zh,en,place,industries,honour,stage,sentence
bing-optics,丙光学,Bing Optics,jiangwan-park,software-it-services;semiconductors-and-ic,,,1.1-p1-s1
ding-robotics,"丁""机器人""厂","Ding, Robotics",jiangwan-park,,national-champion,入选,1.1-p1-s2
bing-optics,丙光学,Bing Optics,jiangwan-park,software-it-services,,,1.1-p1-s1
"""
ROSTER_MAPPING = """\
table = "roster.csv"
source = "binjiang-2024"
sentence = "sentence"
required = ["firm", "zh"]

[keys]
recognition = ["firm", "honour", "sentence"]

[codes.stage]
"入选" = "selected"

[[known]]
about = "id:{firm}"
a = "dgo:Company"
"skos:prefLabel" = [{ text = "{zh}", lang = "zh" }, { text = "{en}", lang = "en" }]

[[stated]]
about = "id:{firm}"
"dgo:locatedIn" = "id:{place}"
"dgo:activeIn" = { iri = "id:{industries}", separator = ";" }

[[stated]]
about = "{recognition}"
needs = ["honour"]
a = "dgo:Recognition"
"dgo:recipient" = "id:{firm}"
"dgo:honour" = "id:{honour}"
"dgo:selectionStage" = "dgs:{stage:stage}"
"""
FIGURES = """\
indicator,area,period,unit,value,printed,sentence
indicator-output-value,binjiang,period-at-report,亿元,463.4,463.4亿元,1.1-p1-s1
indicator-growth-rate,binjiang,period-at-report,%,7.50,7.50%,1.1-p1-s2
"""
FIGURES_MAPPING = """\
table = "figures.csv"
source = "binjiang-2024"
sentence = "sentence"
required = ["indicator", "area", "period", "unit", "printed"]

[keys]
figure = ["indicator", "area", "period", "printed", "sentence"]

[codes.unit]
"亿元" = "unit:CCY_CNY"
"%" = "unit:PERCENT"

[codes.factor]
"亿元" = "100000000"
"%" = "1"

[[stated]]
about = "{figure}"
a = "dgo:Observation"
"dgo:indicator" = "id:{indicator}"
"dgo:refArea" = "id:{area}"
"dgo:refPeriod" = "id:{period}"
"dgo:accumulation" = "dgs:flow"
"dgo:unit" = "{unit:unit}"
"dgo:value" = { decimal = "{value}", times = "{unit:factor}" }
"dgo:valueText" = { text = "{printed}" }
"""


def write_table(folder: Path, name: str, mapping: str, table: str | bytes, suffix: str = ".csv") -> Path:
    """A mapping and its table, side by side; returns the mapping."""
    data = table.encode() if isinstance(table, str) else table
    (folder / f"{name}{suffix}").write_bytes(data)
    path = folder / f"{name}.toml"
    path.write_text(mapping.replace(f"{name}.csv", f"{name}{suffix}"), encoding="utf-8")
    return path


def write_inputs(folder: Path, roster: str = ROSTER) -> list[Path]:
    """The small city, its roster and its figures."""
    folder.mkdir(exist_ok=True)
    return [
        write_small_city(folder / "city", AWARD),
        write_table(folder, "roster", ROSTER_MAPPING, roster),
        write_table(folder, "figures", FIGURES_MAPPING, FIGURES),
    ]


def big_roster(rows: int) -> str:
    """A roster of so many firms, with line ends in names, repeated rows, and a bad one in every hundred."""
    head = ROSTER.splitlines()[0]
    lines = [
        f'firm-{n},"示例企业\n{n}",Firm {n},jiangwan-park,software-it-services,,,{"9.9" if n % 100 == 7 else "1.1-p1-s1"}'
        for n in (row // 2 for row in range(rows))
    ]
    bad = [f"bad-{n},坏行,Bad,江湾园,,,,1.1-p1-s1" for n in range(rows // 100)]
    return "\n".join([head, *lines, *bad]) + "\n"
