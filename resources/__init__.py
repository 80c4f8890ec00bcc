"""The resources: the self-service documentation. The room is furnished by its own issue."""
