"""From bytes to rows: files and archives, encodings and separators, tables, workbooks, JSON."""
