"""What refugees read about self-settlement: the open overview, a municipality's page, the form, and reports."""
