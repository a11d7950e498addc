"""The document camera (高拍仪): a paper on the desk becomes a page of an attachment (domain.md §8.2).

`uvc_camera` is the real one, `folder_camera` the virtual; `paper_edges` finds the paper, `page` straightens it and
makes it small enough, `binding` makes several pages one file. Nothing here writes to a disk.
"""
