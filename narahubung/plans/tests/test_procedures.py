"""The standard lists are whole, and their steps follow the facts they hang on."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from narahubung.plans.procedures import (
    Anchor,
    BadProcedureError,
    Change,
    Due,
    Procedure,
    Step,
    Text,
    classify,
    find_step,
    in_force,
    lead_time,
    load,
    load_classifier,
    refold,
    unfold,
)

FOLDER = Path(__file__).parents[2] / "duties" / "procedures"
WITA = "Asia/Makassar"
LISTS = load(FOLDER)
CLASSIFIER = load_classifier(FOLDER)
STEPS = [step for procedure in LISTS for step in procedure.steps]

LANDING = Anchor(
    kind="arrival",
    id="MV-001",
    at=datetime(2022, 11, 14, 8, 30, tzinfo=ZoneInfo(WITA)),
    zone=WITA,
    place="V-INT",
    attributes={"flight_type": "scheduled", "party": "head of delegation"},
    facts={"flight": "CX785", "persons": "P-1 P-2", "vehicle": "V029", "escort": "ESC-07"},
)


def steps_of(dues: list[Due]) -> set[str]:
    return {due.code for due in dues}


def fold(old: Anchor, new: Anchor) -> dict[str, Change]:
    changes = refold(unfold(LISTS, [old], WITA), unfold(LISTS, [new], WITA))
    return {change.due.code: change for change in changes}


def texts(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from texts(getattr(value, field.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from texts(item)


class TestTheLists:
    @pytest.mark.parametrize(
        ("letter", "count"),
        [
            ("A", 12),
            ("B", 9),
            ("C", 7),
            ("D", 6),
            ("E", 4),
            ("F", 9),
            ("G", 11),
            ("H", 10),
            ("I", 7),
            ("J", 12),
        ],
    )
    def test_a_list_has_every_item(self, letter: str, count: int) -> None:
        codes = [step.code for p in LISTS if p.letter == letter for step in p.steps]
        assert codes == [f"{letter}{number}" for number in range(1, count + 1)]

    def test_every_text_is_in_both_languages(self) -> None:
        found = [text for procedure in LISTS for text in texts(procedure)]
        assert len(found) > 2 * len(STEPS)
        assert all(text.id and text.en and text.id != text.en for text in found)
        assert not [t for t in found if "!" in t.id + t.en or re.search(r"\bkamu\b", t.id)]

    def test_every_step_is_checked_twice(self) -> None:
        assert all(step.recheck for step in STEPS)

    def test_the_steps_that_must_not_fail_are_critical(self) -> None:
        critical = [step.code for step in STEPS if step.critical and step.code[0] != "T"]
        assert " ".join(critical) == "A3 A9 B1 B4 C6 D3 D5 F1 F2 G1 H3 I2 J2 J4 J5 J9"

    def test_conditions_name_kinds_of_session_that_exist(self) -> None:
        asked = {kind for step in STEPS for kind in step.applies_when.get("session_kind", ())}
        assert asked <= set(CLASSIFIER.kinds)

    def test_the_timeline_reaches_from_thirty_days_before_to_the_day_after(self) -> None:
        days = [m.offset.days for p in LISTS if p.letter == "T" for s in p.steps
                for m in (s.check, *s.recheck) if m.base == "day"]  # fmt: skip
        assert (min(days), max(days)) == (-30, 1)

    def test_a_text_is_read_in_the_language_of_the_reader(self) -> None:
        text = Text(id="Kepulangan", en="Departure")
        assert [text.in_language(code) for code in ("id", "id-ID", "en", "fr")] == [
            "Kepulangan",
            "Kepulangan",
            "Departure",
            "Departure",
        ]


class TestUnfold:
    def test_times_count_from_the_landing(self) -> None:
        due = next(d for d in unfold(LISTS, [LANDING], WITA) if d.code == "A1")
        told = [at.astimezone(ZoneInfo(WITA)).strftime("%d %H.%M") for at in due.moments]
        assert told == ["13 18.00", "14 05.30", "14 07.30", "14 08.15"]

    def test_the_dues_are_ordered_by_time_then_code(self) -> None:
        dues = unfold(LISTS, [LANDING], WITA)
        same = [d.code for d in dues if d.check_at == datetime(2022, 11, 13, 10, tzinfo=UTC)]
        assert [d.check_at for d in dues] == sorted(d.check_at for d in dues)
        assert same == ["A1", "A2", "A3"]
        assert dues == unfold(reversed(LISTS), [LANDING], WITA)

    def test_a_special_aircraft_has_its_own_list(self) -> None:
        special = dataclasses.replace(
            LANDING, attributes={**LANDING.attributes, "flight_type": "special aircraft"}
        )
        codes = steps_of(unfold(LISTS, [special], WITA))
        assert {"B1", "B9", "T10"} <= codes
        assert not {code for code in codes if code.startswith("A")}

    def test_an_advance_team_gets_no_lounge_and_no_escort(self) -> None:
        advance = dataclasses.replace(
            LANDING, attributes={"flight_type": "scheduled", "party": "advance team"}
        )
        codes = steps_of(unfold(LISTS, [advance], WITA))
        assert "A1" in codes
        assert not codes & {"A3", "A7"}

    def test_what_is_not_known_is_not_left_out(self) -> None:
        bare = dataclasses.replace(LANDING, attributes={})
        assert {"A1", "A3", "A12"} <= steps_of(unfold(LISTS, [bare], WITA))

    def test_a_meal_gets_the_diet_check_of_the_gala_only(self) -> None:
        lunch = Anchor(
            kind="session",
            id="PRG-10",
            at=LANDING.at,
            zone=WITA,
            attributes={"session_kind": "meal"},
        )
        assert steps_of(unfold(LISTS, [lunch], WITA)) == {"H2", "H3"}

    def test_an_end_that_is_not_known_still_gives_a_moment(self) -> None:
        meeting = Anchor(kind="meeting", id="BL-001", at=LANDING.at, zone=WITA)
        ending = dataclasses.replace(meeting, ends_at=meeting.at + timedelta(minutes=30))
        at = {
            anchor.ends_at: next(d for d in unfold(LISTS, [anchor], WITA) if d.code == "G11")
            for anchor in (meeting, ending)
        }
        assert at[None].check_at - meeting.at == timedelta(minutes=45)
        assert at[ending.ends_at].check_at - meeting.at == timedelta(minutes=45)

    def test_a_due_finds_its_step_again(self) -> None:
        due = unfold(LISTS, [LANDING], WITA)[0]
        step = find_step(LISTS, due)
        assert step is not None
        assert (step.code, len(step.recheck)) == (due.code, len(due.recheck_at))
        assert find_step(LISTS, dataclasses.replace(due, version=99)) is None

    def test_an_anchor_given_twice_is_refused(self) -> None:
        with pytest.raises(ValueError, match="given twice"):
            unfold(LISTS, [LANDING, LANDING], WITA)

    @pytest.mark.parametrize(
        "wrong",
        [
            {"at": datetime(2022, 11, 14, 8, 30)},  # noqa: DTZ001
            {"kind": "picnic"},
            {"facts": {"dress": "batik"}},
            {"attributes": {"colour": "red"}},
        ],
    )
    def test_an_anchor_that_says_too_little_or_too_much_is_refused(self, wrong: dict) -> None:
        with pytest.raises(ValueError, match="anchor"):
            dataclasses.replace(LANDING, **wrong)

    @pytest.mark.parametrize(
        ("day", "before"),
        [(date(2024, 3, 31), timedelta(hours=9)), (date(2024, 3, 30), timedelta(hours=10)),
         (date(2024, 10, 27), timedelta(hours=11))],
    )  # fmt: skip
    def test_a_clock_keeps_its_hour_when_summer_time_begins_or_ends(
        self, day: date, before: timedelta
    ) -> None:
        zone = ZoneInfo("Europe/Paris")
        at = datetime(day.year, day.month, day.day, 4, tzinfo=zone)
        anchor = dataclasses.replace(LANDING, at=at, zone="Europe/Paris")
        due = next(d for d in unfold(LISTS, [anchor], "Europe/Paris") if d.code == "A1")
        assert due.check_at.astimezone(zone).strftime("%H.%M") == "18.00"
        assert at.astimezone(UTC) - due.check_at == before
        assert at.astimezone(UTC) - due.recheck_at[0] == timedelta(hours=3)

    def test_the_day_before_is_that_of_the_events_clock(self) -> None:
        late = dataclasses.replace(LANDING, at=datetime(2022, 11, 14, 17, 30, tzinfo=UTC))
        due = next(d for d in unfold(LISTS, [late], WITA) if d.code == "A1")
        assert due.check_at == datetime(2022, 11, 14, 10, tzinfo=UTC)

    @given(
        by=st.timedeltas(timedelta(days=-40), timedelta(days=40)),
        kind=st.sampled_from(["arrival", "departure", "trip", "session", "meeting", "stay"]),
        ends=st.booleans(),
        zone=st.sampled_from([WITA, "Europe/Paris", "America/New_York"]),
    )
    def test_a_shift_of_the_anchor_shifts_all_that_counts_in_hours(
        self, by: timedelta, kind: str, ends: bool, zone: str
    ) -> None:
        ends_at = LANDING.at + timedelta(hours=2) if ends else None
        kinds = {"session_kind": "plenary"} if kind == "session" else {}
        anchor = Anchor(
            kind=kind, id="x", at=LANDING.at, ends_at=ends_at, zone=WITA, attributes=kinds
        )
        # The shift itself is elapsed time, hence in UTC.
        later = dataclasses.replace(
            anchor,
            at=anchor.at.astimezone(UTC) + by,
            ends_at=ends_at and ends_at.astimezone(UTC) + by,
        )
        before = {due.key: due for due in unfold(LISTS, [anchor], zone)}
        after = {due.key: due for due in unfold(LISTS, [later], zone)}
        assert before.keys() == after.keys()
        assert before
        for key, due in before.items():
            step = find_step(LISTS, due)
            assert step is not None
            bases = [step.check.base, *(moment.base for moment in step.recheck)]
            for base, old, new in zip(bases, due.moments, after[key].moments, strict=True):
                if base in {"start", "end"} or (base == "check" and bases[0] != "day"):
                    assert new - old == by


class TestRefold:
    def test_nothing_changed_is_nothing_to_do(self) -> None:
        assert {change.kind for change in fold(LANDING, LANDING).values()} == {"same"}

    def test_a_later_landing_moves_the_steps_and_reopens_those_that_depend_on_time(self) -> None:
        changes = fold(LANDING, dataclasses.replace(LANDING, at=LANDING.at + timedelta(minutes=95)))
        assert changes["A7"].kind == "check_again"
        assert changes["A7"].moved
        assert [(f.fact, f.old, f.new) for f in changes["A7"].facts] == [
            ("time", "2022-11-14T08:30+08:00", "2022-11-14T10:05+08:00")
        ]
        assert changes["A9"].kind == "moved"
        assert changes["A9"].new.check_at - changes["A9"].old.check_at == timedelta(minutes=95)
        assert changes["A4"].kind == "moved"  # its check is on a day, its re-check on landing

    def test_another_car_reopens_only_what_depends_on_the_car(self) -> None:
        other = dataclasses.replace(LANDING, facts={**LANDING.facts, "vehicle": "V031"})
        reopened = {c for c, change in fold(LANDING, other).items() if change.kind != "same"}
        depend = {
            step.code
            for step in STEPS
            if step.hangs_on == "arrival" and "vehicle" in step.invalidated_by
        }
        assert reopened == depend & steps_of(unfold(LISTS, [LANDING], WITA))
        assert reopened == {"A6", "A11"}

    def test_a_fact_told_for_the_first_time_is_a_change_from_nothing(self) -> None:
        told = dataclasses.replace(LANDING, facts={**LANDING.facts, "greeter": "Governor"})
        change = fold(LANDING, told)["A3"]
        assert [(f.fact, f.old, f.new) for f in change.facts] == [("greeter", "", "Governor")]

    def test_a_cancelled_flight_takes_its_steps_away_and_a_new_one_brings_its_own(self) -> None:
        other = dataclasses.replace(LANDING, id="MV-002")
        changes = refold(unfold(LISTS, [LANDING], WITA), unfold(LISTS, [other], WITA))
        assert {(c.kind, c.due.anchor_id) for c in changes} == {
            ("gone", "MV-001"),
            ("new", "MV-002"),
        }

    def test_a_new_version_alone_reopens_nothing(self) -> None:
        newer = [dataclasses.replace(procedure, version=2) for procedure in LISTS]
        changes = refold(unfold(LISTS, [LANDING], WITA), unfold(newer, [LANDING], WITA))
        assert {change.kind for change in changes} == {"same"}
        assert {change.due.version for change in changes} == {2}


class TestVersions:
    def test_the_latest_version_in_force_on_the_day_is_taken(self) -> None:
        old = LISTS[0]
        new = dataclasses.replace(old, version=2, effective_on=date(2022, 11, 14))
        assert [p.version for p in in_force([new, old], date(2022, 11, 13))] == [1]
        assert [p.version for p in in_force([new, old], date(2022, 11, 14))] == [2]
        assert in_force([new], date(2022, 11, 13)) == []


def test_lead_time_counts_backward_from_the_way_there() -> None:
    at = datetime(2022, 11, 14, 8, tzinfo=UTC)
    near = lead_time(at + timedelta(minutes=30), at=at, travel=timedelta(minutes=5))
    far = lead_time(
        at + timedelta(minutes=60),
        at=at,
        travel=timedelta(minutes=50),
        prepare=timedelta(minutes=15),
    )
    assert (near, far) == (timedelta(minutes=25), timedelta(minutes=-5))


class TestReading:
    STEP = """
  - code: Z1
    text: {id: Uji, en: Try}
    kind: check
    department: GH
    role: officer
    critical: false
    check: -PT3H
    recheck: [-PT1H]
    invalidated_by: [time]
    weight: 1
"""
    HEAD = """
id: trial
letter: Z
version: 1
effective_on: 2022-01-01
title: {id: Percobaan, en: Trial}
source: a test
hangs_on: arrival
steps:"""

    def read(self, folder: Path, old: str = "", new: str = "") -> Procedure:
        content = self.HEAD + self.STEP
        assert old in content
        (folder / "z.yaml").write_text(content.replace(old, new, 1) if old else content)
        return load(folder)[0]

    def test_a_small_list_is_read(self, tmp_path: Path) -> None:
        step: Step = self.read(tmp_path).steps[0]
        assert (step.check.base, step.check.offset) == ("start", timedelta(hours=-3))
        assert step.evidence.kind == "none"

    @pytest.mark.parametrize(
        ("old", "new", "fault"),
        [
            ("    check: -PT3H\n", "", "step Z1: check: is missing"),
            ("check: -PT3H", "check: soon", "step Z1: check: a duration like -PT3H"),
            ("check: -PT3H", "check: {where: {id: x, en: y}}", "step Z1: check: one time anchor"),
            ("check: -PT3H", "check: {day: -1, clock: 18:00}", "step Z1: check: a clock in quotes"),
            ("check: -PT3H", "check: {day: -1}", "step Z1: check: day: clock is missing"),
            ("check: -PT3H", "check: {end: PT1H}", "step Z1: check: end: otherwise is missing"),
            ("check: -PT3H", "check: {later: PT1H}", "step Z1: check: a check hangs on start"),
            ("check: -PT3H", "check: -P", "step Z1: check: a duration like"),
            ("recheck: [-PT1H]", "recheck: []", "step Z1: recheck: at least one moment"),
            ("recheck: [-PT1H]", "recheck: [-PT4H]", "step Z1: recheck: comes before the check"),
            (", en: Try}", "}", "step Z1: text: a text in both languages"),
            ("en: Try", "en: yes", "step Z1: text: a text is needed, not True"),
            ("department: GH", "department: XX", "step Z1: department: one of ACC"),
            ("[time]", "[dress]", "step Z1: invalidated_by: one of escort"),
            ("code: Z1", "code: A1", "step A1: code: Z and a number"),
            ("weight: 1", "weight: 9", "step Z1: weight: a whole number from 0 to 5"),
            ("weight: 1", "weight: 1\n    when_needed: true", "step Z1: weight: a step that is"),
            ("weight: 1", "weight: 1\n    colour: red", "step Z1: colour: unknown field"),
            ("version: 1", "version: one", "version: a whole number"),
            ("hangs_on: arrival\n", "", "step Z1: hangs_on: is missing"),
            ("steps:", "steps: [", "is not YAML"),
            ("weight: 1", "weight: 1\n    weight: 2", "is not YAML: given twice: weight"),
        ],
    )
    def test_a_fault_is_named_by_file_step_and_field(
        self, tmp_path: Path, old: str, new: str, fault: str
    ) -> None:
        with pytest.raises(BadProcedureError) as caught:
            self.read(tmp_path, old, new)
        assert any(found.startswith(f"z.yaml: {fault}") for found in caught.value.faults)

    def test_all_faults_are_told_at_once(self, tmp_path: Path) -> None:
        (tmp_path / "z.yaml").write_text(self.HEAD + self.STEP.replace("GH", "XX") + self.STEP)
        (tmp_path / "y.yaml").write_text("just words")
        with pytest.raises(BadProcedureError) as caught:
            load(tmp_path)
        assert len(caught.value.faults) == 3  # no fields, no such department, code given twice

    def test_two_files_cannot_be_the_same_version(self, tmp_path: Path) -> None:
        self.read(tmp_path)
        (tmp_path / "again.yaml").write_text(self.HEAD + self.STEP)
        with pytest.raises(BadProcedureError, match="another file has the same version"):
            load(tmp_path)


class TestClassify:
    @pytest.mark.parametrize(
        ("id_", "en", "kind"),
        [
            ("Sesi Kerja I - Ketahanan pangan", "Working Session I", "plenary"),
            ("Jamuan santap malam", "Welcoming dinner", "gala"),
            ("Santap siang bersama", "Working lunch", "meal"),
            ("Foto bersama pemimpin", "Family photo", "photo"),
            ("Kunjungan dan penanaman mangrove", "Visit to the mangrove forest", "visit"),
            ("Konferensi pers PM Spanyol", "Press conference - Spain", "press"),
            ("Penutupan jalan arah GWK (1)", "Road closure towards GWK (1)", "traffic"),
            ("Kepulangan delegasi", "", "departure"),
            ("Pertemuan darurat", "Emergency meeting", "other"),
        ],
    )
    def test_the_first_rule_that_matches_wins(self, id_: str, en: str, kind: str) -> None:
        assert classify(CLASSIFIER, {"id": id_, "en": en}) == kind

    def test_what_somebody_said_wins_over_the_words(self) -> None:
        assert classify(CLASSIFIER, {"en": "Working lunch"}, "plenary") == "plenary"

    def test_a_kind_that_does_not_exist_is_refused(self) -> None:
        with pytest.raises(ValueError, match="unknown kind"):
            classify(CLASSIFIER, {"en": "Working lunch"}, "picnic")

    def test_a_rule_needs_words_in_both_languages(self, tmp_path: Path) -> None:
        (tmp_path / "classify.yaml").write_text(
            "{id: c, version: 1, effective_on: 2022-01-01, default: other, kinds: [other],"
            " rules: [{kind: other, en: [x]}]}"
        )
        with pytest.raises(BadProcedureError, match="rules: a rule has a kind and keywords"):
            load_classifier(tmp_path)
