"""What is counted on the hub, for everybody at the desk: there are no people in it (see series.statistics)."""
