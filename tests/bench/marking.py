"""Where the usual page sets the one marker of a record."""

from geodata.atlas import Atlas


def spots(atlas: Atlas) -> dict[str, tuple[float, float]]:
    """Latitude and longitude (degrees) of each record with a place that has a geometry."""
    inside = {p.id: p.geometry.representative_point() for p in atlas.gazetteer.places if p.geometry}
    found = {}
    for record in atlas.archive.records:
        point = next((inside[link.id] for link in record.places if link.id in inside), None)
        if point is not None:
            found[record.id] = (point.y, point.x)
    return found
