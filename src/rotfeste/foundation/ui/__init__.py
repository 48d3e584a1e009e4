"""The interface: page templates, components, charts, notifications and the three languages.

Glossary: målform, klarspråk. Språklova, likestillings- og diskrimineringsloven § 18.
"""
