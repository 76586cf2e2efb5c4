"""Verbs of the command line by the step of a round they belong to; cli.py hangs them on one command."""
