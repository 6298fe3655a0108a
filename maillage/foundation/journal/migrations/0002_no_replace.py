"""SQLite's third trigger. The migration does nothing itself: the triggers are made after every migration, so there has to
be one."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = []
