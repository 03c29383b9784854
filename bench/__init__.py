"""Benchmarks: ratios measured side by side in one run. ``python -m bench``; the results are in docs/benchmarks.md."""
