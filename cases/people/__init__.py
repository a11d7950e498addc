"""Who somebody is and where they live: identity numbers, names, phones, places, masking."""
