"""Films, pictures and captions: taken in, measured by decoding, made safe, made public at the instant.

`limits` states what is accepted, `refusal` how a file is turned down.
"""
