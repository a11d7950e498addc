"""The service's paths, a module per role. A route reads a request, asks the hall, writes the answer; no rule here."""
