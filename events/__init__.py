"""What was said: sources, passages, dates, amounts and the records that rest on them."""
