"""The order: keys, ties, settlements, those who follow, moves, and the reason of each pair."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from narahubung.plans.precedence.alphabets import collation
from narahubung.plans.precedence.terms import (
    By,
    Criterion,
    Guest,
    Level,
    Move,
    Order,
    Pair,
    Placed,
    Reason,
    RuleSet,
    Settlement,
    Tie,
)
from narahubung.plans.procedures.shapes import Text

Key = tuple[tuple[bool, object], ...]
Blocks = list[tuple[str, ...]]
_OPEN = (False, "")
_LANGUAGES = ("en", "fr", "id")


@dataclass(frozen=True)
class _Asked:
    """One criterion of the chain, with its rule set, and the levels that `only` speaks of."""

    rules: RuleSet
    criterion: Criterion
    levels: Criterion | None


def rank(
    guests: Collection[Guest],
    chain: Sequence[RuleSet],
    *,
    moves: Sequence[Move] = (),
    settled: Sequence[Settlement] = (),
) -> Order:
    """Return the order of these guests by a chain of rule sets, then by what people decided.

    Within a tie they are told by their English name and key, which means nothing. Raises ValueError
    when two guests have one key.
    """
    known = {guest.key: guest for guest in guests}
    if len(known) != len(guests):
        raise ValueError("two guests have one key")
    return _Ranking(known, _asked(chain), settled).order(moves)


def level_of(guest: Guest, criterion: Criterion) -> Level | None:
    """Return the first level that a guest belongs to."""
    for level in criterion.levels:
        for facts in level.when:
            if all(guest.facts.get(name, "") in words for name, words in facts.items()):
                return level
    return None


def _asked(chain: Sequence[RuleSet]) -> list[_Asked]:
    found = []
    for rules in chain:
        levels: Criterion | None = None
        for criterion in rules.criteria:
            found.append(_Asked(rules, criterion, levels))
            if criterion.by == By.LEVELS and levels is None:
                levels = criterion
    return found


class _Ranking:
    """One chain and one set of guests."""

    def __init__(
        self, guests: Mapping[str, Guest], asked: list[_Asked], settled: Sequence[Settlement]
    ) -> None:
        self.guests, self.asked = guests, asked
        self.keys: dict[str, Key] = {key: self._key(guest) for key, guest in guests.items()}
        self.partner = {
            key: guest.goes_with
            for key, guest in guests.items()
            if guest.goes_with in guests and not self._follows(guest.goes_with)
        }
        self.loose: list[str] = []
        self.settlement: dict[str, str] = {}
        self.blocks = self._blocks(settled)
        self.base = {key: place for place, block in enumerate(self.blocks) for key in block}

    def order(self, moves: Sequence[Move]) -> Order:
        """Return the order, with the moves made in their turn."""
        by_hand: dict[str, str] = {}
        blocks = self.blocks
        for move in (move for move in moves if move.key not in self.partner):
            anchor = self.partner.get(move.anchor, move.anchor)
            blocks = self._moved(blocks, move, anchor, by_hand)
        blocks = self._with_followers(blocks)
        for move in (move for move in moves if move.key in self.partner):
            blocks = self._moved(blocks, move, move.anchor, by_hand)
        people = [key for block in blocks for key in block]
        together = {key: block for block in blocks for key in block}
        pairs = tuple(
            Pair(above=a, below=b, reason=self._reason(a, b, together, by_hand))
            for a, b in pairwise(people)
        )
        return Order(
            placed=tuple(self._placed(blocks, by_hand)),
            pairs=pairs,
            ties=tuple(self._ties(blocks)),
            loose=tuple(self.loose),
        )

    def rule_pair(self, one: str, other: str) -> Pair:
        """Return what the rules say of two people, whoever of them comes first."""
        one, other = (self.partner.get(key, key) for key in (one, other))
        if self.base[one] > self.base[other]:
            one, other = other, one
        return Pair(above=one, below=other, reason=self._by_rule(one, other))

    def _follows(self, key: str) -> bool:
        return self.guests[key].goes_with in self.guests

    def _key(self, guest: Guest) -> Key:
        return tuple(_part(guest, asked) for asked in self.asked)

    def _shown(self, keys: Iterable[str]) -> tuple[str, ...]:
        def shown(key: str) -> tuple[object, str]:
            return collation(self.guests[key].names.get("en", "")), key

        return tuple(sorted(keys, key=shown))

    def _blocks(self, settled: Sequence[Settlement]) -> Blocks:
        principals = [key for key in self.guests if key not in self.partner]
        principals.sort(key=self.keys.__getitem__)
        found: Blocks = []
        used: set[str] = set()
        for _, tied in groupby(principals, key=self.keys.__getitem__):
            block = self._shown(tied)
            fits = [one for one in settled if set(block) <= set(one.keys)]
            if len(block) > 1 and fits:
                last = fits[-1]
                used.add(last.ref)
                found += [(key,) for key in sorted(block, key=last.keys.index)]
                self.settlement |= dict.fromkeys(block, last.ref)
            else:
                found.append(block)
                self._note_broken(block, settled)
        return found

    def _note_broken(self, block: tuple[str, ...], settled: Sequence[Settlement]) -> None:
        """Name settlements that do not hold any more: somebody else is tied with these people."""
        for one in settled:
            if len(set(block) & set(one.keys)) > 1:
                self.loose.append(one.ref)

    def _with_followers(self, blocks: Blocks) -> Blocks:
        found: Blocks = []
        for block in blocks:
            found.append(block)
            behind = [key for key, partner in self.partner.items() if partner in block]
            if behind:
                found.append(self._shown(behind))
        return found

    def _moved(self, blocks: Blocks, move: Move, anchor: str, by_hand: dict[str, str]) -> Blocks:
        rest = [tuple(key for key in block if key != move.key) for block in blocks]
        rest = [block for block in rest if block]
        place = next((n for n, block in enumerate(rest) if anchor in block), None)
        if move.key not in self.guests or place is None:
            self.loose.append(move.ref)
            return blocks
        by_hand[move.key] = move.ref
        rest.insert(place + move.after, (move.key,))
        return rest

    def _placed(self, blocks: Blocks, by_hand: Mapping[str, str]) -> Iterable[Placed]:
        before = 0
        for block in blocks:
            for key in block:
                level, of = self._level(self.guests[key])
                yield Placed(
                    key=key,
                    rank=before + 1,
                    tied=len(block) > 1,
                    moved=key in by_hand,
                    level=level,
                    level_of=of,
                )
            before += len(block)

    def _level(self, guest: Guest) -> tuple[Level | None, str]:
        for asked in self.asked:
            if asked.criterion.by == By.LEVELS:
                level = level_of(guest, asked.criterion)
                if level:
                    return level, asked.rules.code
        return None, ""

    def _ties(self, blocks: Blocks) -> Iterable[Tie]:
        before = 0
        for block in blocks:
            if len(block) > 1:
                yield Tie(rank=before + 1, keys=block, breakers=tuple(self._breakers(block)))
            before += len(block)

    def _breakers(self, block: tuple[str, ...]) -> Iterable[str]:
        people = [self.guests[key] for key in block]
        days = [guest.took_office for guest in people]
        if None in days or len(set(days)) == len(people):
            yield "date"
        for language in _LANGUAGES:
            names = [guest.names.get(language, "") for guest in people]
            if all(names) and len({collation(name, language) for name in names}) == len(people):
                yield f"alphabet:{language}"
        for name in sorted({name for guest in people for name in guest.numbers}):
            if len({guest.numbers.get(name) for guest in people}) == len(people):
                yield f"number:{name}"

    def _reason(
        self, a: str, b: str, together: Mapping[str, tuple[str, ...]], by_hand: Mapping[str, str]
    ) -> Reason:
        if b in together[a]:
            return Reason(by=By.TIE)
        if b in self.partner and b not in by_hand and self.partner[b] in together[a]:
            return Reason(by=By.FOLLOWS, sure=False)
        one, other = self.partner.get(a, a), self.partner.get(b, b)
        moved = [by_hand[key] for key in (b, a, other, one) if key in by_hand]
        led_away = {a, b} & set(self.partner) & set(by_hand)
        if led_away or self.base[one] >= self.base[other]:
            said = None if self.base[one] == self.base[other] else self.rule_pair(one, other)
            return Reason(by=By.HAND, ref=moved[0], rule=said)
        return self._by_rule(one, other)

    def _by_rule(self, one: str, other: str) -> Reason:
        for asked, ours, theirs in zip(self.asked, self.keys[one], self.keys[other], strict=True):
            if ours != theirs:
                return _told(asked, self.guests[one], self.guests[other])
        if one in self.settlement and self.base[one] != self.base[other]:
            return Reason(by=By.SETTLED, ref=self.settlement[one])
        return Reason(by=By.TIE)


def _part(guest: Guest, asked: _Asked) -> tuple[bool, object]:
    """Return what one criterion says of a guest: (is nothing known, what)."""
    criterion = asked.criterion
    if criterion.only and asked.levels:
        level = level_of(guest, asked.levels)
        if level is None or level.code not in criterion.only:
            return _OPEN
    if criterion.by == By.LEVELS:
        level = level_of(guest, criterion)
        return (True, 0) if level is None else (False, criterion.levels.index(level))
    if criterion.by == By.DATE:
        day = guest.took_office
        return (True, 0) if day is None else (False, day.toordinal())
    if criterion.by == By.NUMBER:
        number = guest.numbers.get(criterion.number_of)
        return (True, 0) if number is None else (False, number)
    name = guest.names.get(criterion.language, "")
    if not name:
        return (True, 0)
    sorts = collation(name, criterion.language)
    turned = bool(criterion.starts_at) and sorts[0] < collation(criterion.starts_at)[0]
    return (False, (turned, sorts))


def _told(asked: _Asked, above: Guest, below: Guest) -> Reason:
    """Return the reason that one criterion gives for two who differ in it."""
    criterion = asked.criterion
    sure = asked.rules.sure and criterion.sure
    level_article: Text | None = None
    codes: tuple[str, ...] = ()
    ours: Text | str | None
    theirs: Text | str | None
    if criterion.by == By.LEVELS:
        first, second = level_of(above, criterion), level_of(below, criterion)
        ours, theirs = (level.text if level else None for level in (first, second))
        level_article = first.article if first else None
        codes = tuple(level.code for level in (first, second) if level)
        sure = sure and all(level is None or level.sure for level in (first, second))
    elif criterion.by == By.DATE:
        ours, theirs = (
            guest.took_office.isoformat() if guest.took_office else None for guest in (above, below)
        )
        sure = sure and not any("date" in guest.unsure for guest in (above, below))
        sure = sure and theirs is not None
    elif criterion.by == By.NUMBER:
        name = criterion.number_of
        ours, theirs = (
            None if guest.numbers.get(name) is None else str(guest.numbers[name])
            for guest in (above, below)
        )
        sure = sure and not any(f"number:{name}" in guest.unsure for guest in (above, below))
    else:
        ours, theirs = (guest.names.get(criterion.language) or None for guest in (above, below))
    return Reason(
        by=criterion.by,
        rule_set=asked.rules.code,
        text=criterion.text,
        article=criterion.article,
        level_article=level_article,
        above=ours,
        below=theirs,
        levels=codes,
        sure=sure,
        starts_at=criterion.starts_at,
    )
