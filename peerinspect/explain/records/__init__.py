"""Decision records: why a person is on a duty, worked out again, byte for byte, from what was stored at publication."""

from peerinspect.explain.records.inputs import Inputs
from peerinspect.explain.records.making import FORMAT, RecordMaker, digest_of_record, record_bytes

__all__ = ["FORMAT", "Inputs", "RecordMaker", "digest_of_record", "record_bytes"]
