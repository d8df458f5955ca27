"""Django under WSGI: pages. The live feed is ASGI (see asgi.py)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "narahubung.config.settings")
application = get_wsgi_application()
