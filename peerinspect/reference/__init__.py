"""What is publicly known of England's 153 councils: the project's own tables and the loader that checks them."""

from peerinspect.reference.loader import Reference, load_reference
from peerinspect.reference.rows import BrokenTable
from peerinspect.reference.tables import REGIONS, Board, InspectionStart

__all__ = ["REGIONS", "Board", "BrokenTable", "InspectionStart", "Reference", "load_reference"]
