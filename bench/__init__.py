"""The bench of the ghost text: a simulated service, a simulated typist, one table of figures."""
