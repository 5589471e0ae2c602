"""What people can ask for, the same on every platform and on the command line."""
