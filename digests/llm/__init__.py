"""Language models: adapters behind one typed call."""
