"""What the map holds: the keyed States and areas, the boundary policy and the hand-set dots.

Everything a person may want to change by hand stands here; the modules beside it only compute.
"""

from __future__ import annotations

from typing import Final

Point = tuple[int, int]

# West, south, east, north in EPSG:3035 metres. Iceland, Cyprus, Malta and Baku are inside.
FRAME: Final = (2_450_000, 1_250_000, 7_750_000, 5_500_000)

# Metres of ground under one screen pixel on the desktop map, and the rule for dots in those pixels.
METRES_PER_PX: Final = 6_500
DOT_BELOW_PX: Final = 12
DOT_RADIUS_PX: Final = 7
TARGET_PX: Final = 24

NAMES: Final[dict[str, str]] = {
    "ALB": "Albania", "AND": "Andorra", "ARM": "Armenia", "AUT": "Austria", "AZE": "Azerbaijan",
    "BEL": "Belgium", "BGR": "Bulgaria", "BIH": "Bosnia and Herzegovina", "BLR": "Belarus", "CHE": "Switzerland",
    "CYP": "Cyprus", "CZE": "Czechia", "DEU": "Germany", "DNK": "Denmark", "ESP": "Spain",
    "EST": "Estonia", "FIN": "Finland", "FRA": "France", "GBR": "United Kingdom", "GEO": "Georgia",
    "GRC": "Greece", "HRV": "Croatia", "HUN": "Hungary", "IRL": "Ireland", "ISL": "Iceland",
    "ITA": "Italy", "LIE": "Liechtenstein", "LTU": "Lithuania", "LUX": "Luxembourg", "LVA": "Latvia",
    "MCO": "Monaco", "MDA": "Moldova", "MKD": "North Macedonia", "MLT": "Malta", "MNE": "Montenegro",
    "NLD": "Netherlands", "NOR": "Norway", "POL": "Poland", "PRT": "Portugal", "ROU": "Romania",
    "RUS": "Russia", "SMR": "San Marino", "SRB": "Serbia", "SVK": "Slovakia", "SVN": "Slovenia",
    "SWE": "Sweden", "TUR": "Türkiye", "UKR": "Ukraine", "VAT": "Holy See", "XKX": "Kosovo",
}  # fmt: skip

# Upstream draws these apart; here they belong to the State on the right (see the boundary policy in README.md).
MERGED_INTO: Final[dict[str, str]] = {"CYN": "CYP", "ALA": "FIN", "FRO": "DNK"}

# Upstream's grid collapses the Holy See to one point; a square of its true size (0.44 km2) stands for it,
# here at longitude and latitude of Vatican City, with a side in metres.
HOLY_SEE_AT: Final = (12.4534, 41.9033)
HOLY_SEE_SIDE: Final = 660

# Where the dot of a State too small to see is drawn. In nearby sea where the leader line stays short;
# Liechtenstein and Luxembourg, far from the sea, lie over a large neighbour instead.
DOT_AT: Final[dict[str, Point]] = {
    "AND": (3_850_000, 2_080_000),
    "LIE": (4_300_000, 2_790_000),
    "LUX": (3_940_000, 2_880_000),
    "MCO": (4_090_000, 2_160_000),
    "MLT": (4_840_000, 1_420_000),
    "SMR": (4_690_000, 2_270_000),
    "VAT": (4_400_000, 2_000_000),
}

# Labels stand deepest inside the largest part. For Russia that is the Urals' edge; readers, and the arrow
# keys coming from Ukraine, Belarus and Latvia, look for it east of Moscow.
LABEL_AT: Final[dict[str, Point]] = {"RUS": (6_200_000, 3_900_000)}

# The land border of the alliance with Russia and Belarus: members, and the two beyond.
BORDER_OF: Final = ("EST", "FIN", "LTU", "LVA", "NOR", "POL")
BORDER_WITH: Final = ("BLR", "RUS")
