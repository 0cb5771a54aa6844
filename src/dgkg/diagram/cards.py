"""Cluster cards: who sits where, with the numbers.

A card is a place. It tells what the report gives of it, with period, scope and bound, and what the
report puts there, row by row; a row of which the report tells nothing says so. Cards stand in two
columns that grow on their own. What is put where is gathered in :mod:`dgkg.diagram.residents`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from weakref import WeakKeyDictionary

from rdflib import URIRef

from dgkg.diagram.card_wording import CardWording, Number
from dgkg.diagram.figure_words import FigureWords
from dgkg.diagram.frame import MARGIN, Frame
from dgkg.diagram.look import INK, LINES, LINK, LOOKS, SOFT, Look, look_of
from dgkg.diagram.picture import Diagram, Listing
from dgkg.diagram.recipe import Drawable, First, Parameter, Recipe
from dgkg.diagram.residents import Card, Resident, Row, Survey, fitting, rooms
from dgkg.diagram.scene import LEADING, Canvas, Scene
from dgkg.diagram.text import fit, text_width, wrap
from dgkg.entity import read_identities
from dgkg.errors import NothingToldError, UsageError
from dgkg.facts import short
from dgkg.namespaces import DGO

__all__ = ["RECIPE"]

WIDTH, GUTTER = 1120.0, 24.0
CARD = (WIDTH - 2 * MARGIN - GUTTER) / 2
PAD = 16.0
HEAD, SMALL, LABEL, CHIP = 16.0, 11.5, 12.5, 12.5
BOX, GAP, LINE = 26.0, 6.0, 17.0
MOST_THINGS, MOST_NUMBERS = 40, 12
# Of a graph with very many places so many are drawn where none is named.
MOST_PLACES = 8
MOST_LINES = 2
# A card is ground, not a thing: paler than any kind.
GROUND = Look("round", "#fafaff", look_of("place").border)


def draw_cards(kg: Drawable, values: Mapping[str, str], lang: str) -> Diagram:
    """The cards of some places, or of all of which the report tells something of their own; of very many the fullest.

    Raises:
        UsageError: what is named is neither a place nor an incubator.
        NothingToldError: the report puts nothing anywhere.
    """
    asked = _places(kg, values["place"]) or list(kg.chosen)
    survey = _survey(kg, frozenset(kg.hubs) - set(asked))
    cards = [survey.card(place) for place in asked or survey.places()]
    if not cards:
        raise NothingToldError("报告没有写明什么在哪里", "The report does not say what is where")
    picture = _Picture(kg, survey, cards, lang, is_all=not asked)
    scene = picture.draw()
    return Diagram(scene.title, lang, scene, picture.listing, tuple(picture.frame.notes.citations))


# Of each graph the last one: it knows no language, and whoever draws in one draws in the other next.
_SURVEYS: WeakKeyDictionary[Drawable, Survey] = WeakKeyDictionary()


def _survey(kg: Drawable, wide: frozenset[URIRef]) -> Survey:
    known = _SURVEYS.get(kg)
    if known is None or known.wide != wide:
        known = _SURVEYS[kg] = Survey(kg.passages, kg.words, wide, kg.quantities)
    return known


def _places(kg: Drawable, names: str) -> list[URIRef]:
    """What is named, each once, in the order in which it is named."""
    found = []
    for name in filter(None, (part.strip() for part in names.replace("，", ",").split(","))):
        thing = kg.resolve(name, "any")
        types = kg.words.gazetteer.types.get(thing, ())
        if not any(kg.words.ontology.is_a(types, cls) for cls in (DGO.Place, DGO.Incubator)):
            raise UsageError(
                f"图样 cluster-cards 需要地点；「{name}」是{kg[name].type_label('zh')}",
                f"The recipe cluster-cards takes places; “{name}” is of the kind “{kg[name].type_label('en')}”",
            )
        found.append(thing)
    return list(dict.fromkeys(found))


RECIPE = Recipe(
    "cluster-cards",
    ("谁在哪里：地点卡片与数字", "who sits where: cards of places, with the numbers"),
    (Parameter("place", "places", "松山湖,南城", default=""),),
    draw_cards,
    first=First(f"?any <{DGO.locatedIn}> ?thing", "COUNT(?any)", MOST_PLACES, but=DGO.AdministrativeDivision),
)


class _Picture:
    def __init__(self, kg: Drawable, survey: Survey, cards: Sequence[Card], lang: str, *, is_all: bool) -> None:
        self.kg, self.survey, self.is_all = kg, survey, is_all
        self.all, self.cards = cards, fitting(cards, MOST_THINGS)
        self.words, self.lang, self.zh = kg.words, lang, lang == "zh"
        self.figures = FigureWords(kg.graphs, kg.words, lang)
        self.wording = CardWording(self.figures)
        places = "-".join(short(card.place) for card in cards) if not is_all else "all"
        self.name = f"cluster-cards-{places}"
        self.canvas = Canvas(WIDTH, self.name)
        self.room = rooms(self.cards, MOST_THINGS)
        self.numbers_of = {card.place: self.wording.number_groups(card) for card in cards}
        self.frame = Frame(self.canvas, self.words, lang, {s for card in self.cards for s in self.cited(card)})
        # Left stand what things are to the place, and its numbers; right the things, and what the numbers are of.
        self.left = 112.0 if self.zh else 134.0

    def listing(self) -> Listing:
        """Every number and every thing of every card, folded or not; and what is only said to be in the city."""
        rows = [row for card in self.all for row in self.wording.table_rows(card)]
        for place in sorted(self.survey.wide) if self.is_all else ():
            rows += self.wording.wide_rows(place, self.survey.only_in(place))
        return Listing.of(self.words, self.lang, self.wording.headings(), rows)

    def draw(self) -> Scene:
        title = self.title()
        y = self.frame.head(title, [(text, ()) for text in self.subtitles()]) + 22
        columns = [y, y]
        for number, card in enumerate(self.cards):
            side = number % 2
            with self.canvas.keep():
                columns[side] = self.draw_card(card, MARGIN + side * (CARD + GUTTER), columns[side]) + 18
        if len(self.cards) < len(self.all):
            rest = self.wording.more_cards([card.place for card in self.all[len(self.cards) :]])
            with self.canvas.link(rest, address="#table"):
                self.canvas.text(
                    MARGIN, max(columns) + 8, fit(rest, WIDTH - 2 * MARGIN, LABEL, 2), size=LABEL, fill=LINK
                )
            columns[0] = max(columns) + 30
        drawn = [r for card in self.cards for row in card.rows for r in self.shown(row)]
        kinds = [kind for kind in LOOKS if any(r.kind == kind for r in drawn)]
        lines = [line for line in LINES if line == "solid" or any(r.line == line for r in drawn)]
        height = self.frame.foot(max(columns) + 14, kinds, lines=lines, remarks=self.remarks())
        return self.canvas.finish(height, title, " ".join(self.subtitles()))

    def shown(self, row: Row) -> tuple[Resident, ...]:
        """The things of a row that there is room for; one place is kept for what stands for the others."""
        return row.residents if len(row.residents) <= self.room else row.residents[: self.room - 1]

    def groups(self, card: Card) -> tuple[list[tuple[str, list[Number]]], int]:
        """The numbers of a card that there is room for, and how many there are besides."""
        found, room = [], MOST_NUMBERS
        told = self.numbers_of[card.place]
        for caption, numbers in told:
            if room > 0:
                found.append((caption, numbers[:room]))
                room -= len(numbers)
        return found, sum(len(n) for _, n in told) - sum(len(n) for _, n in found)

    def cited(self, card: Card) -> set[URIRef]:
        """The passages that what is drawn of a card rests on."""
        told = {s for wider in card.within for s in wider.sentences}
        told |= {number.passage for _, numbers in self.groups(card)[0] for number in numbers}
        return told | {s for row in card.rows for r in self.shown(row) for s in r.sentences}

    # -- words -----------------------------------------------------------------------------

    def title(self) -> str:
        if not self.is_all:
            return self.wording.title_of(self.all)
        near, far = self.survey.placed()
        return self.wording.title(len(self.survey.firms), len(near), len(far))

    def subtitles(self) -> list[str]:
        """What a card is, and which places are easily taken for one another."""
        found = [self.wording.say("what")]
        if self.kg.left_out:
            found.append(self.wording.left_out(self.kg.left_out))
        shown = {r.thing for c in self.cards for row in c.rows for r in row.residents} | {c.place for c in self.cards}
        types, is_a = self.words.gazetteer.types, self.words.ontology.is_a
        places = [thing for thing in sorted(shown, key=str) if is_a(types.get(thing, ()), DGO.Place)]
        # Those of all things are read as fast as those of a few.
        known = read_identities(self.kg.store) if len(places) > 1 else {}
        for one, other in combinations(places, 2):
            if types.get(one) == types.get(other) and one in known and other in known[one].look_alikes:
                found.append(self.wording.apart(one, other))
        return found

    def remarks(self) -> list[str]:
        told = [self.wording.say("silence")]
        if any(row.by for card in self.cards for row in card.rows):
            told.append(self.wording.say("cluster"))
        return [
            *told,
            *self.figures.doubts(q for card in self.cards for q in card.figures if q.sentence in self.cited(card)),
        ]

    # -- one card --------------------------------------------------------------------------

    def draw_card(self, card: Card, x: float, y: float) -> float:
        """Draws a card from its upper left corner.

        Returns:
            Where it ends.
        """
        # Drawn aside first: a shape lies behind what stands on it, and has to know how high that is.
        canvas, self.canvas = self.canvas, Canvas(WIDTH, self.name)
        self.frame.canvas = self.canvas
        end = self.contents(card, x + PAD, y + PAD)
        self.canvas = self.frame.canvas = canvas
        canvas.shape(GROUND, x, y, CARD, end + PAD - y - GAP, name=self.wording.name(card.place))
        return self.contents(card, x + PAD, y + PAD) + PAD - GAP

    def contents(self, card: Card, x: float, y: float) -> float:
        name = self.wording.name(card.place)
        with self.canvas.link(f"{name} — {self.frame.cited(self.cited(card))}", thing=card.place,
                              passages=self.frame.in_order(self.cited(card))):  # fmt: skip
            lines = wrap(name, CARD - 2 * PAD, HEAD)
            self.canvas.text(x, y + 12, lines, size=HEAD, weight="bold", name=name)
        y += 12 + (len(lines) - 1) * HEAD * LEADING
        y = self.standing(card, x, y + 17)
        y = self.numbers(card, x, y)
        for row in card.rows:
            y = self.row(row, x, y)
        return y

    def standing(self, card: Card, x: float, y: float) -> float:
        """What kind of place it is, and where the report says that it lies."""
        told = self.wording.standing(card, self.kg[str(card.place)].type_label(self.lang))
        passages = {s for wider in card.within for s in wider.sentences}
        self.canvas.text(x, y, told, size=SMALL, fill=SOFT)
        self.frame.marks(x + text_width(told, SMALL) + 3, y, passages, x + CARD - 2 * PAD)
        return y + 10

    def numbers(self, card: Card, x: float, y: float) -> float:
        """The figures of a place under their period and field: each before what it is of, in one column."""
        right, column = x + CARD - 2 * PAD, x + self.left
        groups, folded = self.groups(card)
        if not groups:
            return self.silence(self.wording.say("number"), x, y)
        for caption, numbers in groups:
            lines = wrap(caption, right - column - 40, SMALL)
            self.canvas.text(column, y + 12, lines, size=SMALL, fill=SOFT)
            y += 12 + (len(lines) - 1) * SMALL * LEADING
            passages = {number.passage for number in numbers}
            if len(passages) == 1:
                self.frame.marks(column + text_width(lines[-1], SMALL) + 4, y - 3, passages, right + PAD)
            for number in numbers:
                y, end = self.number(number, column, y + LINE, right)
                if len(passages) > 1:
                    self.frame.marks(end + 4, y - 3, [number.passage], right + PAD)
            y += 7
        if folded:
            with self.canvas.link(self.wording.more_numbers(folded), address="#table"):
                self.canvas.text(column, y + 12, self.wording.more_numbers(folded), size=LABEL, fill=LINK)
            y += 19
        return y + 3

    def number(self, number: Number, column: float, y: float, right: float) -> tuple[float, float]:
        """One figure and what it is of.

        Returns:
            Its last baseline, and where that line ends.
        """
        with self.canvas.link(f"{number.sentence} — {self.frame.cited([number.passage])}", passages=[number.passage]):
            label = wrap(number.label, right - column - 30, LABEL)
            if text_width(number.text, LABEL) <= self.left - 6:
                self.canvas.text(column - 10, y, number.text, size=LABEL, weight="bold", anchor="end")
            else:
                printed = wrap(number.text, right - column - 30, LABEL)
                self.canvas.text(column, y, printed, size=LABEL, weight="bold")
                y += len(printed) * LABEL * LEADING
            self.canvas.text(column, y, label, size=LABEL)
        return y + (len(label) - 1) * LABEL * LEADING, column + text_width(label[-1], LABEL)

    # -- rows ------------------------------------------------------------------------------

    def silence(self, label: str, x: float, y: float) -> float:
        """A row of which the report tells nothing."""
        lines = wrap(label, self.left - 6, LABEL)
        self.canvas.text(x, y + 14, lines, size=LABEL)
        self.canvas.text(x + self.left, y + 14, self.wording.say("not told"), size=LABEL, fill=SOFT)
        return y + 21 + (len(lines) - 1) * LABEL * LEADING

    def row(self, row: Row, x: float, y: float) -> float:
        if not row.residents:
            return self.silence(self.wording.row_label(row), x, y)
        told = [set(r.sentences) for r in self.shown(row)]
        # One citation for all of them stands with what they are; else each has its own.
        common = told[0] if told and all(passages == told[0] for passages in told) else set()
        lower = self.label(row, common, x, y)
        return max(self.chips(row, x + self.left, y, x + CARD - 2 * PAD, is_marked=not common), lower)

    def label(self, row: Row, common: set[URIRef], x: float, y: float) -> float:
        """What the things of a row are to the place, said once."""
        room = self.left - 8
        lines = [(text, LABEL, INK) for text in wrap(self.wording.row_label(row), room - (24 if common else 0), LABEL)]
        lines += [(text, SMALL, SOFT) for text in wrap(self.wording.row_detail(row), room, SMALL) if text]
        passages = {s for r in self.shown(row) for s in r.sentences}
        baseline = y + 17
        for number, (text, size, colour) in enumerate(lines):
            with self.canvas.link(f"{self.wording.row_label(row)} — {self.frame.cited(passages)}",
                                  passages=self.frame.in_order(passages)):  # fmt: skip
                self.canvas.text(x, baseline, text, size=size, fill=colour)
            if number == 0 and common:
                self.frame.marks(x + text_width(text, size) + 3, baseline - 4, common, x + self.left)
            baseline += 15
        return baseline - 3

    def chips(self, row: Row, x: float, y: float, right: float, *, is_marked: bool) -> float:
        shown = self.shown(row)
        at, tallest = x, 0.0
        for resident in [*shown, *([None] if len(shown) < len(row.residents) else [])]:
            lines = self.chip_lines(resident, row, right - x - 20, len(shown))
            marks = self.frame.notes.marks(resident.sentences) if resident and is_marked else ""
            width = max(text_width(line, CHIP) for line in lines) + 20
            height = BOX + (len(lines) - 1) * CHIP * LEADING
            room = text_width(f"[{marks.replace(',', '][')}]", 9.5) + 4 if marks else 0.0
            if at > x and at + width + room > right + 6:
                at, y, tallest = x, y + tallest + GAP, 0.0
            self.chip(resident, row, lines, (at, y, width, height), shown)
            if resident and is_marked:
                self.frame.marks(at + width + 2, y + 9, resident.sentences, right + PAD)
            at += width + room + GAP
            tallest = max(tallest, height)
        return y + tallest + GAP

    def chip_lines(self, resident: Resident | None, row: Row, room: float, shown: int) -> list[str]:
        if resident is None:
            return [self.wording.more(len(row.residents) - shown)]
        return fit(self.wording.name(resident.thing), room, CHIP, MOST_LINES)

    def chip(
        self,
        resident: Resident | None,
        row: Row,
        lines: Sequence[str],
        box: tuple[float, float, float, float],
        shown: Sequence[Resident],
    ) -> None:
        """A thing, or what stands for those that there is no room for."""
        if resident is None:
            rest = row.residents[len(shown) :]
            told = "\n".join(f"{self.wording.name(r.thing)} — {self.frame.cited(r.sentences)}" for r in rest)
            with self.canvas.link(told, address="#table"):
                self.canvas.shape(look_of(rest[0].kind), *box, text=lines, size=CHIP)
            return
        name = self.wording.name(resident.thing)
        told = (
            f"{self.wording.row_label(row)}{'：' if self.zh else ': '}{name} — {self.frame.cited(resident.sentences)}"
        )
        with self.canvas.link(told, thing=resident.thing, passages=self.frame.in_order(resident.sentences)):
            self.canvas.shape(look_of(resident.kind), *box, resident.line, text=lines, size=CHIP, name=name)
