"""DATA CONTOH: the seeded generator of the example rounds. Nothing here is, or reads, a real figure."""
