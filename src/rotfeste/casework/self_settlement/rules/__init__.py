"""What an application must fulfil, what rent and payments are warned about, and what a document may be: arithmetic."""
