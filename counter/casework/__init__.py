"""我的事项: the inbox, the page of a case, and the forms of what may be done with it."""
