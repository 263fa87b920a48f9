"""A thread laid out as a page of lines, and everything that can be known of it without a screen."""
