"""What Alembic runs: the migrations, in the transaction that `digests.store.migrating` began."""

from alembic import context

from digests.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
