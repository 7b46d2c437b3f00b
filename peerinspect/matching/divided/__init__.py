"""Problems of several years, divided into problems of their own, solved anywhere, and stitched: functions of files.

Wave after wave: each part of a wave is a problem that any machine solves by itself. Wave 0 cuts the work by years, each
as if there were no other; later waves better the roster that stands, cut along other days.
"""

from peerinspect.matching.divided.stitch import OtherParts, Stitched, Wave, next_wave, stitched

__all__ = ["OtherParts", "Stitched", "Wave", "next_wave", "stitched"]
