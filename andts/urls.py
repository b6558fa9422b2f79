"""Every address. Swedish on screen, English names in code; contracts are in the README."""

from django.contrib import admin
from django.urls import include, path

handler400 = "workspace.views.errors.bad_request"
handler403 = "workspace.views.errors.permission_denied"
handler404 = "workspace.views.errors.page_not_found"
handler500 = "workspace.views.errors.server_error"

urlpatterns = [
    path("", include("workspace.urls")),
    path("", include("organisations.urls")),
    path("planer/", include("plans.urls")),
    path("planer/", include("activities.urls")),
    path("planer/", include("followup.plan_urls")),
    path("uppfoljning/", include("followup.urls")),
    path("svar/", include("followup.partner_urls")),
    path("lan/", include("followup.county_urls")),
    path("", include("reports.urls")),
    path("drift/", admin.site.urls),
]
