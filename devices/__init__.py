"""Things on a cable. So far the loudspeaker, which says aloud whom the hall calls."""
