"""The house under a WSGI server: pages only; streams answer 204 and screens poll slowly. Prefer asgi.py."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citedesmetiers.settings")

application = get_wsgi_application()
