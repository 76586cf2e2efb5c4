"""What printed cells mean: region, indicator, period; and why a cell is no figure."""
