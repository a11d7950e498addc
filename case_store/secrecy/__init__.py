"""What is kept secret, from whom, and how it is destroyed: ciphers, reader keys, escrow, forgetting."""
