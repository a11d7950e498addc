"""The evaluation pad (评价器): five keys at a counter, asked once when a visit has ended there."""
