"""Reads what a region took over: its work plan (RKPD), in our own column order or as a known foreign sheet."""
