"""What a device believes: the CA that it pinned when it was let in, and no other."""

import ssl

_NO_CHECK_TIME = 0x200000  # X509_V_FLAG_NO_CHECK_TIME, which Python does not name


def pinned_context(ca_pem: str) -> ssl.SSLContext:
    """A client's TLS 1.3 with this CA alone. Raises ValueError for what is no certificate.

    Dates are not looked at: a kiosk whose battery is empty must find its hall, which then tells it the time. A
    certificate of this CA exists for one service only and is taken back by making another CA (docs/security.md).
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_flags |= _NO_CHECK_TIME
    try:
        context.load_verify_locations(cadata=ca_pem)
    except ssl.SSLError as error:
        raise ValueError("no certificate") from error
    return context


def unpinned_context() -> ssl.SSLContext:
    """For the first look at a hall, before there is anything to believe: nothing secret goes through it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
