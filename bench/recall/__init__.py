"""How much of what a line needs of other files stands in the prompt: `python -m bench.recall`."""
