"""Recordings, their front end, and the changed and simulated versions of them."""
