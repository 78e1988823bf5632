"""``python -m data.check``: compares the registers of the depositaries with the record and reports; writes no fact."""
