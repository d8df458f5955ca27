"""Who is driven by what: `fleet` (dedicated trips), `pooling` (shared ones), and their cores; who comes
through a door when: `arriving`.
"""
