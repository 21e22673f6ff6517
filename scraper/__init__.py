"""Fetch an article, read it, notice what changed, say so."""
