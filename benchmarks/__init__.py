"""What Rotfeste costs: pages under load, intake beside COPY, memory, and the way from a clone to a log-in page.

Each figure is one JSON line with what it is compared with, measured in the same run on the same machine.
"""
