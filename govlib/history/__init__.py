"""Memory: what all places and periods have come to, compacted to a few parquet files a period and asked by DuckDB."""
