"""Drawing a made-up year: pure code with a seed, from the totals of the real year 2017 to households with dates."""
