"""The WSGI entry point: `flask --app app` and any WSGI server find the application here."""

from peerinspect.factory import create_app
from peerinspect.web.hosting import refuse_unsafe_settings

app = create_app()
refuse_unsafe_settings(app)
