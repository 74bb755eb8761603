"""The keys that the vectors use."""

from datetime import UTC, datetime

from reference import build
from reference.keys import Key

TEST, OTHER, PUBLISHED = build.TEST_KEY, build.OTHER_KEY, build.PUBLISHED_KEY
KEYS = {
    "test": TEST,
    "other": OTHER,
    "published": PUBLISHED,
    "revoked": TEST._replace(revoked=True),
    "window": TEST._replace(not_before=datetime(2026, 5, 1, tzinfo=UTC), not_after=datetime(2026, 6, 30, 23, 59, 59, tzinfo=UTC)),
    "impostor": Key(TEST.key_id, OTHER.raw),
}
