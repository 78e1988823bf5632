"""Names of States as registers print them → ISO code: CLDR's names in the languages below plus the official forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from babel import Locale

OUTSIDE = ""
"""Stands for a State, or an organisation that may be a party, outside the record's scope."""
LANGUAGES = (
    *("en", "fr", "nl", "de", "es", "it", "pt", "ru", "zh", "ar", "pl", "sv", "da", "nb", "fi", "cs", "sk", "uk", "tr"),
    *("hu", "ro", "el", "bg", "hr", "sr", "sl", "et", "lv", "lt", "is", "sq", "mk", "ca"),
    *("hy", "ka", "az", "be", "bs", "mt", "ga", "lb", "rm", "ja", "ko"),
)
"""The first of two that give a name to different States is right; months are read in the first seven."""
_FILLERS = frozenset({"the", "of", "and", "het", "de", "der", "van", "en", "la", "le", "du", "des"})
_FORMS = frozenset(
    {"republic", "kingdom", "state", "principality", "federal", "federation", "grand", "duchy"}
    | {"republiek", "koninkrijk", "federatie", "republique", "royaume", "principaute", "duche"}
)
_OFFICIAL = {
    "United Kingdom of Great Britain and Northern Ireland": "GB",
    "Verenigd Koninkrijk van Groot-Brittannië en Noord-Ierland": "GB",
    "Great Britain": "GB",
    "Groot-Brittannië": "GB",
    "Russian Federation": "RU",
    "Russische Federatie": "RU",
    "Union of Soviet Socialist Republics": "RU",
    "Turkey": "TR",
    "Türkiye": "TR",
    "Republic of Türkiye": "TR",
    "Czech Republic": "CZ",
    "Tsjechische Republiek": "CZ",
    "Tsjechië": "CZ",
    "Slovak Republic": "SK",
    "Slowaakse Republiek": "SK",
    "Slowakije": "SK",
    "Republic of Moldova": "MD",
    "Moldavië": "MD",
    "The former Yugoslav Republic of Macedonia": "MK",
    "Macedonia": "MK",
    "Noord-Macedonië": "MK",
    "Macedonië": "MK",
    "Holy See": "VA",
    "Heilige Stoel": "VA",
    "Vatican City State": "VA",
    "Vaticaanstad": "VA",
    "United States of America": "US",
    "Verenigde Staten van Amerika": "US",
    "Nederland": "NL",
    "Nederlanden, het Koninkrijk der": "NL",
    "Belarus": "BY",
    "Byelorussia": "BY",
    "Wit-Rusland": "BY",
    "Azerbeidzjan": "AZ",
    "Bosnië en Herzegovina": "BA",
    "Bosnia-Herzegovina": "BA",
    "Kosovo": "XK",
    "Hellenic Republic": "GR",
    "French Republic": "FR",
    "Italian Republic": "IT",
    "Swiss Confederation": "CH",
    "Portuguese Republic": "PT",
    "Luxemburg": "LU",
    "République tchèque": "CZ",
    "Royaume-Uni de Grande-Bretagne et d'Irlande du Nord": "GB",
    "États-Unis d'Amérique": "US",
    "Saint-Siège": "VA",
    "ex-République yougoslave de Macédoine": "MK",
    "Union des Républiques socialistes soviétiques": "RU",
    "Soviet Union": "RU",
    "USSR": "RU",
    "Letland": "LV",
    "Litouwen": "LT",
}
_BEYOND = (
    "Iran (Islamic Republic of);Bolivia (Plurinational State of);Venezuela (Bolivarian Republic of);"
    "Micronesia (Federated States of);Democratic People's Republic of Korea;Republic of Korea;Congo;"
    "Lao People's Democratic Republic;Viet Nam;Syrian Arab Republic;United Republic of Tanzania;Brunei Darussalam;"
    "Cabo Verde;Cape Verde;Côte d'Ivoire;Ivory Coast;Democratic Republic of the Congo;Congo, Republic of;Swaziland;"
    "Timor-Leste;East Timor;Myanmar;Burma;State of Palestine;Palestine;European Union;European Community;"
    "European Economic Community;Serbia and Montenegro;State Union of Serbia and Montenegro;Yugoslavia;Zaire;"
    "Federal Republic of Yugoslavia;Socialist Federal Republic of Yugoslavia;Czechoslovakia;Czech and Slovak Republic;"
    "German Democratic Republic;Libyan Arab Jamahiriya;Libyan Arab Republic;Gambia (Republic of The);"
    "Bahamas (The);Republic of China;Taiwan Province of China;Taiwan;China;Hong Kong;Macao;"
    "Democratic Yemen;Yemen Arab Republic;"
    "Republic of Viet-Nam;Europese Unie;Joegoslavië;Tsjechoslowakije;Duitse Democratische Republiek;"
    "Union européenne;Communauté européenne;Europese Gemeenschap;Serbie-et-Monténégro;Yougoslavie;Tchécoslovaquie;"
    "Servië en Montenegro;African Union;Sovereign Order of Malta;Order of Malta"
)


def key_of(name: str) -> tuple[str, ...]:
    """A name in its one comparable form: its words without accents and fillers, in alphabetical order."""
    plain = folded(name).replace("&", " and ").replace("st.", "saint ")
    words = re.findall(r"[^\W\d_]+", re.sub(r"['’ʼ`]", "", plain))
    return tuple(sorted(word for word in words if word not in _FILLERS))


def folded(text: str) -> str:
    """A text without accents, in small letters."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return bare.casefold().replace("ı", "i").replace("ø", "o")


@cache
def _codes() -> Mapping[tuple[str, ...], str]:
    """Comparable name → two-letter code; ``OUTSIDE`` for former States and organisations."""
    known = {key_of(name): OUTSIDE for name in _BEYOND.split(";")}
    for language in LANGUAGES:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"}:
                known.setdefault(key_of(name), code)
    known |= {key_of(name): code for name, code in _OFFICIAL.items()}
    return known


def find_state(name: str, iso2_to_iso3: Mapping[str, str]) -> str | None:
    """ISO code of a State in the record; ``OUTSIDE`` for one beyond its scope; ``None`` for a name nobody knows.

    A name that was written as UTF-8 and read as Latin-1 (``TÃ¼rkiye``) is put right first.
    """
    for form in (name, _repaired(name)):
        key = key_of(form)
        short = tuple(word for word in key if word not in _FORMS)
        for candidate in (key, short):
            code = _codes().get(candidate)
            if code is not None and candidate:
                return iso2_to_iso3.get(code, OUTSIDE)
    return None


def _repaired(name: str) -> str:
    for encoding in ("iso-8859-1", "cp1252"):
        try:
            return name.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return name
