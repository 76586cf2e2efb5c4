"""Other engines that can answer the queries of sql/; register, judging and editions keep to DuckDB."""
