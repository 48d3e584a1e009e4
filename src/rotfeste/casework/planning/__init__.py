"""The year's planning: from the national need to what each council decides to receive. It knows no person.

Glossary: Nasjonalt utvalg, fordeling, anmodning, kommunestyrevedtak. Integreringsloven chapter 2.
"""
