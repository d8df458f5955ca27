"""Vehicles and drivers of dedicated trips."""
