"""Cut-off and as-of."""

from datetime import date

from taizhang.kernel.asof import AsOf, Cutoff


def test_nothing_after_the_cut_off_is_looked_at() -> None:
    cutoff = Cutoff(date(2020, 5, 25), 100)
    assert cutoff.at(date(2020, 1, 31)) == AsOf(date(2020, 1, 31), 100)
    assert cutoff.at(date(2020, 6, 30)) == AsOf(date(2020, 5, 25), 100)
