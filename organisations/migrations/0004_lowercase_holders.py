"""Addresses of those who stand behind actors, as they are compared from now on. What the history says is left as it was."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def lowercase(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    holders = apps.get_model("organisations", "ActorHolder").objects
    for pk, email in holders.exclude(email="").values_list("pk", "email"):
        # Row by row: SQLite's own LOWER leaves Å, Ä and Ö.
        if email != email.lower():
            holders.filter(pk=pk).update(email=email.lower())


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0003_letters"),
    ]

    operations = [
        migrations.RunPython(lowercase, migrations.RunPython.noop),
    ]
