from django.urls import path, register_converter
from django.urls.converters import StringConverter

from plans.views import frameworks, parts, plans


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
    path("<int:pk>/uppgifter/", plans.plan_edit, name="plan-edit"),
    path("<int:pk>/<part:slug>/ny/", parts.part_create, name="part-create"),
    path("<int:pk>/<part:slug>/<int:row>/", parts.part_edit, name="part-edit"),
    path("<int:pk>/<part:slug>/<int:row>/upp/", parts.part_move, {"up": True}, name="part-up"),
    path("<int:pk>/<part:slug>/<int:row>/ner/", parts.part_move, {"up": False}, name="part-down"),
    path("<int:pk>/<part:slug>/<int:row>/bort/", parts.part_delete, name="part-delete"),
    path("<int:pk>/<part:slug>/<int:row>/ater/", parts.part_restore, name="part-restore"),
]
