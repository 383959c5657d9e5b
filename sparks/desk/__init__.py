"""What every part of the desk has: acts behind a confirmation, forms that lose nothing, history, times with a zone.

Nothing here knows what is being edited; the admin of each app says that.
"""
