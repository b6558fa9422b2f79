"""A country without a real kommun in it, for benchmarks: `manage.py seed_scale`."""
