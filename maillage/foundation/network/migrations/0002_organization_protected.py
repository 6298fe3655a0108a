from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='organization',
            name='protected',
            field=models.BooleanField(default=False, verbose_name='keeps addresses secret'),
        ),
    ]
