"""Tables in and out: CSV and spreadsheets."""
