from django.urls import path, register_converter
from django.urls.converters import StringConverter

from reports import views
from reports.models import Format


class FormatConverter(StringConverter):
    """The formats of a report, as they stand in addresses."""

    regex = "|".join(Format.values)


register_converter(FormatConverter, "format")

urlpatterns = [
    path("rapporter/", views.report_list, name="reports"),
    path("rapporter/ny/", views.report_order, name="report-order"),
    path("rapporter/<int:pk>/rad/", views.report_row, name="report-row"),
    path("rapporter/<int:pk>/igen/", views.report_again, name="report-again"),
    path("rapporter/<int:pk>/<format:format>/", views.report_file, name="report-file"),
    path("planer/<int:pk>/excel/", views.plan_excel, name="plan-excel"),
    path("uppfoljning/excel/", views.overview_excel, name="overview-excel"),
    path("uppfoljning/<int:pk>/excel/", views.round_excel, name="round-excel"),
]
