"""Figures from records: the analytical copy of the ledgers, measures compiled to SQL, checks and completeness."""
