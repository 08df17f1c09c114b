"""Calibration, metrics and studies of networks on clips they were not trained on."""
