"""Addresses that belong to no event: how one is reached oneself, and where gateways tell."""

from django.urls import path

from narahubung.relays.pages import addresses, channels

urlpatterns = [
    path("account/channels/", addresses.addresses, name="own_channels"),
    path("account/channels/add/", addresses.add, name="add_address"),
    path("account/channels/order/", addresses.order, name="order_channels"),
    path("account/channels/<int:address_id>/remove/", addresses.remove, name="remove_address"),
    path("hooks/<str:token>/", channels.hook, name="relays_hook"),
]
