"""The addresses of this room."""

from django.urls import path

from maillage.foundation.network.views import invitations, memberships

urlpatterns = [
    path("roles/", memberships.own_memberships, name="own_memberships"),
    path("roles/<uuid:pk>/end/", memberships.membership_end, name="membership_end"),
    path("organizations/<slug:slug>/members/", memberships.organization_members, name="organization_members"),
    path("networks/<slug:slug>/members/", memberships.network_members, name="network_members"),
    path("invitations/<uuid:pk>/renewal/", invitations.invitation_renewal, name="invitation_renewal"),
    path("invitations/<uuid:pk>/withdrawal/", invitations.invitation_withdrawal, name="invitation_withdrawal"),
]
