"""The `reader` command and its headless verbs."""
