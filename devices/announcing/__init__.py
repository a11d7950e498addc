"""The loudspeaker: what is said of a call, made and heard."""
