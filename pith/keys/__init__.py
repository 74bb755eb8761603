"""Keys: algorithms, public keys and their encodings, rings of trusted keys, and signers. Specification §6."""

from .public_key import KeyOptions as KeyOptions
from .public_key import PublicKey as PublicKey
from .ring import PITH_KEYS as PITH_KEYS
from .ring import KeyRing as KeyRing
from .signer import NaClSigner as NaClSigner
from .signer import Signer as Signer
