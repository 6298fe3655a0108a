"""The addresses of this room."""

from django.urls import path

from maillage.foundation.notifications.views import links, messages

urlpatterns = [
    path("messages/", messages.message_list, name="message_list"),
    path("messages/<uuid:pk>/retry/", messages.message_retry, name="message_retry"),
    path("l/sent/", links.signed_link_sent, name="signed_link_sent"),
    path("l/<str:token>/", links.signed_link, name="signed_link"),
    path("l/<str:token>/renewal/", links.signed_link_renewal, name="signed_link_renewal"),
]
