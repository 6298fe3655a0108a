"""The addresses of this room."""

from django.urls import path

from maillage.foundation.network.views import (
    closing,
    importing,
    invitations,
    journal,
    lists,
    memberships,
    networks,
    organizations,
    suggestions,
    territories,
    working_groups,
)

urlpatterns = [
    path("territories/", lists.territory_list, name="territory_list"),
    path("territories/suggestions/", suggestions.territory_suggestions, name="territory_suggestions"),
    path("territories/create/", territories.territory_create, name="territory_create"),
    path("territories/import/", importing.territory_import, name="territory_import"),
    path("territories/import/<slug:key>/", importing.territory_import_run, name="territory_import_run"),
    path("territories/<slug:slug>/edit/", territories.territory_edit, name="territory_edit"),
    path("territories/<slug:slug>/draw/", territories.territory_draw, name="territory_draw"),
    path("organizations/", lists.organization_list, name="organization_list"),
    path("organizations/suggestions/", suggestions.organization_suggestions, name="organization_suggestions"),
    path("organizations/create/", organizations.organization_create, name="organization_create"),
    path("organizations/<slug:slug>/edit/", organizations.organization_edit, name="organization_edit"),
    path("networks/", networks.network_list, name="network_list"),
    path("networks/create/", networks.network_create, name="network_create"),
    path("networks/<slug:slug>/", networks.network, name="network"),
    path("networks/<slug:slug>/edit/", networks.network_edit, name="network_edit"),
    path("working-groups/create/", working_groups.working_group_create, name="working_group_create"),
    path("working-groups/<uuid:pk>/edit/", working_groups.working_group_edit, name="working_group_edit"),
    path("journal/", journal.journal, name="journal"),
    path("journal/export/", journal.journal_export, name="journal_export"),
    path("account/closure/", closing.account_closure, name="account_closure"),
    path("roles/", memberships.own_memberships, name="own_memberships"),
    path("roles/<uuid:pk>/end/", memberships.membership_end, name="membership_end"),
    path("organizations/<slug:slug>/members/", memberships.organization_members, name="organization_members"),
    path("networks/<slug:slug>/members/", memberships.network_members, name="network_members"),
    path("invitations/<uuid:pk>/renewal/", invitations.invitation_renewal, name="invitation_renewal"),
    path("invitations/<uuid:pk>/withdrawal/", invitations.invitation_withdrawal, name="invitation_withdrawal"),
]
