"""Settlement: from a permit to a person who has moved in.

Glossary: bosettingssamtale, utsøking, bosetting. Integreringsloven chapter 2.
"""
