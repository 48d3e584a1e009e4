"""Places: municipalities, counties, regions and city districts, with the years they existed.

Glossary: kommune, fylke, bydel. Kommuneloven, inndelingslova.
"""
