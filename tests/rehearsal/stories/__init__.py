"""The four cases of the article, played at a real hall and its centre by the people who would play them."""
