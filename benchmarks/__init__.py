"""Programs that measure what the documents claim; none is needed to run the project."""
