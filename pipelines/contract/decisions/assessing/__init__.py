"""Levels that people give a line against the criteria: two reviewers blind to each other, then one level together."""
