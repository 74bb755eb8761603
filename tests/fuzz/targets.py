"""All targets, by name."""

from fuzz_document_targets import TARGETS as DOCUMENT_TARGETS
from fuzz_key_targets import TARGETS as KEY_TARGETS
from fuzz_minting_targets import TARGETS as MINTING_TARGETS
from fuzz_targets import Target
from fuzz_value_targets import TARGETS as VALUE_TARGETS

TARGETS: dict[str, Target] = {**DOCUMENT_TARGETS, **VALUE_TARGETS, **KEY_TARGETS, **MINTING_TARGETS}
