"""Keys: algorithms, public keys and their encodings, rings of trusted keys, and signers.

Use `KeyRing` to choose whom you trust, and pass it to the functions that verify. `PITH_KEYS`, the ring with the published key, is
their default. Use a `Signer` to mint: `NaClSigner`, or an object of your own that asks a hardware module. Specification §6.
"""

from .public_key import KeyOptions as KeyOptions
from .public_key import PublicKey as PublicKey
from .ring import PITH_KEYS as PITH_KEYS
from .ring import KeyRing as KeyRing
from .signer import NaClSigner as NaClSigner
from .signer import Signer as Signer
