"""What is done from the screen: whistle, remind, supervise, name who answers for it, a notice on the walls, find."""
