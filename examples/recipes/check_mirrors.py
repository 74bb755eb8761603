"""Check that mirrors serve what the origin serves: verify each bundle and state, and compare them with the record.

    python examples/recipes/check_mirrors.py

`fetch` does the I/O: it returns the bytes at an address, or raises OSError. `http_client.py` shows one for HTTP.
"""

from collections.abc import Callable, Iterator

from pith import PITH_KEYS, KeyRing, PithError, PithRecord
from pith.opengraph import (
    Mirror,
    MirrorManifest,
    compare_documents,
    manifest_keys,
    mirror_addresses,
    parse_bundle,
    parse_state,
    verify_bundle,
    verify_state,
)
from pith.testing import TEST_KEYS, sample_bundle, sample_mirrors, sample_record, sample_state


def check_mirrors(
    manifest: MirrorManifest, record: PithRecord, fetch: Callable[[str], bytes], keys: KeyRing = PITH_KEYS
) -> Iterator[tuple[str, str]]:
    """The name of each mirror and its problem, which is empty if it serves the documents of the record.

    Raises `PithError` if the manifest gives another key under an id of the ring. New keys of a manifest are not trusted.
    """
    trusted = manifest_keys(manifest, keys).trusted
    for mirror in manifest.mirrors:
        try:
            check_mirror(mirror, record, fetch, trusted)
        except (OSError, PithError) as error:
            yield mirror.name, str(error)
        else:
            yield mirror.name, ""


def check_mirror(mirror: Mirror, record: PithRecord, fetch: Callable[[str], bytes], keys: KeyRing) -> None:
    """Raise the first problem of one mirror."""
    addresses = mirror_addresses(mirror, record.pith_number)
    bundle, state = parse_bundle(fetch(addresses.bundle)), parse_state(fetch(addresses.state))
    verify_bundle(bundle, keys=keys).raise_for_failure()
    verify_state(state, keys=keys).raise_for_failure()
    compare_documents(record, bundle, state).raise_for_failure()


if __name__ == "__main__":
    record = sample_record()
    served = {"bundle": sample_bundle(record).to_json(), "state": sample_state(record).to_json()}
    for name, problem in check_mirrors(
        sample_mirrors(), record, lambda url: served["bundle" if "bundle" in url else "state"], TEST_KEYS
    ):
        print(f"{name}: {problem or 'ok'}")
