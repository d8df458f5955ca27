"""Django under WSGI: pages. The live feed is ASGI (see asgi.py).

Static files are answered before Django: its middleware for them can also be asynchronous, and so
would make Django hop between threads three times for every page.
"""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from servestatic import ServeStatic

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "narahubung.config.settings")
pages = get_wsgi_application()  # settings are read here, not before
Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
# A file with a digest in its name never changes: browsers keep it for good.
application = ServeStatic(
    pages,
    root=settings.STATIC_ROOT,
    prefix=settings.STATIC_URL,
    max_age=0,
    allow_all_origins=False,
)
