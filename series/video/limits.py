"""What is accepted, in one place. Lengths in milliseconds, sizes in bytes."""

EPISODE_MS = 60_000
# Editing programs round up to whole frames and AAC adds up to two blocks of padding: half a second covers both.
TOLERANCE_MS = 500
MAX_DURATION_MS = EPISODE_MS + TOLERANCE_MS
# Decoding stops here, so that a three-hour film is refused as quickly as a three-minute one.
DECODED_AT_MOST_MS = 180_000
FRAMES_AT_MOST = 180 * 120

LARGEST_VIDEO = 1024**3
LARGEST_IMAGE = 20 * 1024**2
LARGEST_CAPTIONS = 1024**2

# 4K, upright or lying: a larger frame costs more memory than the box has to give.
FRAME_PIXELS = 3840 * 2160
IMAGE_PIXELS = 40_000_000

ASPECT = 9 / 16
ASPECT_TOLERANCE = 0.02

# The web rendition fits in this upright frame and under this rate.
WEB_SHORT_SIDE = 1080
WEB_LONG_SIDE = 1920
WEB_BITS_PER_SECOND = 8_000_000
WEB_FRAMES_PER_SECOND = 60.5
RENDITION_BYTES = 256 * 1024**2

# A caption may outlast the film by this much; players cut it off.
CAPTION_OVERHANG_MS = 500

PROBE_SECONDS = 90
PROBE_MEMORY = 1024**3
# Under the worker's own limit of 540 s, so that a slow encode ends with a sentence.
TRANSCODE_SECONDS = 480
TRANSCODE_MEMORY = 3 * 1024**3
