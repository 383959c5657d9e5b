"""Line-ups in and out of the desk: a file is read, checked, mended and applied; lists leave as tables."""
