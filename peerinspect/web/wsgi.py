"""Where a server of several processes finds the application: `peerinspect.web.wsgi:app`, made once in each process.

The tables are brought up to date first; of processes that start together one does it and the others wait. For
gunicorn there are settings too: `gunicorn --config python:peerinspect.web.processes`.
"""

from peerinspect.web.server import safe_app

app = safe_app()
