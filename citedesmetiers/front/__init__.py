"""The front: pages composed of several rooms. It holds no table."""
