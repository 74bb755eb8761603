"""Addresses of numbers: write them, recognize them, and link to them from Markdown and HTML. Specification §4.3 and §4.4."""

from .errors import InvalidArgument, safe_repr
from .protocol import ADDRESS_PARTS, HOSTS, ORIGIN, SUFFIX_LENGTH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

_HOST_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]")
_DEFAULT_HOSTS = frozenset(HOSTS)


def check_origin(origin: str) -> str:
    """The origin itself, a scheme and a host such as `https://pith.science`.

    Raises `InvalidArgument` for any other text. Specification §4.3.
    """
    if not isinstance(origin, str):
        raise TypeError(f"origin: expected a str, not {safe_repr(origin)}")
    scheme, _, host = origin.partition("://")
    if scheme not in ("https", "http") or not _is_host(host):
        raise InvalidArgument(f"origin: expected an origin such as {ORIGIN}, not {safe_repr(origin)}")
    return origin


def check_hosts(hosts: "Collection[str]") -> frozenset[str]:
    """A collection of hosts as a set of lower-case texts.

    A host is a name such as `pith.science`, with its port if it has one. Raises `InvalidArgument` for any other text in the
    collection, and TypeError for anything but a collection of texts: a generator would be empty at its second use.
    """
    if hosts is HOSTS:
        return _DEFAULT_HOSTS
    from collections.abc import Collection

    if isinstance(hosts, str) or not isinstance(hosts, Collection):
        raise TypeError(f"hosts: expected a collection of hosts such as {HOSTS}, not {safe_repr(hosts)}")
    for host in hosts:
        if not isinstance(host, str):
            raise TypeError(f"hosts: expected a str for each host, not {safe_repr(host)}")
        if not _is_host(host):
            raise InvalidArgument(f"hosts: expected a host such as {HOSTS[0]}, not {safe_repr(host)}")
    return frozenset(host.lower() for host in hosts)


def address(prefix: str, form: str | None, origin: str) -> str:
    """The address of a form, a key of `ADDRESS_PARTS`, for the first 8 to 26 characters of a suffix.

    The default, None, is `html` for all 26 characters, and `paper` for fewer.
    Raises `InvalidArgument` for an unknown form, for a form that needs all 26 characters if there are fewer, and for a text
    that is not an origin. Specification §4.3.
    """
    if form is None:
        form = "html" if len(prefix) == SUFFIX_LENGTH else "paper"
    if not isinstance(form, str):
        raise TypeError(f"form: expected a str, not {safe_repr(form)}")
    if form not in ADDRESS_PARTS:
        raise InvalidArgument(f"form: expected one of {', '.join(ADDRESS_PARTS)}, not {safe_repr(form)}")
    before, length, after = ADDRESS_PARTS[form]
    if len(prefix) < length:
        raise InvalidArgument(f"form: {form} needs all {SUFFIX_LENGTH} characters of the suffix, and {prefix} has {len(prefix)}")
    return f"{check_origin(origin)}{before}{prefix[:length]}{after}"


def find_in_address(text: str, hosts: "Collection[str]") -> str:
    """The suffix in a published address, 26 or 8 characters in the case of the text; "" if the text is no such address.

    `text` is ASCII, `hosts` is in lower case. Scheme, `www.`, one slash at the end, query and fragment are optional.
    Specification §4.4.
    """
    if not text.isprintable() or " " in text:
        return ""
    location = text.partition("#")[0].partition("?")[0]
    scheme, separator, rest = location.partition("://")
    if separator and scheme.lower() not in ("https", "http"):
        return ""
    host, slash, path = (rest if separator else location).partition("/")
    host = host.lower()
    if host not in hosts and not (host.startswith("www.") and host[4:] in hosts):
        return ""
    path = slash + path.removesuffix("/")
    for before, length, after in ADDRESS_PARTS.values():
        if len(path) == len(before) + length + len(after) and path.startswith(before) and path.endswith(after):
            return path[len(before) : len(before) + length]
    return ""


def markdown_link(label: str, url: str) -> str:
    """A link in Markdown with an escaped label. Raises `InvalidArgument` if the label is empty or has unprintable characters."""
    from string import punctuation

    # CommonMark takes a backslash before each of these characters as an escape.
    escaped = _check_label(label).translate({ord(mark): f"\\{mark}" for mark in punctuation})
    return f"[{escaped}]({url})"


def html_link(label: str, url: str) -> str:
    """A link in HTML of the class `pith-number` with an escaped label. Raises as `markdown_link` does."""
    from html import escape

    return f'<a class="pith-number" href="{escape(url)}">{escape(_check_label(label))}</a>'


def _check_label(label: str) -> str:
    if not isinstance(label, str):
        raise TypeError(f"label: expected a str, not {safe_repr(label)}")
    if not (label.strip() and label.isprintable()):
        raise InvalidArgument(f"label: expected one or more printable characters, not {safe_repr(label)}")
    return label


def _is_host(text: str) -> bool:
    return bool(text) and _HOST_CHARACTERS.issuperset(text)
