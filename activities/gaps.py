"""What is missing from a plan, in one way for everyone who tells of it."""

from __future__ import annotations

from collections.abc import Collection

from activities.outline import Branch, Outline


def given(text: str) -> str:
    return text if any(sign.isalnum() for sign in text) else ""


def without_activities(outline: Outline, served: Collection[int]) -> list[Branch]:
    """The headings that nothing lies under and, by the ids of `served`, that no activity elsewhere serves."""
    return [
        branch
        for branch in outline.walk()
        if not branch.branches and not branch.activities and branch.node.pk not in served
    ]
