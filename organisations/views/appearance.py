"""What an organisation's pages wear: its colours and its logo, for those who work there."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control

from organisations.access import SignedIn
from organisations.colours import stylesheet
from organisations.models import Organisation

# The address changes with what is there (Organisation.stylesheet_url, logo_url), so it can be kept for a year.
kept_by_the_browser = cache_control(private=True, max_age=365 * 24 * 3600, immutable=True)


@kept_by_the_browser
def colours(request: SignedIn, pk: int) -> HttpResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user).exclude(accent=""), pk=pk)
    return HttpResponse(stylesheet(organisation.accent), content_type="text/css; charset=utf-8")


@kept_by_the_browser
def logo(request: SignedIn, pk: int) -> FileResponse:
    organisation = get_object_or_404(Organisation.objects.visible_to(request.user).exclude(logo=""), pk=pk)
    try:
        # Always a PNG: logos are written anew when they are uploaded (andts.lib.pictures).
        return FileResponse(organisation.logo.open(), content_type="image/png")
    except FileNotFoundError as error:
        raise Http404 from error
