"""How the shipped layer was made; runs at build time only, nothing imports it."""
