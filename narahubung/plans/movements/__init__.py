"""Who is driven by what (`fleet`: dedicated trips, `pooling`: shared ones), with their cores, and
who comes through a door when (`arriving`).
"""
