"""Opening a round of a long plan, carrying it over to a revision, and printing what came of one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from statistics import median

from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from activities.copying import revise
from activities.snapshot import frozen_content
from andts.bench import documents
from andts.bench.extent import Extent
from andts.bench.followed import NEXT_DAYS, YEAR_AFTER, Followed
from andts.bench.results import Result
from andts.bench.timing import timed
from followup.models import FollowUpRound
from followup.rounds import carry_over, open_round
from followup.snapshot import round_report
from plans.models import Plan


def measure_rounds(extent: Extent, followed: Followed) -> list[Result]:
    return [opened(extent, followed.plan), carried(extent, followed.plan), *printed(extent, followed.round)]


def opened(extent: Extent, plan: Plan) -> Result:
    def change() -> None:
        open_round(plan, length="year", by=None, **YEAR_AFTER)

    return tried(f"Öppna en uppföljning av {extent.large} aktiviteter", extent, change)


def carried(extent: Extent, plan: Plan) -> Result:
    with transaction.atomic():
        revision = revise(plan, by=None)
        decision = {"body": "Kommunstyrelsen", "date": NEXT_DAYS["starts"]}
        revision.adopt(content=frozen_content, decisions=[decision], by=None)
        result = tried(
            f"Föra över en uppföljning av {extent.large} aktiviteter", extent, lambda: carry_over(revision, by=None)
        )
        transaction.set_rollback(True)
    return result


def tried(what: str, extent: Extent, change: Callable[[], object]) -> Result:
    # Again and again, and each time taken back; the first time is not counted.
    runs, queries = [], 0
    for _ in range(extent.document_times + 1):
        with transaction.atomic(), CaptureQueriesContext(connection) as asked:
            runs.append(timed(change))
            transaction.set_rollback(True)
        queries = len(asked)
    return Result(what, median(runs[1:]), rows=extent.large, queries=queries)


def printed(extent: Extent, pk: int) -> list[Result]:
    round_ = FollowUpRound.objects.with_owner().get(pk=pk)
    name, rows = f"Uppföljningsrapport, {extent.followed_activities} aktiviteter", extent.followed_activities
    with CaptureQueriesContext(connection) as asked:
        file = written(round_)
    built = median(timed(lambda: round_report(round_)) for _ in range(extent.document_times))
    made = [
        documents.rendered(f"{name}: {format.upper()}", file, format, rows, extent.document_times) for format in FORMATS
    ]
    return [
        Result(f"{name}: frågor och siffror", built, rows=rows, queries=len(asked)),
        documents.compared(f"{name}: PDF i samma process", file, rows, extent.compared_times),
        *made,
    ]


FORMATS = ("pdf", "docx", "xlsx")


def written(round_: FollowUpRound) -> Path:
    path = Path(settings.VAR) / f"round-{round_.pk}.json"
    path.write_text(json.dumps(round_report(round_).as_json()))
    return path
