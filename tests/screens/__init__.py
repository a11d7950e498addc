"""Pictures of every panel in every state, to be looked at: `make screens` writes build/screens/<panel>-<state>.png.

How to add: a module here with `def pictures() -> Iterator[Picture]`, and its name in `MODULES` of __main__.py.
Each Picture names a panel and a state and has a `draw` that answers a QImage. Build the window inside `draw`, take it
away before it ends: pictures are drawn one after the other in one process, offscreen, with the software renderer.
"""
