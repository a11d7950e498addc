"""The signature pad (签字板): the way of a pen for one paper, drawn as it was written."""
