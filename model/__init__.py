"""Training, evaluation and export of the hot-or-cold model; see README.md in this folder."""
