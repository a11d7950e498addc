"""How the centre does, in numbers (指标口径): what is counted, over what, what is hidden in public. Pure."""
