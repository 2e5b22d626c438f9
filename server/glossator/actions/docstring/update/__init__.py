"""An update of documentation: the lines of the user stay, new ones are put among them."""
