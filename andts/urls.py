"""Every address. Swedish on screen, English names in code; contracts are in the README."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("workspace.urls")),
    path("", include("organisations.urls")),
    path("planer/", include("plans.urls")),
    path("planer/", include("activities.urls")),
    path("", include("reports.urls")),
    path("drift/", admin.site.urls),
]
