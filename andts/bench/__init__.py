"""`make bench`: how long pages, documents and imports take, as ratios within one run; see docs/performance.md."""
