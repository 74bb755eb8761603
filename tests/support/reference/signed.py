"""The checks of a receipt: sections 8.3.5 to 8.3.9 of the specification."""

from hashlib import sha256

from .canonical import canon
from .ed25519 import is_valid
from .keys import strict_base64
from .refusal import Tree
from .report import Check, Settings, outcome


def receipt_checks(receipt: Tree, pointer: str, canonical: Tree, settings: Settings) -> list[Check]:
    """The five checks of the receipt at a pointer."""
    digest = sha256(canon(canonical)).digest()
    key = settings.ring.get(receipt["key_id"])
    known = key is not None
    same_hash = receipt["canonical_sha256"] == digest.hex()
    revoked = key is not None and key.revoked
    within = key is not None and settings.at is not None and key.contains(settings.at)
    printed = key is not None and key.fingerprint == receipt["public_key_fingerprint"]
    usable = known and not revoked and printed and (settings.at is None or within)
    signature = strict_base64(receipt["signature_b64"])
    valid = (
        key is not None
        and usable
        and receipt["algorithm"] == "ed25519"
        and receipt["signed_message"] == "canonical_sha256_bytes"
        and signature is not None
        and is_valid(key.raw, digest, signature)
    )

    def check(name: str, found: str, *members: str, after: tuple[str, ...] = ("signature",), binds: bool = True) -> Check:
        places = tuple(f"{pointer}/{member}" for member in members)
        return Check(name, found, places, after, places if binds else (), required=binds)

    return [
        check("receipt_hash", outcome(same_hash), "canonical_sha256"),
        check("key", outcome(not revoked, known), "key_id"),
        check("key_window", outcome(within, known and settings.at is not None), "key_id", after=(), binds=False),
        check("fingerprint", outcome(printed, known), "public_key_fingerprint"),
        check(
            "signature",
            outcome(valid, usable),
            *("algorithm", "signed_message", "signature_b64"),
            after=("receipt_hash", "key", "fingerprint"),
        ),
    ]
