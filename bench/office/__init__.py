"""The same report the way an office's own programmer would write it: pandas over the SQLite store, docxtpl, openpyxl.

Written well: JSON by orjson, vectorised throughout, each ledger read once and no further than the report's last day,
reference columns joined by ``map``. Money is floating point, as it is in pandas. It makes the figures of the
half-year report, fills a Word template and writes the figures to a workbook; there is no evidence, no completeness, no
live figure, no PDF.
"""
