"""The service: routes, who may, problems, and the live feed."""
