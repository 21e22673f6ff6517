"""Say what changed: revisions to a digest, and a digest to a message, a page or lines of text."""
