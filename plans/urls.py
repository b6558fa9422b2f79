from django.urls import path, register_converter
from django.urls.converters import StringConverter

from plans.views import decisions, frameworks, parts, plans, versions


class PartConverter(StringConverter):
    """The kinds of rows that a plan consists of, as they stand in addresses."""

    regex = "|".join(parts.PARTS)


register_converter(PartConverter, "part")

urlpatterns = [
    path("", plans.plan_list, name="plans"),
    path("ny/", plans.plan_create, name="plan-create"),
    path("ramverk/", frameworks.framework_list, name="frameworks"),
    path("ramverk/nytt/", frameworks.framework_create, name="framework-create"),
    path("ramverk/<int:pk>/", frameworks.framework_edit, name="framework-edit"),
    path("ramverk/<int:pk>/motsvarigheter/", frameworks.crosswalk_edit, name="crosswalk-edit"),
    path("<int:pk>/bilder/<int:row>/fil/", parts.picture_file, name="picture-file"),
    path("<int:pk>/remiss/", decisions.consultation_create, name="plan-consultation"),
    path("<int:pk>/remiss/bort/", decisions.consultation_delete, name="plan-consultation-delete"),
    path("<int:pk>/beslut/ny/", decisions.decision_create, name="decision-create"),
    path("<int:pk>/beslut/<int:row>/", decisions.decision_edit, name="decision-edit"),
    path("<int:pk>/versioner/", versions.plan_versions, name="plan-versions"),
    path("<int:pk>/versioner/<int:number>/", versions.plan_version, name="plan-version"),
    path("<int:pk>/versioner/<int:number>/filer/<int:row>/", versions.version_file, name="plan-version-file"),
    path("<int:pk>/uppgifter/", plans.plan_edit, name="plan-edit"),
    path("<int:pk>/<part:slug>/ny/", parts.part_create, name="part-create"),
    path("<int:pk>/<part:slug>/<int:row>/", parts.part_edit, name="part-edit"),
    path("<int:pk>/<part:slug>/<int:row>/upp/", parts.part_move, {"up": True}, name="part-up"),
    path("<int:pk>/<part:slug>/<int:row>/ner/", parts.part_move, {"up": False}, name="part-down"),
    path("<int:pk>/<part:slug>/<int:row>/bort/", parts.part_delete, name="part-delete"),
    path("<int:pk>/<part:slug>/<int:row>/ater/", parts.part_restore, name="part-restore"),
]
