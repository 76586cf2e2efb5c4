"""Composing targets and trying its rules on the past."""
