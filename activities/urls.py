from django.urls import path

from activities.views import activities, actors, bulk, cells, copies, history, imports, linking, pasting, presence, rows

urlpatterns = [
    path("las-in/", imports.import_create, name="plan-import"),
    path("las-in/<int:pk>/", imports.import_preview, name="plan-import-preview"),
    path("las-in/<int:pk>/bort/", imports.import_discard, name="plan-import-discard"),
    path("<int:pk>/utan-plats/", imports.unplaced_list, name="plan-unplaced"),
    path("<int:pk>/utan-plats/<int:row>/", imports.unplaced_settle, name="plan-unplaced-settle"),
    path("<int:pk>/kallor/<int:row>/", imports.source_file, name="plan-source"),
    path("<int:pk>/revidering/", copies.revision_create, name="plan-revision"),
    path("<int:pk>/ny-fran/", copies.next_plan_create, name="plan-next"),
    path("<int:pk>/klistra-in/", pasting.plan_paste, name="plan-paste"),
    path("<int:pk>/aktorer/", linking.plan_actors, name="plan-actors"),
    path("<int:pk>/aktorer/ny/", actors.actor_quick, name="actor-quick"),
    path("<int:pk>/aktorsforslag/", actors.actor_suggestions, name="actor-suggestions"),
    path("<int:pk>/andringar/", history.plan_changes, name="plan-changes"),
    path("<int:pk>/borttaget/", history.plan_removed, name="plan-removed"),
    path("<int:pk>/andringar/<int:row>/angra/", history.bulk_undo, name="bulk-undo"),
    path("<int:pk>/narvaro/", presence.plan_presence, name="plan-presence"),
    path("<int:pk>/aktiviteter/ny/", activities.activity_create, name="activity-create"),
    path("<int:pk>/aktiviteter/rad/", rows.activity_row, name="activity-row"),
    path("<int:pk>/aktiviteter/markerade/", bulk.activities_bulk, name="activities-bulk"),
    path("<int:pk>/aktiviteter/<int:row>/", activities.activity_edit, name="activity-edit"),
    path("<int:pk>/aktiviteter/<int:row>/falt/<slug:field>/", cells.activity_field, name="activity-field"),
    path("<int:pk>/aktiviteter/<int:row>/dubblett/", rows.activity_copy, name="activity-copy"),
    path("<int:pk>/aktiviteter/<int:row>/plats/", rows.activity_place, name="activity-place"),
    path("<int:pk>/aktiviteter/<int:row>/historik/", history.activity_history, name="activity-history"),
    path(
        "<int:pk>/aktiviteter/<int:row>/historik/<int:version>/<slug:field>/",
        history.wording_restore,
        name="wording-restore",
    ),
    path("<int:pk>/aktiviteter/<int:row>/upp/", rows.activity_move, {"up": True}, name="activity-up"),
    path("<int:pk>/aktiviteter/<int:row>/ner/", rows.activity_move, {"up": False}, name="activity-down"),
    path("<int:pk>/aktiviteter/<int:row>/bort/", activities.activity_delete, name="activity-delete"),
    path("<int:pk>/aktiviteter/<int:row>/ater/", activities.activity_restore, name="activity-restore"),
]
