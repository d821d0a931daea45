"""What is told twice, written for others: a page to send, a table, and passim's JSON lines."""
