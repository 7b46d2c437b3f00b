"""The forms that take a file, and that confirm its preview."""

from __future__ import annotations

from typing import Any

from govuk_frontend_wtf.wtforms_widgets import GovFileInput
from werkzeug.datastructures import FileStorage
from wtforms import Field, HiddenField
from wtforms.validators import ValidationError

from peerinspect.services.imports import ConfirmFile, OfferFile
from peerinspect.web.forms import HouseForm


class File(Field):
    """One file, as its name and its bytes."""

    widget = GovFileInput()

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.filename = ""

    def _value(self) -> str:
        return ""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """What was chosen."""
        self.data = b""
        chosen = next((each for each in valuelist if isinstance(each, FileStorage) and each.filename), None)
        if chosen is None:
            raise ValidationError("Choose a file")
        self.filename = chosen.filename or ""
        self.data = chosen.stream.read()


class OfferForm(HouseForm):
    """A file to import."""

    file = File("Choose a file", description="A workbook (XLSX) or CSV, of up to 10 MB and 50,000 rows")

    def command(self, kind: str) -> OfferFile:
        """What was chosen."""
        return OfferFile(kind, self.file.filename, self.file.data or b"")


class ConfirmForm(HouseForm):
    """The preview that is confirmed, by its digest."""

    digest = HiddenField()

    def command(self, import_id: str) -> ConfirmFile:
        """What was confirmed."""
        return ConfirmFile(import_id, self.digest.data or "")
