"""What a file is by its content: signatures and the structure behind them; nothing here is decoded."""
