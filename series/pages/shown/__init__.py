"""What pages show, made from live revisions once and handed to templates as plain dictionaries."""
