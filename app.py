"""The WSGI entry point: `flask --app app` and any WSGI server find the application here."""

from peerinspect.factory import create_app

app = create_app()
