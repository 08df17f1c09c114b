"""Training, evaluation and export of the hot-or-cold model. Start at README.md in this folder."""
