"""Excel and CSV in and out. Workbooks are read as text, checked column by column, and written to the ledgers whole."""
