"""Is it true? One file per module, named after it."""
