"""The pages of settlement: each makes one call to an action or a query and shows what came of it."""
