"""A plan as it stands right now: as a document, as a workbook, as JSON, and all of it frozen when it is adopted."""

from __future__ import annotations

from typing import Any

from activities.snapshot.document import plan_document
from activities.snapshot.pictures import PictureMissing
from activities.snapshot.rows import plan_json
from activities.snapshot.seen import seen_workbook
from activities.snapshot.workbook import plan_workbook
from plans.models import Plan

__all__ = ["PictureMissing", "frozen_content", "plan_document", "plan_json", "plan_workbook", "seen_workbook"]


def frozen_content(plan: Plan) -> dict[str, Any]:
    return {
        "plan": plan_json(plan),
        "documents": {
            "genomforandeplan": plan_document(plan).as_json(),
            "kortversion": plan_document(plan, short=True).as_json(),
        },
    }
