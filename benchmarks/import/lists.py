"""A made-up list of hospitals, by the headings of Eurostat's: as many rows as one likes, always the same."""

from pathlib import Path

HEADINGS = (
    "id,hospital_name,site_name,lat,lon,geo_qual,street,house_number,postcode,city,cc,country,cap_beds,cap_prac,cap_rooms,"
    "emergency,facility_type,public_private,list_specs,tel,email,url,ref_date,pub_date,comments"
)
SITES_OF_A_HOSPITAL = 4


def write_list(path: Path, rows: int) -> None:
    """Write the list: one row a site, four sites a hospital."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADINGS + "\n")
        for number in range(rows):
            place = f"50.{number:06},4.{number:06},1,High Street,{number % 300},{1000 + number % 9000},Brussels"
            names = f"Clinic {number // SITES_OF_A_HOSPITAL},Site {number}"
            rest = f"BE,Belgium,{number % 900},,,yes,General hospital,public,,02 247 32 15,,www.clinic{number}.be,,,"
            file.write(f"{number},{names},{place},{rest}\n")


def records_of(rows: int) -> dict[str, int]:
    """How many records of each kind such a list makes."""
    hospitals = -(-rows // SITES_OF_A_HOSPITAL)
    return {
        "organization": hospitals,
        "location": rows,
        "service": rows,
        "service_at_location": rows,
        "contact_point": 2 * rows,
    }
