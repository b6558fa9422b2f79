from django.db import migrations

from andts.lib.search_indexes import SearchIndexes

# As `workspace.search.texts.ACTIVITY` was when this was written.
_TEXT = r"""(
    number
    || ' ' || title
    || ' ' || description
    || ' ' || schedule
    || ' ' || partners_text
    || ' ' || responsible_text
    || ' ' || follow_up
    || ' ' || target_group
    || ' ' || arena
    || ' ' || place
    || ' ' || cost
    || ' ' || CASE WHEN status = 'not_started' THEN 'ej påbörjad' WHEN status = 'ongoing' THEN 'pågår' WHEN status = 'partly_done' THEN 'delvis genomförd' WHEN status = 'done' THEN 'genomförd' WHEN status = 'delayed' THEN 'försenad' WHEN status = 'cancelled' THEN 'utgår' ELSE '' END
    || ' ' || CASE WHEN level = 'universal' THEN 'universell' WHEN level = 'selective' THEN 'selektiv' WHEN level = 'indicated' THEN 'indikerad' WHEN level = 'primary' THEN 'primär' WHEN level = 'secondary' THEN 'sekundär' WHEN level = 'tertiary' THEN 'tertiär' ELSE '' END
    || ' ' || CASE WHEN strategy = 'supply' THEN 'minska tillgång' WHEN strategy = 'demand' THEN 'minska efterfrågan' WHEN strategy = 'harm' THEN 'minska skada' ELSE '' END
    || ' ' || CASE WHEN orientation = 'preventive' THEN 'preventiv' WHEN orientation = 'interventive' THEN 'interventiv' ELSE '' END
    || ' ' || REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(substances, 'A', ' alkohol '), 'N', ' narkotika '), 'D', ' dopning '), 'T', ' tobak och nikotin '), 'S', ' spel om pengar ')
    || ' ' || replace(jsonb_path_query_array(extra, '$.*')::text, '\n', ' ')
)"""


class Migration(migrations.Migration):
    dependencies = [("activities", "0003_editing")]

    operations = [SearchIndexes("activities_activity", _TEXT)]
