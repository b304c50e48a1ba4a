"""What is shown: the view a reader asks for, the scene to draw, the map and the panels."""
