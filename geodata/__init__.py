"""Where: the gazetteer of places, the base map, and the Atlas that joins places to records."""
