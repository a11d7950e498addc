"""Who is signed in at the dispatch screen, the page where they do it, and the cover of a locked one."""
