"""The map of Tongliao's banners (示意图) as drawings: outlines read and checked, projected, and what is shown on them.

Pure Python; nothing here knows Qt. `drawing.load_map` makes the drawing, once; `map_shown.banner_rows` the rows of
`BannerMap.qml`, `tile_rows` those of `TownTiles.qml`.
"""
