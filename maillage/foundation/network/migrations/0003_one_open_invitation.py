from django.db import migrations, models


def withdraw_doubles(apps, schema_editor):
    """Of several open invitations of one person to one role, the one sent last stays."""
    Invitation = apps.get_model('network', 'Invitation')
    kept = set()
    for row in Invitation.objects.filter(state='open').order_by('-modified_at', '-pk'):
        what = (row.email_index, row.organization_id, row.network_id, row.role)
        if what in kept:
            Invitation.objects.filter(pk=row.pk).update(state='withdrawn')
        kept.add(what)


class Migration(migrations.Migration):

    dependencies = [
        ('network', '0002_organization_protected'),
    ]

    operations = [
        migrations.RunPython(withdraw_doubles, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('email_index', 'organization', 'role'), name='one_open_organization_invitation'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('email_index', 'network', 'role'), name='one_open_network_invitation'),
        ),
    ]
