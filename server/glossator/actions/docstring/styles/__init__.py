"""How each style of documentation writes a summary, parameters, results and errors."""
