"""Why something was not taken as it stood: a closed list of codes, each with a sentence and what to do about it.

The sentences are English templates with `%(name)s` for the details of a problem; pages translate them. `value` and
`column` may stand in any of them. Nothing here is shown without going through a translation.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One code: what happened, and what a person can do about it, in plain words."""

    code: str
    sentence: str
    advice: str


def _(text: str) -> str:
    """Marks a text for translation; it is translated where it is shown."""
    return text


_ALL = (
    # The file
    Reason("empty_file", _("This file is empty."), _("Export it again, or choose another file.")),
    Reason("no_rows", _("This file has headings and no rows."), _("Export it again with its rows.")),
    Reason(
        "web_page",
        _("This is a web page, not a table."),
        _("You may have saved the page instead of the file, or were asked to log in. Download the file itself."),
    ),
    Reason(
        "not_a_table",
        _("This file is %(what)s: no table can be read in it."),
        _("Save it as a spreadsheet (XLSX) or as CSV and try again."),
    ),
    Reason(
        "old_spreadsheet",
        _("This is a spreadsheet in the old format (XLS)."),
        _("Open it and save it as “Excel workbook (XLSX)”."),
    ),
    Reason(
        "open_document",
        _("This is an OpenDocument file (ODS)."),
        _("Open it and save it as “Excel workbook (XLSX)” or as CSV."),
    ),
    Reason(
        "password",
        _("This file is protected with a password."),
        _("Open it, take the password away, save it, and try again."),
    ),
    Reason(
        "damaged",
        _("This file is damaged: %(what)s."),
        _("Download or export it again. If it happens again, ask whoever made it."),
    ),
    Reason(
        "too_large_unpacked",
        _("Unpacked, this file would be far larger than a directory can be (%(what)s)."),
        _("Unpack it yourself and hand in the files that you need."),
    ),
    Reason(
        "unsafe_name",
        _("The archive holds a file with an unsafe name."),
        _("Pack the files again, without folders above them."),
    ),
    Reason(
        "nested_archive",
        _("The archive holds another archive."),
        _("Unpack it and hand in the files themselves."),
    ),
    Reason(
        "not_read",
        _("Nothing in this file is for a directory: it was left aside."),
        _("Nothing, if you expected that."),
    ),
    Reason(
        "nothing_to_read",
        _("There is no file here that can be read."),
        _("Hand in a CSV, XLSX, JSON or GeoJSON file, or a zip of CSV files."),
    ),
    Reason(
        "entity_declared",
        _("This spreadsheet declares its own XML entities, which no spreadsheet program does."),
        _("Open it in a spreadsheet program and save it again."),
    ),
    Reason(
        "file_missing", _("This file cannot be opened: %(what)s."), _("Look at its name and whether you may read it.")
    ),
    Reason(
        "stopped_here",
        _("Nothing could be read from here on: %(what)s."),
        _("Correct this place, or export the file again."),
    ),
    Reason(
        "wrong_columns",
        _("These columns are missing: %(missing)s."),
        _("Choose the mapping that belongs to this file, or match the columns yourself."),
    ),
    Reason(
        "unknown_layout",
        _("The layout of this file is not known."),
        _("Match its columns yourself: what you choose is remembered for the next file like it."),
    ),
    Reason(
        "no_headings",
        _("This table has no row of headings; its columns are called A, B, C."),
        _("Nothing, if the columns are matched rightly. A first row with headings makes it easier."),
    ),
    Reason(
        "same_heading",
        _("Two columns have the same heading."),
        _("Nothing: the second was numbered. Give them different headings to be sure."),
    ),
    Reason(
        "mixed_encoding",
        _("Some letters of this row are written in another encoding than the rest of the file."),
        _("Look at the accents of this row."),
    ),
    Reason(
        "control_characters",
        _("This row held characters that cannot be seen; they were taken out."),
        _("Nothing, if the text reads well."),
    ),
    Reason(
        "sheets_left",
        _("This workbook has other sheets, which were not read: %(sheets)s."),
        _("Hand them in as files of their own if you need them."),
    ),
    # The row
    Reason(
        "too_many_cells",
        _("This row has %(cells)s cells and there are %(columns)s headings."),
        _("A text in it may hold the separator without quotation marks around the text. Correct the row."),
    ),
    Reason(
        "too_few_cells",
        _("This row has %(cells)s cells and there are %(columns)s headings; the rest was taken as empty."),
        _("Look whether the row is whole."),
    ),
    Reason(
        "cell_too_long",
        _("This cell holds %(length)s characters; at most %(limit)s can be read."),
        _("Shorten it, or look whether a quotation mark is missing at its end."),
    ),
    Reason(
        "unclosed_quotation",
        _("A quotation mark is opened in this row and not closed: %(rows)s lines became one cell."),
        _("Close the quotation mark, or write it twice where it belongs to the text."),
    ),
    Reason(
        "not_an_item",
        _("This item is not a list of names and values."),
        _("Ask whoever made the file: every item has to be a JSON object."),
    ),
    Reason(
        "no_key",
        _("This row has no identifier in “%(column)s”."),
        _("Give it one, so that the next import knows it again."),
    ),
    Reason("no_name", _("This row has no name."), _("Fill in the name.")),
    Reason(
        "missing_value",
        _("“%(field)s” is missing, and nothing can be written without it."),
        _("Fill it in."),
    ),
    Reason(
        "same_key_same_row",
        _("This row says again what row %(first)s says: it was read once."),
        _("Nothing. Take it out of the file if you like."),
    ),
    Reason(
        "same_key_other_row",
        _("Row %(first)s has the same identifier and says something else: the first one was kept."),
        _("Decide which of the two is right, and give the other its own identifier or take it out."),
    ),
    Reason(
        "repeat",
        _("Apart from its identifier, this is the same as row %(first)s (%(same_as)s): it was read once."),
        _("Nothing, if they are one thing. Otherwise make the difference visible in the name."),
    ),
    Reason(
        "differs_from_first",
        _("“%(field)s” differs from what row %(first)s says about the same thing: the first was kept."),
        _("Write the same in every row, or give the two their own identifiers."),
    ),
    Reason(
        "link_not_found",
        _("This points to the %(kind)s “%(value)s”, which is not in these files."),
        _("Add the missing row, or correct the identifier."),
    ),
    Reason(
        "parent_not_described",
        _("The %(kind)s “%(value)s” is named here and described nowhere: its place was kept, without a name."),
        _("Add its row, or give it its name after the import."),
    ),
    Reason(
        "no_parent",
        _("This does not say which %(kind)s it belongs to."),
        _("Fill in the identifier, or choose it after the import."),
    ),
    Reason(
        "several_links",
        _("Several identifiers stand in one cell (%(count)s); each was looked up."),
        _("Nothing, if they are all meant. One row for each is clearer."),
    ),
    Reason("nothing_in_it", _("This row says nothing."), _("Take it out of the file.")),
    Reason(
        "no_column_here",
        _("There is no place for “%(column)s” in this directory; what stands there is kept with the source."),
        _("Nothing, if you do not need it on the page."),
    ),
    # The cell
    Reason(
        "formula_without_value",
        _("This cell holds a formula and no result."),
        _("Open the file in a spreadsheet program, save it, and try again."),
    ),
    Reason("cell_error", _("This cell holds an error (%(value)s)."), _("Correct the formula, or write the value.")),
    Reason(
        "looks_like_formula",
        _("This text begins like a formula: it was read as text and is never run."),
        _("Look whether it is meant. Somebody may have tried to slip a formula in."),
    ),
    Reason(
        "too_long",
        _("This text has %(length)s characters and %(limit)s fit: it was cut, and the whole is kept with the source."),
        _("Shorten it."),
    ),
    Reason(
        "too_long_to_cut",
        _("This has %(length)s characters and %(limit)s fit: it is kept with the source."),
        _("Look whether it belongs in this column."),
    ),
    Reason("not_a_number", _("“%(value)s” is not a number."), _("Write a number, such as 12 or 12.5.")),
    Reason("not_a_whole_number", _("“%(value)s” is not a whole number."), _("Write a whole number, such as 12.")),
    Reason("negative", _("“%(value)s” is less than nothing."), _("Write 0 or more.")),
    Reason(
        "number_out_of_range",
        _("“%(value)s” is too large."),
        _("Look at the number and its unit."),
    ),
    Reason(
        "not_a_phone",
        _("“%(value)s” is not a telephone number that can be called from abroad."),
        _("Write it with its country: +32 2 247 32 15."),
    ),
    Reason(
        "several_phones",
        _("Several telephone numbers stand in one cell; each was taken."),
        _("Nothing, if they are all meant."),
    ),
    Reason(
        "phone_note",
        _("Beside the number stands “%(note)s”: it was taken as what the number is for."),
        _("Nothing, if that is right."),
    ),
    Reason("not_an_email", _("“%(value)s” is not an e-mail address."), _("Write it like name@example.org.")),
    Reason("several_emails", _("Several e-mail addresses stand in one cell."), _("Nothing, if they are all meant.")),
    Reason(
        "not_a_url", _("“%(value)s” is not the address of a web page."), _("Write it like https://www.example.org.")
    ),
    Reason(
        "url_completed",
        _("“%(value)s” was completed to a whole web address."),
        _("Nothing, if it opens the right page."),
    ),
    Reason(
        "several_urls", _("Several web addresses stand in one cell; the first was taken."), _("Keep the right one.")
    ),
    Reason(
        "swapped",
        _("Longitude and latitude were the wrong way round for %(country)s; they were swapped."),
        _("Nothing, if the place is right on the map. Correct the order in the source."),
    ),
    Reason(
        "zero_zero",
        _("The position 0, 0 lies in the sea off Africa: it was taken as unknown."),
        _("Leave both cells empty, or fill in the position."),
    ),
    Reason(
        "position_out_of_range",
        _("“%(value)s” is no place on earth."),
        _("Longitude goes from -180 to 180, latitude from -90 to 90. Other grids have to be converted to WGS 84."),
    ),
    Reason(
        "position_elsewhere",
        _("This position lies outside %(country)s."),
        _("Look at the position and at the country."),
    ),
    Reason("half_position", _("Only one of longitude and latitude is given."), _("Fill in the other one.")),
    Reason(
        "no_position", _("This place has no position: it is on no map and in no search around a place."), _("Add it.")
    ),
    Reason(
        "not_a_point", _("This is an area or a line (%(type)s), not a point."), _("Give the point of the entrance.")
    ),
    Reason(
        "postcode_form",
        _("“%(value)s” is not a postcode of %(country)s."),
        _("Look at the postcode and at the country."),
    ),
    Reason(
        "postcode_zero",
        _("The postcode “%(value)s” had lost its zero; it was put back."),
        _("Nothing. Spreadsheets do that: format the column as text."),
    ),
    Reason(
        "not_a_country",
        _("“%(value)s” is not a country that we know."),
        _("Write its code of two letters, such as BE."),
    ),
    Reason("not_a_language", _("“%(value)s” is not a language that we know."), _("Write its code, such as fr or nl.")),
    Reason(
        "not_yes_or_no", _("“%(value)s” is neither yes nor no."), _("Write yes or no, or leave it empty if unknown.")
    ),
    Reason("not_a_date", _("“%(value)s” is not a date."), _("Write it like 2026-03-31.")),
    Reason(
        "date_ambiguous",
        _("“%(value)s” may be read in two ways; it was read as day, month, year."),
        _("Write it like 2026-03-31."),
    ),
    Reason(
        "not_a_code",
        _("“%(value)s” is not one of the words expected in this column."),
        _("Choose one of: %(choices)s."),
    ),
    Reason("not_an_amount", _("No price can be read in “%(value)s”."), _("Write an amount, such as 12.50.")),
    Reason(
        "currency_unknown",
        _("Prices are kept in EUR and CHF; this one is in %(currency)s."),
        _("Convert it, or describe the price in words."),
    ),
    Reason(
        "not_an_identifier",
        _("“%(value)s” is not a number of this register."),
        _("Look for a wrong digit."),
    ),
    Reason(
        "no_hours",
        _("This schedule says no hours."),
        _("Add the hours to the source, or after the import."),
    ),
    Reason("ended", _("This ended on %(until)s: it was not taken."), _("Nothing, if that is right.")),
    Reason(
        "withdrawn_in_source",
        _("The source says that this is no longer offered (“%(value)s”)."),
        _("Nothing, if that is right: it is not published."),
    ),
    Reason(
        "name_of_person",
        _("Names of people are not kept in the directory."),
        _("Nothing. Keep the function (“reception”) rather than the name."),
    ),
    Reason("fax_left_out", _("This is a fax number: it is kept with the source only."), _("Nothing.")),
)

REASONS: Mapping[str, Reason] = {reason.code: reason for reason in _ALL}


def sentences(code: str, details: Mapping[str, str]) -> tuple[str, str]:
    """What happened and what to do, in English, with the details filled in; KeyError for a code that does not exist.

    A detail that is missing leaves its placeholder empty.
    """
    reason = REASONS[code]
    filled = _Details(details)
    return reason.sentence % filled, reason.advice % filled


class _Details(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"
