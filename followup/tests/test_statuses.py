"""The status that counts when several have answered: each rule of `status_of` in words, worked out by hand."""

import pytest

from followup.statuses import status_of


@pytest.mark.parametrize(
    ("answered", "unanswered", "status"),
    [
        ([], 2, ""),
        (["done"], 0, "done"),
        (["done", "done"], 0, "done"),
        (["done"], 1, "partly_done"),
        (["done", "not_started"], 0, "partly_done"),
        (["done", "cancelled"], 0, "done"),
        (["cancelled", "cancelled"], 0, "cancelled"),
        (["cancelled"], 1, "ongoing"),
        (["ongoing", "not_started"], 0, "ongoing"),
        (["not_started", "not_started"], 0, "not_started"),
        (["done", "delayed"], 0, "delayed"),
        (["partly_done", "ongoing"], 1, "partly_done"),
    ],
)
def test_status_follows_from_the_answers(answered, unanswered, status):
    assert status_of(answered, unanswered) == status
