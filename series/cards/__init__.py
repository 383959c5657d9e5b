"""The picture that stands for a page wherever its link is pasted: 1200×630, composed for each page.

What is drawn on it is frozen with a revision, under `card`, and names its file's key; so the file goes the way of the
revision's other files: private until the instant, public with the release, taken down with it. It is drawn by the media
worker as soon as there is a revision, at the latest before the release's transaction, and is the same for the same
content.
"""
