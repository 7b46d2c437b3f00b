"""Names that nobody bears: a thing for a first name, a word for the unreal and a place's ending for a last."""

from __future__ import annotations


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST = _words("""
Acorn Agate Alder Almond Amber Anvil Apricot Arrow Aspen Auburn Azure Bamboo Basalt Birch Bobbin Bracken Bramble
Brass Bronze Button Canvas Cedar Chalk Chestnut Citrus Clover Cobalt Comet Copper Coral Cotton Crimson Damson Denim
Dune Ember Fennel Fern Flint Garnet Ginger Granite Hazelnut Heather Indigo Ivory Jade Juniper Kelp Lantern Lavender
Lichen Linen Magenta Maple Marble Marigold Mauve Meadow Mint Moss Nettle Nutmeg Ochre Olive Onyx Opal Orchid Pebble
Pepper Plum Poplar Quartz Quill Rowan Russet Saffron Sage Sandal Scarlet Sepia Sienna Slate Sorrel Spruce Teal
Thistle Thyme Timber Topaz Tulip Umber Velvet Walnut Willow Zinnia
""")

UNREAL = _words("""
Test Sample Demo Trial Proto Fable Specimen Figment Dummy Example Quasi Pseudo Notion Fictive Draft Filler Mythic
Feign Imagin Pretend Phantom Puppet Cipher Token Makebelieve Replica Rehearse Nominal
""")

ENDINGS = _words("""
wick ford thorpe stone field bury worth gate wood croft dale mere bridge well shaw stead hurst moor beck cliffe
marsh ridge brook combe holt
""")

MOST = len(FIRST) * len(UNREAL) * len(ENDINGS)
STEP = 33391
"""A prime that divides none of the three lengths: stepping by it meets every name once before any returns."""


def invented_name(number: int) -> str:
    """The name with this number, counted from 0; different numbers below `MOST` have different names."""
    place = (number * STEP) % MOST
    place, first = divmod(place, len(FIRST))
    unreal, ending = divmod(place, len(ENDINGS))
    return f"{FIRST[first]} {UNREAL[unreal]}{ENDINGS[ending]}"
