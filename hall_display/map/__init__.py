"""The map of Tongliao's banners (示意图) as drawings: outlines read and checked, projected, and what is shown on them.

Pure Python; nothing here knows Qt. `map_shown.banner_rows` makes the rows of `BannerMap.qml`, `town_rows` those of
`TownTiles.qml`.
"""
