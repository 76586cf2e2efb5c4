"""Jejak audit: what was done, by whom, and what was refused."""
