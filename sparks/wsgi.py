import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sparks.settings.production")
application = get_wsgi_application()
# What the application is made of stays for good: a collection that looked through all of it would now and then stop
# a request for a tenth of a second.
gc.collect()
gc.freeze()
