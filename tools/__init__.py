"""What a fresh machine needs before anything of ours can run: standard library only, Python 3.9 or newer."""
