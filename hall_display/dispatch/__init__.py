"""The command zone (视频指挥调度区): what needs a person, the whole picture, and behind every number its cases."""
