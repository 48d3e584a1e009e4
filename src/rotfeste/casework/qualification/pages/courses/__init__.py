"""The pages of courses in civics: the list, one course, its attendance sheet, and what is done with it."""
