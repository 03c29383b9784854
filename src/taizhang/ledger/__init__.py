"""The append-only, bitemporal store of records; the only writer (``taizhang.ledger.store.Store``)."""
