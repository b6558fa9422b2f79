"""What figures count; expected values by hand from the rows of each test."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from followup.tallies import Asked, Row, Then, by_actor, percent, percent_text, tally

MAY, JUNE = datetime(2027, 5, 1, tzinfo=UTC), datetime(2027, 6, 1, tzinfo=UTC)


def asked(
    actor: int | None = 1, name: str = "Polisen", *, at: datetime | None = None, unit: int | None = None
) -> Asked:
    return Asked(actor, name, unit, at)


def row(status: str = "", *who: Asked, pk: int = 1, **facts: Any) -> Row:
    """One that Polisen answers for; it has answered when there is a status."""
    usual: dict[str, Any] = {
        "round": 1,
        "plan": 1,
        "plan_title": "Planen",
        "line": UUID(int=pk),
        "title": f"Aktivitet {pk}",
        "number": str(pk),
        "node": None,
        "review": "submitted" if status else "unanswered",
        "is_past": False,
        "asked": who or (asked(at=MAY if status else None),),
    }
    return Row(pk=pk, status=status, **usual | facts)


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [
        (2, 8, "25.0"),
        (4, 8, "50.0"),
        (2, 6, "33.3"),
        (4, 6, "66.7"),
        (1, 16, "6.3"),  # 6.25: halves upwards
        (3, 16, "18.8"),  # 18.75
        (0, 5, "0.0"),
        (5, 5, "100.0"),
    ],
)
def test_percent_has_one_decimal(part: int, whole: int, share: str) -> None:
    assert percent(part, whole) == Decimal(share)


def test_percent_of_nothing_is_nothing() -> None:
    assert percent(0, 0) is None


def test_percent_is_written_the_swedish_way() -> None:
    assert (percent_text(Decimal("66.7")), percent_text(None)) == ("66,7\u00a0%", "–")


def test_answered_and_not_answered_are_kept_apart() -> None:
    """The worked example of the länsrapport: of 8, 2 one way, 4 the other, 2 unanswered: 25 %, valid 33,3 %."""
    counted = tally([row("done")] * 2 + [row("ongoing")] * 4 + [row()] * 2)
    assert [counted.percent(status) for status in ("done", "ongoing", "")] == [
        Decimal("25.0"),
        Decimal("50.0"),
        Decimal("25.0"),
    ]
    assert [counted.valid_percent(status) for status in ("done", "ongoing")] == [Decimal("33.3"), Decimal("66.7")]
    assert counted.valid_percent("") is None


def test_nothing_to_count_has_no_shares() -> None:
    counted = tally([])
    assert (counted.total, counted.percent("done"), counted.valid_percent("done")) == (0, None, None)


def test_nothing_answered_has_no_valid_share() -> None:
    counted = tally([row(), row()])
    assert (counted.percent("done"), counted.valid_percent("done")) == (Decimal("0.0"), None)


def test_statuses_add_up_to_all() -> None:
    counted = tally([row("done"), row("delayed"), row("cancelled"), row(), row("partly_done")])
    assert sum(counted.by_status.values()) == counted.total == 5


def test_unanswered_is_late_after_the_last_day_only() -> None:
    counted = tally([row(is_past=True), row(), row("done", is_past=True)])
    assert (counted.answered, counted.unanswered, counted.late, counted.waiting) == (1, 2, 1, 1)


def test_late_is_no_status() -> None:
    assert tally([row(is_past=True)]).by_status["delayed"] == 0


def test_delayed_is_not_late() -> None:
    assert tally([row("delayed", is_past=True)]).late == 0


def test_activity_waits_for_each_who_is_asked() -> None:
    one_of_two = row("partly_done", asked(1, at=MAY), asked(2, "Skolan"))
    assert (one_of_two.is_answered, tally([one_of_two]).known) == (False, 1)


def test_reviews_are_counted() -> None:
    counted = tally([row("done", review="approved"), row("done", review="returned"), row("done")])
    assert (counted.approved, counted.submitted) == (1, 1)


def test_actor_has_answered_when_that_one_has() -> None:
    rows = [row("partly_done", asked(1, at=MAY), asked(2, "Skolan"), is_past=True), row(pk=2, is_past=True)]
    groups = {group.label: group.tally for group in by_actor(rows)}
    assert {name: (each.total, each.answered, each.late) for name, each in groups.items()} == {
        "Polisen": (2, 1, 1),
        "Skolan": (1, 0, 1),
    }


def test_latest_actor_comes_first_then_by_name() -> None:
    rows = [
        row("done", asked(1, "Ängen", at=MAY)),
        row("", asked(2, "Åsa skola"), is_past=True, pk=2),
        row("", asked(3, "Skolan"), pk=3),
        row("", asked(4, "Öppenvården"), is_past=True, pk=4),
    ]
    assert [group.label for group in by_actor(rows)] == ["Åsa skola", "Öppenvården", "Skolan", "Ängen"]


def test_activity_without_anybody_is_counted_apart() -> None:
    groups = by_actor([row("", asked(None, ""))])
    assert [(group.label, group.chosen) for group in groups] == [("Utan ansvarig", {"ansvarig": "utan"})]


def test_answer_since_is_a_change() -> None:
    answered = row("done", asked(at=JUNE), then=Then("done", "submitted"))
    assert (answered.has_changed(MAY), answered.has_changed(JUNE)) == (True, False)


def test_status_that_has_become_another_is_a_change() -> None:
    assert row("delayed", then=Then("ongoing", "submitted")).has_changed(JUNE)


def test_the_same_status_is_no_change() -> None:
    assert not row("delayed", then=Then("delayed", "submitted")).has_changed(JUNE)


def test_review_that_has_gone_on_is_a_change() -> None:
    assert row("done", review="approved", then=Then("done", "submitted")).has_changed(JUNE)


def test_comment_since_is_a_change() -> None:
    assert row("done", then=Then("done", "submitted", has_comments=True)).has_changed(JUNE)


def test_what_nobody_has_looked_at_before_is_no_change() -> None:
    assert not row("done").has_changed(JUNE)
