"""Answers to the script of a page, which asks for JSON; a person's browser asks for a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse


def wants_json(request: HttpRequest) -> bool:
    # Who says nothing gets the page.
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def refusal(sentence: str, *, status: int, **facts: Any) -> JsonResponse:
    # The page shows the sentence.
    return JsonResponse({"error": sentence, **facts}, status=status)
