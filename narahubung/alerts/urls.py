"""The pages of warnings, below /e/<slug>/."""

from django.urls import path

from narahubung.alerts.pages import feeds, ours, warnings

app_name = "alerts"
urlpatterns = [
    path("warnings/", warnings.listing, name="warnings"),
    path("warnings/bring/", warnings.bring, name="bring"),
    path("warnings/around/", warnings.around, name="around"),
    path("warnings/write/", ours.issue, name="issue"),
    path("warnings/feeds/", feeds.listing, name="feeds"),
    path("warnings/feeds/<int:warning_feed_id>/drop/", feeds.drop, name="drop_feed"),
    path("warnings/<int:alert_id>/", warnings.warning, name="warning"),
    path("warnings/<int:alert_id>/verify/", warnings.verify, name="verify"),
    path("warnings/<int:alert_id>/dismiss/", warnings.dismiss, name="dismiss"),
    path("warnings/<int:alert_id>/update/", ours.update, name="update"),
    path("warnings/<int:alert_id>/cancel/", ours.cancel, name="cancel"),
    path("warnings/<int:alert_id>/cap.xml", ours.letter, name="letter"),
    path("warnings/<int:alert_id>/ack/<int:receipt_id>.xml", ours.ack, name="ack"),
]
