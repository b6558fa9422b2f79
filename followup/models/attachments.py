"""Files that go with an answer."""

from __future__ import annotations

from functools import partial
from typing import Self
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from simple_history.models import HistoricalRecords

from andts.lib.fields import LineField
from andts.lib.recorded import Recorded
from andts.lib.states import StateError
from followup.models.answers import FollowUpAnswer
from organisations.models import User
from plans.models.parts import KEPT_FOR, require_kept


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def present(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def forget(self) -> int:
        """Deletes the files, and the rows, of those removed too long ago to be taken back; how many."""
        gone = list(self.filter(removed_at__lt=timezone.now() - KEPT_FOR)[:500])
        for attachment in gone:
            attachment.erase()
        return len(gone)


class Attachment(Recorded):
    """Minutes or a picture that goes with an answer. Its content has been looked at (followup/attaching.py)."""

    MOST = 10

    answer = models.ForeignKey(FollowUpAnswer, on_delete=models.CASCADE, related_name="attachments")
    # What it is called is only shown; where it lies is a name of our own that nobody can guess.
    name = LineField("filnamn")
    file = models.FileField("fil", upload_to="attachments/")
    format = models.CharField(max_length=4)
    size = models.PositiveIntegerField()
    added_at = models.DateTimeField(default=timezone.now)
    # Kept, so that it can be brought back.
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = AttachmentQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["pk"]
        verbose_name, verbose_name_plural = "bilaga", "bilagor"

    def __str__(self) -> str:
        return self.name

    @classmethod
    @transaction.atomic
    def keep(cls, answer: FollowUpAnswer, content: bytes, *, name: str, format: str, by: User | None) -> Attachment:
        """Raises StateError when the round is closed or the answer has as many as it may."""
        answer.hold()
        cls._require_room(answer)
        attachment = cls(answer=answer, name=name, format=format, size=len(content))
        attachment.file.save(f"{uuid4().hex}.{format}", ContentFile(content), save=False)
        attachment.record_new(by=by)
        return attachment

    @transaction.atomic
    def remove(self, *, by: User | None) -> None:
        self.answer.follow_up.round.hold_open()
        self.record(by=by, removed_at=self.removed_at or timezone.now())

    @transaction.atomic
    def restore(self, *, by: User | None) -> None:
        """Raises StateError when the round is closed, and TooLateError when the file is not kept any longer."""
        self.answer.follow_up.round.hold_open()
        require_kept(self.removed_at or timezone.now())
        self._require_room(self.answer)
        self.record(by=by, removed_at=None)

    @classmethod
    def _require_room(cls, answer: FollowUpAnswer) -> None:
        if cls.objects.filter(answer=answer).present().count() >= cls.MOST:
            raise StateError(f"Ett svar kan ha högst {cls.MOST} bilagor. Ta bort en först.")

    @transaction.atomic
    def erase(self) -> None:
        stored = str(self.file)
        # History keeps that there was one, and what it was called.
        self.record_deleted(by=None)
        # Not before the row is gone for good: a row without its file would be worse than a file without its row.
        transaction.on_commit(partial(self.file.storage.delete, stored))
