from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_lowercase_holders")]

    operations = [
        migrations.AlterField(
            model_name="letter",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Väntar"),
                    ("sending", "Skickas"),
                    ("sent", "Skickat"),
                    ("uncertain", "Osäkert"),
                    ("failed", "Misslyckades"),
                    ("needless", "Skickades inte"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
    ]
