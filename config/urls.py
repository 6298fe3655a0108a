"""The doors of the house: pages carry their language in the address; machines' addresses do not."""

urlpatterns = []
