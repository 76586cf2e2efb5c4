"""A file while it is being judged: what is known beside it, its rows and targets, and the findings so far."""
