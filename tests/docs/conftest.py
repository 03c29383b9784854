"""Fixtures of the command line tests; what they are made of is in ``conftest_cli``."""

from conftest_cli import prepared_town, town

__all__ = ["prepared_town", "town"]
