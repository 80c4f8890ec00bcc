"""Benches: what the house can bear, measured on the product itself (docs/benchmarks.md says how and how much)."""
