"""The documents that an adopted version keeps."""

from __future__ import annotations

from andts.lib.document import Document, document_from_json
from plans.models import PlanVersion


def frozen_document(version: PlanVersion, kind: str) -> Document:
    return document_from_json(version.content["documents"][kind])
