"""Taizhang (台账): a township's ledgers, its figures, and the reports that write themselves from them."""

__version__ = "0.1.0"
