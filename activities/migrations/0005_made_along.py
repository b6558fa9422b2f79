from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0004_search"),
    ]

    operations = [
        migrations.AddField(
            model_name="bulkchange",
            name="columns",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="bulkchange",
            name="headings",
            field=models.JSONField(default=list),
        ),
    ]
