class Refused(ValueError):
    """A file that is not taken, with sentences for the person who sent it: what is wrong and how to mend it."""

    def __init__(self, *sentences: str) -> None:
        self.sentences = sentences
        super().__init__(" ".join(sentences))
