"""What visitors find: entries made of live revisions, and the answers to what they ask.

An entry says what its live revision says and nothing else, and lives exactly as long: `write` runs in the transaction
of the release, and the database deletes entries with the live revision. `rebuild.catch_up` repairs what is missing,
each minute and by `manage.py search`. No question is kept anywhere.
"""
