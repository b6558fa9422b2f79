"""The examination of plans: what is missing, forgotten or late in them, and how it is mended."""
