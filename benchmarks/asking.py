"""Questions in plain words to a made-up province on disk: how long the first takes, and those after it.

    python benchmarks/synthetic.py province.nq --quads 1000000 && dgkg build STORE province.nq
    python benchmarks/asking.py STORE [--questions N] [--seed N] [--nobody]

Processor time, as no other program should count; every question names a firm, a park, a city or a policy that
is there, in the words of Chinese and English, and is asked once. With ``--nobody`` those are asked that name
nobody, and so are answered from the passages that their words fit, or from a list of a class.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Iterator

import dgkg
from dgkg.namespaces import ID

FORMS = (
    "示例企业 {firm:07} 的营业收入是多少", "示例企业 {firm:07} 在哪里", "Made-up Firm {firm:07} revenue",
    "Which industry is Made-up Firm {firm:07} active in?", "示例园区 {park:05} 有哪些企业",
    "示例园区 {park:05} 2022年营业收入", "示例城市 {city:04} 有哪些政策", "示例政策 {city:04}-{policy} 最高补助多少",
    "Where is Made-up Park {park:05}?",
)  # fmt: skip
NOBODY = (
    "哪些政策有金额上限？", "How is talent doing?", "数字化转型有哪些举措", "有哪些园区", "List all parks",
    "有多少家企业", "哪些企业获得了融资", "Which policies have a cap on the amount?",
    "What measures support AI?", "哪些项目正在建设", "which firms have partners", "哪个园区的营业收入最高",
    "半导体产业政策", "举措有哪些", "各园区的产业方向", "园区的位置", "how are the parks doing",
    "政策的发布日期", "Which policies were issued in 2023?", "企业的营业收入", "revenue of firms",
    "projects under way", "who are the leaders", "补助额度是多少", "哪些企业有荣誉",
    "Which cities are compared?", "人才引进的建议有哪些", "what is planned for data", "制造业转型的问题",
    "Publication date of this report?", "谁提供贷款", "which standards are named", "数据要素怎么样",
    "新增用户有多少", "What obstacles are there to digitalisation?", "软件业务的增长",
    "which awards were given", "哪些平台在建", "金融支持有哪些", "What do banks offer?",
)  # fmt: skip
FIRMS_PER_PARK, PARKS_PER_CITY, POLICIES = 40, 40, 12


def questions(firms: int, number: int, seed: int) -> Iterator[str]:
    """So many questions about the things of a province of so many firms."""
    drawn = random.Random(seed)
    for n in range(number):
        firm = drawn.randrange(firms)
        park = firm // FIRMS_PER_PARK
        yield FORMS[n % len(FORMS)].format(
            firm=firm, park=park, city=park // PARKS_PER_CITY, policy=drawn.randrange(POLICIES)
        )


def number_of_firms(kg: dgkg.KnowledgeGraph) -> int:
    """How many firms the province has: they are numbered from 0."""
    low, high = 0, 1
    while ID[f"made-firm-{high:07}"] in kg.words.gazetteer:
        low, high = high, 2 * high
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if ID[f"made-firm-{middle:07}"] in kg.words.gazetteer else (low, middle)
    return high


def main() -> None:
    """Ask, and print a line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("store", help="a folder that dgkg build made")
    parser.add_argument("--questions", type=int, default=90)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--nobody", action="store_true", help="questions that name nobody, each once")
    given = parser.parse_args()
    start = time.process_time()
    kg = dgkg.load(given.store)
    kg.ask("示例企业 0000000 在哪里")
    print(f"opened and asked once: {time.process_time() - start:.2f} s")
    times, statuses = [], Counter[str]()
    asked = NOBODY if given.nobody else questions(number_of_firms(kg), given.questions, given.seed)
    for text in asked:
        start = time.process_time()
        statuses[kg.ask(text).status] += 1
        times.append(time.process_time() - start)
    times.sort()
    p50, p95 = (times[int(len(times) * share)] * 1000 for share in (0.5, 0.95))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = ", ".join(f"{status} {number}" for status, number in statuses.most_common())
    print(f"{len(times)} questions: p50 {p50:.0f} ms, p95 {p95:.0f} ms, at most {times[-1] * 1000:.0f} ms; {told}")
    print(f"memory: {memory:.0f} MB")


if __name__ == "__main__":
    main()
