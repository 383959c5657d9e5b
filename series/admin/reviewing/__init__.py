"""The reviewer's page: what changed, what is said about it, and where to answer."""
