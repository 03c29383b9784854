"""A town as a folder, opened: where ledgers, columns, figures and reports are put together for the shells."""
