"""What the record means: plain functions of the dataset and a day. No clock, no files, no screen."""
