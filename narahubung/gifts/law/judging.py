"""What the law, or the organiser's own rule, makes of a gift: a pure function, and no verdict."""

from dataclasses import dataclass

from narahubung.gifts.law.reading import (
    Exempt,
    Version,
    Words,
    exempt_kinds,
    law,
    said_of,
)

CASH = frozenset({"money", "voucher"})
OFFICIAL = frozenset({"civil_servant", "state_organiser", "state_paid", ""})
_TO_INSTITUTION = frozenset({"object", "plaque", "logo", "kit"})


@dataclass(frozen=True, kw_only=True)
class Case:
    """What was told of a gift, as far as a rule asks for it.

    direction: received or given. kind, setting, outcome, employment: as `models` names them;
    employment "": nobody said. recipient: institution or person. is_general: everybody got one.
    value_idr: None: not known in rupiah; is_foreign: known in another currency.
    """

    direction: str
    kind: str
    recipient: str
    outcome: str
    employment: str
    setting: str = "ordinary"
    is_general: bool = False
    value_idr: int | None = None
    is_foreign: bool = False


@dataclass(frozen=True, kw_only=True)
class HouseRule:
    """The organiser's own rule for who is no official: kept up to a limit, and no money."""

    limit_idr: int


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What follows. must_report: to the KPK, within its term. hand_in: to who keeps the register.

    notes: what is said besides. unsure: why it is to be confirmed; () means: sure.
    """

    result: str
    words: Words
    article: str
    must_report: bool
    hand_in: bool = False
    notes: tuple[Words, ...] = ()
    unsure: tuple[Words, ...] = ()

    @property
    def says(self) -> str:
        """Return the result in the language in force."""
        return said_of(self.words)

    @property
    def notes_said(self) -> list[str]:
        """Return what is said besides."""
        return [said_of(one) for one in self.notes]

    @property
    def unsure_said(self) -> list[str]:
        """Return what is to be confirmed."""
        return [said_of(one) for one in self.unsure]


def judge(case: Case, version: Version, house: HouseRule) -> Judgement:
    """Return what follows for a gift under one version of the rules (domain: UU 20/2001, PerKPK).

    In this order: what the host gives, errands, the organiser's own rule for who is no official,
    a refusal, what goes to an institution, money, the exempt kinds, occasions with a limit, the
    rest. Deterministic.
    """
    if case.direction == "given":
        return _of("given")
    if case.kind == "errand":
        return _of("errand")
    if case.employment not in OFFICIAL:
        return _by_house(case, house)
    found = _by_law(case, version)
    notes = {"": "employment", "state_paid": "state_paid"}
    said = [law()["notes"][notes[case.employment]]] if case.employment in notes else []
    if case.outcome == "harm":
        said.append(law()["notes"]["harm"])
    return Judgement(
        result=found.result,
        words=found.words,
        article=found.article,
        must_report=found.must_report,
        hand_in=found.must_report,
        notes=(*found.notes, *said),
        unsure=(*found.unsure, *([] if case.employment else said[:1])),
    )


def _by_law(case: Case, version: Version) -> Judgement:
    if case.outcome == "refused":
        return _of("refused")
    if case.kind in CASH:
        return _of("cash")
    if case.recipient == "institution" and case.kind in _TO_INSTITUTION:
        return _exempt(exempt_kinds()["institution"])
    exempt = exempt_kinds().get(case.kind)
    if exempt and (case.is_general or not exempt.only_general):
        return _exempt(exempt)
    if case.setting in version.limits:
        return _by_limit(case, version)
    return _of("report")


def _by_limit(case: Case, version: Version) -> Judgement:
    limit, papers = version.limits[case.setting], law()["notes"]["papers"]
    if limit is None:
        return _of("over", unsure=papers)
    if case.value_idr is None:
        foreign = [law()["notes"]["foreign"]] if case.is_foreign else []
        return _of("unvalued", *foreign, unsure=papers)
    return _of("within" if case.value_idr <= limit.each_idr else "over", unsure=papers)


def _by_house(case: Case, house: HouseRule) -> Judgement:
    if case.outcome == "refused":
        return _of("refused")
    exempt = exempt_kinds().get(case.kind)
    if exempt and (case.is_general or not exempt.only_general):
        return _of("house_keep")
    small = case.value_idr is not None and case.value_idr <= house.limit_idr
    if case.kind in CASH or not small:
        return _of("house_declare", hand_in=True)
    return _of("house_keep")


def _exempt(kind: Exempt) -> Judgement:
    found = law()["results"]["exempt"]
    return Judgement(
        result="exempt",
        words=kind.words,
        article=f"{found['article']} huruf {kind.letter}",
        must_report=False,
        unsure=(law()["notes"]["letter"],),
    )


def _of(
    result: str, *notes: Words, unsure: Words | None = None, hand_in: bool = False
) -> Judgement:
    told = law()["results"][result]
    return Judgement(
        result=result,
        words={"en": told["en"], "id": told["id"]},
        article=told["article"],
        must_report=told["must_report"],
        hand_in=hand_in or told["must_report"],
        notes=notes,
        unsure=(unsure,) if unsure else () if told["sure"] else (law()["notes"]["letter"],),
    )
