"""The round manager's and the submitting unit's questions: what is owed, by whom, and what came."""
