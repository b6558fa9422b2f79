from django.urls import path, register_converter
from django.urls.converters import StringConverter

from reports import views
from reports.board import views as board
from reports.filling import views as filling
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
    path("planer/<int:pk>/namndpaket/", board.plan_packages, name="plan-packages"),
    path("uppfoljning/<int:pk>/namndpaket/", board.round_packages, name="round-packages"),
    path("rapporter/namndpaket/<int:pk>/", board.package_detail, name="board-package"),
    path("rapporter/namndpaket/<int:pk>/texter/", board.package_edit, name="board-package-edit"),
    path("rapporter/namndpaket/<int:pk>/tidigare/", board.package_history, name="board-package-history"),
    path("rapporter/namndpaket/<int:pk>/handlingar/", board.package_produce, name="board-package-produce"),
    path(
        "rapporter/namndpaket/<int:pk>/handlingar/<int:report>/<format:format>/",
        board.package_file,
        name="board-package-file",
    ),
    path("rapporter/namndpaket/<int:pk>/zip/", board.package_zip, name="board-package-zip"),
    path("rapporter/namndpaket/<int:pk>/beslut/", board.package_decision, name="board-package-decision"),
    path("installningar/<int:pk>/mallar/", filling.word_templates, name="word-templates"),
    path("installningar/<int:pk>/mallar/exempel/", filling.word_template_example, name="word-template-example"),
    path("installningar/<int:pk>/mallar/<int:row>/", filling.word_template_file, name="word-template-file"),
    path("installningar/<int:pk>/mallar/<int:row>/bort/", filling.word_template_delete, name="word-template-delete"),
    path("installningar/<int:pk>/mallar/<int:row>/ater/", filling.word_template_restore, name="word-template-restore"),
    path("planer/<int:pk>/excel/", views.plan_excel, name="plan-excel"),
    path("uppfoljning/excel/", views.overview_excel, name="overview-excel"),
    path("uppfoljning/<int:pk>/excel/", views.round_excel, name="round-excel"),
]
