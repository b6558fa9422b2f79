"""Överlämning: what a successor needs to begin on Monday, in one document, as things stand today."""

from reports.builders.handover.document import build_handover

__all__ = ["build_handover"]
