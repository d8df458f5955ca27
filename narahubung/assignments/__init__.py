"""Who is with whom: officers attached to parties, proposals of the engine, pins, adoption."""
