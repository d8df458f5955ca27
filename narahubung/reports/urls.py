from django.urls import path

from narahubung.reports.pages import papers

app_name = "reports"
urlpatterns = [
    path("paper/<slug:code>/pocket-card.pdf", papers.pocket_card, name="pocket_card"),
    path("paper/<slug:code>/duty-book.pdf", papers.duty_book, name="duty_book"),
]
