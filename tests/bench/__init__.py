"""Measuring: atlases of any size, and what the page does with them."""
