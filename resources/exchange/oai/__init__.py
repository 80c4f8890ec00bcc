"""OAI-PMH 2.0: the network's programs take the public part of the catalogue out, and are told what left it."""

from .answers import House, answer

__all__ = ["House", "answer"]
