"""What models of the schema `analysis` are given of the warehouse, and what they compute from it."""
