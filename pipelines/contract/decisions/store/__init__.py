"""Where the book is kept: its tables, their migrations, and the connection to SQLite or PostgreSQL."""
