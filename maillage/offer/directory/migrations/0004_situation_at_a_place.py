import maillage.foundation.common.texts.fields
import maillage.foundation.common.texts.value
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0003_report_announced"),
    ]

    operations = [
        migrations.AddField(
            model_name="serviceatlocation",
            name="situation",
            field=models.CharField(
                choices=[
                    ("normal", "as usual"),
                    ("full_today", "full today"),
                    ("list_closed", "takes nobody new for now"),
                    ("reduced", "reduced for now"),
                    ("remote", "only at a distance for now"),
                    ("closed", "closed for now"),
                ],
                default="normal",
                max_length=12,
                verbose_name="for the moment",
            ),
        ),
        migrations.AddField(
            model_name="serviceatlocation",
            name="situation_note",
            field=maillage.foundation.common.texts.fields.TranslatedTextField(
                blank=True,
                default=maillage.foundation.common.texts.value.TranslatedText,
                verbose_name="what changes",
            ),
        ),
        migrations.AddField(
            model_name="serviceatlocation",
            name="situation_until",
            field=models.DateField(blank=True, null=True, verbose_name="until"),
        ),
    ]
