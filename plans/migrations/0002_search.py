from django.db import migrations

from andts.lib.search_indexes import SearchIndexes


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [
        SearchIndexes("plans_node", "(number || ' ' || heading || ' ' || written_label || ' ' || text)"),
        SearchIndexes("plans_plantext", "(heading || ' ' || text)"),
    ]
