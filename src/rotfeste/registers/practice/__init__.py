"""Practice: places where participants can practise, and who has booked them: across municipalities, found with NAV.

Glossary: praksisplass, språkpraksis, arbeidstrening. Introduksjonsloven § 4; integreringsloven chapter 4.
"""
