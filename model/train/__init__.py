"""Networks: settings, batches, training and export."""
