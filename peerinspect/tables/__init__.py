"""Tables in and out, as CSV and XLSX: pure, without database and pages. Each kind is declared once, in `declared`.

kinds.TABLES: every table by kind                 reading.read_table(table, bytes, places) -> ReadTable
writing.csv_bytes / xlsx_bytes(rows) -> bytes     templates.template_xlsx / template_csv(table) -> bytes
verdicts.Preview: what becomes of each row        documentation.page() -> docs/tables.md
"""
