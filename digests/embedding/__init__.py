"""Embedding models: adapters that make vectors of texts. Used where the operator names a model."""
