"""Letters of some kinds may be declined, by a link in each of them or by choice in one's account."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse

from organisations.models import Declined, Letter, User

# The salt stays: links in letters that have been sent go on working.
_signer = Signer(salt="organisations.letters.decline")


def decline_url(uuid: UUID) -> str:
    # Names the letter and no address: it stands in other people's logs.
    return settings.SITE_URL + reverse("letter-decline", args=[_signer.sign(uuid.hex).replace(":", "-")])


def letter_of(token: str) -> Letter | None:
    """The letter whose link was followed, if it is of a kind that one may decline."""
    try:
        uuid = UUID(_signer.unsign(":".join(token.split("-", 1))))
    except (BadSignature, ValueError):
        return None
    return Letter.objects.filter(uuid=uuid, kind__in=Letter.DECLINABLE).first()


def has_declined(email: str, kind: str) -> bool:
    return Declined.objects.filter(email=email.lower(), kind=kind).exists()


@transaction.atomic
def decline(email: str, kind: str, *, by: User | None = None) -> None:
    """No more letters of the kind to the address; the same again changes nothing. `by` is nobody behind a link."""
    if not has_declined(email, kind):
        Declined.created(by=by, email=email.lower(), kind=kind)


@transaction.atomic
def want_again(email: str, kind: str, *, by: User | None = None) -> None:
    for row in Declined.objects.filter(email=email.lower(), kind=kind):
        row.record_deleted(by=by)
