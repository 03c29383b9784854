"""How results are judged and written down."""

from pathlib import Path

import pytest

from bench import paper
from bench.result import Result, interleaved

FAST = Result("Report", 1.0, 12.0, "s", 12.0, "×", "at least", 10, "all included")
SLOW = Result("Refresh", 2.0, 10.0, "s", 20.0, "%", "at most", 5)
PLAIN = Result("Figures", 0.25, None, "s", 0.25, "s")


@pytest.mark.parametrize(("result", "reached"), [(FAST, True), (SLOW, False), (PLAIN, None)])
def test_reached(result: Result, reached: bool | None) -> None:
    assert result.reached is reached


def test_writes_the_table_between_the_marks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = tmp_path / "benchmarks.md"
    page.write_text("# Benchmarks\n<!-- results: begin -->\nold\n<!-- results: end -->\nafter\n", encoding="utf-8")
    monkeypatch.setattr(paper, "FILE", page)
    paper.write([FAST, SLOW, PLAIN], "python -m bench")
    assert page.read_text(encoding="utf-8").splitlines() == [
        "# Benchmarks",
        "<!-- results: begin -->",
        "`python -m bench`",
        "",
        "| Benchmark | Taizhang | Other way | Measured | Target | Reached | Note |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| Report | 1 s | 12 s | 12 × | ≥ 10 × | yes | all included |",
        "| Refresh | 2 s | 10 s | 20 % | ≤ 5 % | **no** |  |",
        "| Figures | 0.25 s |  | 0.25 s |  |  |  |",
        "<!-- results: end -->",
        "after",
    ]


def test_interleaved_takes_turns() -> None:
    turns: list[str] = []
    medians = interleaved(3, lambda: turns.append("a"), lambda: turns.append("b"))
    assert turns == ["a", "b"] * 3
    assert len(medians) == 2
