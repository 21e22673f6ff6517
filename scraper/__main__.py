"""`python -m scraper`: the same as `afterword`."""

from scraper.main import main

main()
