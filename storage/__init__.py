"""Remember: the only package that knows SQL."""
