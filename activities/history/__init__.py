"""What has been done with a plan, read out of its rows' history: who, when and what, in words, sitting by sitting."""
