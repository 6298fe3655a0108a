"""From the codes of a territory's registers to its region: NIS, INSEE, ISTAT, AGS, NUTS.

Sources: Statbel (the first digits of a municipality's NIS code are its arrondissement), INSEE, ISTAT (the first three
digits of a municipality are its province, or its metropolitan city from 201), Destatis (the first two digits of an AGS
are the Land), Eurostat (NUTS 2021 and 2024).
"""

from collections.abc import Iterable, Mapping

from maillage.foundation.calendars.regions import ITALIAN_PROVINCES, normal_region

Codes = Mapping[str, str] | Iterable[tuple[str, str]]
"""Codes by scheme, or pairs of a scheme and a value, the nearest territory's first."""


def _table(pairs: str) -> dict[str, str]:
    """A table written as keys and values in turn."""
    words = pairs.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_MUNICIPALITY_DIGITS = {"NIS": 5, "INSEE": 5, "ISTAT": 6, "AGS": 8}
_NIS = _table("1 VLG 3 VLG 4 VLG 7 VLG 5 WAL 6 WAL 8 WAL 9 WAL")
_AGS = _table("01 SH 02 HH 03 NI 04 HB 05 NW 06 HE 07 RP 08 BW 09 BY 10 SL 11 BE 12 BB 13 MV 14 SN 15 ST 16 TH")
_ISTAT_REGIONS = _table(
    "01 21 02 23 03 25 04 32 05 34 06 36 07 42 08 45 09 52 10 55 11 57 12 62 13 65 14 67 15 72 16 75 17 77 18 78 "
    "19 82 20 88"
)
_ISTAT = _table(
    "001 TO 002 VC 003 NO 004 CN 005 AT 006 AL 007 AO 008 IM 009 SV 010 GE 011 SP 012 VA 013 CO 014 SO 015 MI 016 BG "
    "017 BS 018 PV 019 CR 020 MN 021 BZ 022 TN 023 VR 024 VI 025 BL 026 TV 027 VE 028 PD 029 RO 030 UD 031 GO 032 TS "
    "033 PC 034 PR 035 RE 036 MO 037 BO 038 FE 039 RA 040 FC 041 PU 042 AN 043 MC 044 AP 045 MS 046 LU 047 PT 048 FI "
    "049 LI 050 PI 051 AR 052 SI 053 GR 054 PG 055 TR 056 VT 057 RI 058 RM 059 LT 060 FR 061 CE 062 BN 063 NA 064 AV "
    "065 SA 066 AQ 067 TE 068 PE 069 CH 070 CB 071 FG 072 BA 073 TA 074 BR 075 LE 076 PZ 077 MT 078 CS 079 CZ 080 RC "
    "081 TP 082 PA 083 ME 084 AG 085 CL 086 EN 087 CT 088 RG 089 SR 090 SS 091 NU 092 CA 093 PN 094 IS 095 OR 096 BI "
    "097 LC 098 LO 099 RN 100 PO 101 KR 102 VV 103 VB 108 MB 109 FM 110 BT 111 SU "
    "201 TO 210 GE 215 MI 227 VE 237 BO 248 FI 258 RM 263 NA 272 BA 280 RC 282 PA 283 ME 287 CT 292 CA"
)
_NUTS = {
    "BE": _table("1 BRU 2 VLG 3 WAL"),
    "DE": _table("1 BW 2 BY 3 BE 4 BB 5 HB 6 HH 7 HE 8 MV 9 NI A NW B RP C SL D SN E ST F SH G TH"),
    "FR": _table(
        "1 IDF B CVL C BFC D NOR E HDF F GES G PDL H BRE I NAQ J OCC K ARA L PAC M COR F1 6AE F11 67 F12 68 F21 08 "
        "F22 10 F23 51 F24 52 F31 54 F32 55 F33 57 F34 88 L01 04 L02 05 L03 06 L04 13 L05 83 L06 84 Y1 971 Y2 972 "
        "Y3 973 Y4 974 Y5 976"
    ),
    "IT": _table(
        "C1 21 C2 23 C3 42 C4 25 H1 BZ H2 TN H3 34 H4 36 H5 45 I1 52 I2 55 I3 57 I4 62 F1 65 F2 67 F3 72 F4 75 F5 77 "
        "F6 78 G1 82 G2 88 C11 TO C12 VC C13 BI C14 VB C15 NO C16 CN C17 AT C18 AL C20 AO C31 IM C32 SV C33 GE C34 SP"
    ),
    "NL": _table("11 GR 12 FR 13 DR 21 OV 22 GE 23 FL 31 UT 32 NH 33 ZH 34 ZE 35 UT 36 ZH 41 NB 42 LI"),
    "CH": _table(
        "011 VD 012 VS 013 GE 021 BE 022 FR 023 SO 024 NE 025 JU 031 BS 032 BL 033 AG 040 ZH 051 GL 052 SH 053 AR "
        "054 AI 055 SG 056 GR 057 TG 061 LU 062 UR 063 SZ 064 OW 065 NW 066 ZG 070 TI"
    ),
}


def region_of(country: str, codes: Codes) -> str:
    """The region of a territory (ISO 3166-2) from its codes, or an empty text; the first code that tells one counts."""
    country = country.upper()
    for scheme, value in _pairs(codes):
        if region := normal_region(country, _region(country, scheme.upper(), value.strip().upper())):
            return region
    return ""


def municipality_of(country: str, codes: Codes) -> str:
    """The code of the municipality a territory is or lies in, as `calendar_for` takes it; or an empty text."""
    for scheme, value in _pairs(codes):
        digits = _MUNICIPALITY_DIGITS.get(scheme.upper(), 0)
        if digits and len(value.strip()) >= digits:
            return value.strip()[:digits]
    return ""


def _pairs(codes: Codes) -> Iterable[tuple[str, str]]:
    return codes.items() if isinstance(codes, Mapping) else codes


def _region(country: str, scheme: str, value: str) -> str:
    match scheme, country:
        case "NIS", "BE":
            return _from_nis(value)
        case "INSEE", "FR":
            return value[:3] if value[:2] in ("97", "98") else value[:2] if len(value) != 1 else ""
        case "ISTAT", "IT":
            return _from_istat(value)
        case "AGS", "DE":
            return _AGS.get(value[:2], "")
        case "NUTS", _ if value.startswith(country):
            return _from_nuts(country, value.removeprefix(country))
        case _:
            return ""


def _from_nis(value: str) -> str:
    if len(value) < 5 or not value[:5].isdigit() or value.startswith("01000"):
        return ""
    if value[:2] in ("02", "03", "04"):  # the regions themselves
        return {"02": "VLG", "03": "WAL", "04": "BRU"}[value[:2]]
    if value[0] == "2":
        if value.startswith("20000"):
            return ""  # the former Brabant
        return "BRU" if value[:2] == "21" else "WAL" if value[:2] == "25" or value.startswith("20002") else "VLG"
    return _NIS.get(value[0], "")


def _from_istat(value: str) -> str:
    if not value.isdigit():
        return value if value in ITALIAN_PROVINCES else ""
    if len(value) == 2:  # a region: Piemonte is 01, in ISO 21
        return _ISTAT_REGIONS.get(value, "")
    return _ISTAT.get(value[:3], "")


def _from_nuts(country: str, value: str) -> str:
    table = _NUTS.get(country, {})
    for length in (3, 2, 1):
        if len(value) >= length and value[:length] in table:
            return table[value[:length]]
    return ""
