"""Recordings, their front end, and corrupted and simulated versions of them."""
