"""Any two states of a subject side by side: revisions, the working copy, what is public."""
