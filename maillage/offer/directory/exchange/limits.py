"""How much is read before we refuse: no file may fill the memory or the disk."""

MEGABYTE = 1024 * 1024

CELL_CHARACTERS = 100_000  # no cell of a directory needs more; the longest text kept has 5,000
LINE_CHARACTERS = 4 * MEGABYTE  # a cell that goes on over lines, before we say that a quotation mark is missing
COLUMNS = 1_000
ITEM_CHARACTERS = 16 * MEGABYTE  # one item of a JSON list
WHOLE_JSON_BYTES = 8 * MEGABYTE  # up to here a JSON document is looked at as a whole

ARCHIVE_FILES = 500
ARCHIVE_BYTES = 4 * 1024 * MEGABYTE  # all that an archive unpacks to
ARCHIVE_RATIO = 200  # unpacked to packed, for what unpacks to more than ...
ARCHIVE_RATIO_FROM = 10 * MEGABYTE
WORKBOOK_BYTES = 1024 * MEGABYTE
WORKBOOK_STRINGS_BYTES = 100 * MEGABYTE  # openpyxl keeps all strings in memory

VALUE_SHOWN = 200  # characters of a value that a problem repeats
ROW_CELL_KEPT = 32_000  # a cell of a workbook holds 32,767
