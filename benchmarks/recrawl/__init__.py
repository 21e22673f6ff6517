"""How many versions the re-crawl policy captures, in invented worlds and on real update times."""
