"""How official tables write: numbers, headings, words that name a part of the population, names of variables."""
