"""The life of a service: its children, their logs and its health address. What is served stands in commands/up.py."""
