"""Addresses of those who stand behind actors, as they are compared from now on. What the history says is left as it was."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from andts.lib.fields import AddressField


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
        migrations.AlterField(
            model_name="actorholder",
            name="email",
            field=AddressField(blank=True, max_length=254, verbose_name="e-postadress"),
        ),
        migrations.AlterField(
            model_name="historicalactorholder",
            name="email",
            field=AddressField(blank=True, max_length=254, verbose_name="e-postadress"),
        ),
        migrations.RunPython(lowercase, migrations.RunPython.noop),
    ]
