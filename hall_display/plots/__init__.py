"""Charts of wall and dispatch screen as rows, shares and paths: pure Python; what draws them lies in assets/ui."""
