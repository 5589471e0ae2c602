"""From a subscription that is due to a message in its channel: plan, then post.

Planning puts rendered messages into the outbox; posting takes them out, lane by lane. The two share
nothing else, so either may die and be finished by another process.
"""
