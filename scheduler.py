"""When things happen; nothing else."""
