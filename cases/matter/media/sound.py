"""WAV, MP3, AAC, M4A and OGG: the parts of the format fill the file from its first byte to its last."""

from collections.abc import Callable, Iterator

from cases.matter.media.media_type import Flaw

_RIFF_HEAD, _CHUNK_HEAD, _FMT_BYTES = 12, 8, 16
_ID3_HEAD, _ID3_TAIL, _ID3_FOOTER = 10, 128, 0x10
_FRAMES_MIN = 2  # one may be chance
_BITRATES = {  # kbit/s of layer III by the four bits of the header; 0 "free" and 15 are refused
    True: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}  # MPEG 1, 2, 2.5
_ADTS_HEAD = 7
_OGG_HEAD, _OGG_FIRST, _OGG_LAST = 27, 0x02, 0x04
_OGG_SOUNDS = (b"\x01vorbis", b"OpusHead", b"Speex   ", b"\x7fFLAC")
_BOX_HEAD, _LONG_BOX_HEAD = 8, 16
_BRANDS = frozenset(
    {b"M4A ", b"M4B ", b"mp41", b"mp42", b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"dash"}
)
_INSIDE = frozenset({b"moov", b"trak", b"mdia"})  # boxes on the way to a track's handler


def check_wav(content: bytes) -> Flaw | None:
    """RIFF as long as it says, with a format and samples."""
    said = int.from_bytes(content[4:8], "little") + 8
    if said != len(content):
        return Flaw.TRUNCATED if said > len(content) else Flaw.MORE_BEHIND
    at, has_format, has_samples = _RIFF_HEAD, False, False
    while at + _CHUNK_HEAD <= len(content):
        name, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if name == b"fmt ":
            channels = int.from_bytes(content[at + 10 : at + 12], "little")
            has_format = length >= _FMT_BYTES and channels > 0
        has_samples = has_samples or (name == b"data" and length > 0)
        at += _CHUNK_HEAD + length + length % 2
    if at not in (len(content), len(content) + 1):  # the last pad byte is often left out
        return Flaw.TRUNCATED
    return None if has_format and has_samples else Flaw.BROKEN


def check_mp3(content: bytes) -> Flaw | None:
    """ID3 tags, then frames of layer III one behind the other, then perhaps an old tag of 128 bytes."""
    at = 0
    while content.startswith(b"ID3", at):
        head = content[at : at + _ID3_HEAD]
        if len(head) < _ID3_HEAD or any(byte > 0x7F for byte in head[6:]):  # noqa: PLR2004 seven bits a byte
            return Flaw.BROKEN
        length = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
        at += _ID3_HEAD + length + (_ID3_HEAD if head[5] & _ID3_FOOTER else 0)
    end = len(content)
    if end - at >= _ID3_TAIL and content.startswith(b"TAG", end - _ID3_TAIL):
        end -= _ID3_TAIL
    return _frames(content, at, end, _mp3_frame_bytes)


def check_aac(content: bytes) -> Flaw | None:
    """ADTS frames one behind the other."""
    return _frames(content, 0, len(content), _adts_frame_bytes)


def check_ogg(content: bytes) -> Flaw | None:
    """Pages from the first of a stream to the last, holding sound."""
    at, last = 0, 0
    while at + _OGG_HEAD <= len(content):
        if content[at : at + 5] != b"OggS\x00":
            return Flaw.MORE_BEHIND if last & _OGG_LAST else Flaw.BROKEN
        last, segments = content[at + 5], content[at + 26]
        body = at + _OGG_HEAD + segments
        if at == 0 and not (last & _OGG_FIRST and content.startswith(_OGG_SOUNDS, body)):
            return Flaw.BROKEN
        at = body + sum(content[at + _OGG_HEAD : body])
    if at < len(content) and last & _OGG_LAST:
        return Flaw.MORE_BEHIND
    return None if at == len(content) and last & _OGG_LAST else Flaw.TRUNCATED


def check_m4a(content: bytes) -> Flaw | None:
    """Boxes that fill the file, with a sound track and no picture track."""
    if content[8:12] not in _BRANDS:
        return Flaw.BROKEN
    names: set[bytes] = set()
    handlers: set[bytes] = set()
    for depth, name, start, end in _boxes(content, 0, len(content), 0):
        if end > len(content) or start > end:
            return Flaw.TRUNCATED
        if depth == 0:
            names.add(name)
        if name == b"hdlr":
            handlers.add(content[start + 8 : start + 12])
    if b"vide" in handlers:
        return Flaw.VIDEO
    if not {b"moov", b"mdat"} <= names:
        return Flaw.TRUNCATED
    return None if b"soun" in handlers else Flaw.BROKEN


def _frames(content: bytes, at: int, end: int, frame_bytes: Callable[[bytes, int], int]) -> Flaw | None:
    frames = 0
    while at < end:
        length = frame_bytes(content, at)
        if not length:
            if frames < _FRAMES_MIN:
                return Flaw.BROKEN
            return Flaw.TRUNCATED if end - at < _ADTS_HEAD else Flaw.MORE_BEHIND
        at += length
        frames += 1
    if at != end:
        return Flaw.TRUNCATED
    return None if frames >= _FRAMES_MIN else Flaw.BROKEN


def _mp3_frame_bytes(content: bytes, at: int) -> int:
    head = int.from_bytes(content[at : at + 4])
    version, layer = head >> 19 & 3, head >> 17 & 3
    bitrate, rate = head >> 12 & 15, head >> 10 & 3
    if head >> 21 != 0x7FF or version not in _RATES or layer != 1 or not 0 < bitrate < 15 or rate > 2:  # noqa: PLR2004
        return 0
    is_mpeg_1 = version == 3  # noqa: PLR2004 the two bits of MPEG 1
    per_frame = 144_000 if is_mpeg_1 else 72_000  # samples a frame ÷ 8, times 1,000 bits
    return per_frame * _BITRATES[is_mpeg_1][bitrate] // _RATES[version][rate] + (head >> 9 & 1)


def _adts_frame_bytes(content: bytes, at: int) -> int:
    head = content[at : at + _ADTS_HEAD]
    if len(head) < _ADTS_HEAD or head[0] != 0xFF or head[1] & 0xF6 != 0xF0:  # noqa: PLR2004 sync, layer 0
        return 0
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return length if length > _ADTS_HEAD else 0


def _boxes(content: bytes, at: int, end: int, depth: int) -> Iterator[tuple[int, bytes, int, int]]:
    """(depth, name, start of the body, end) of each box; an end beyond the file says that it is cut off."""
    while at < end:
        length, name, body = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8], at + _BOX_HEAD
        if length == 1:
            length, body = int.from_bytes(content[at + 8 : at + 16]), at + _LONG_BOX_HEAD
        box_end = end if length == 0 and depth == 0 else at + length
        yield depth, name, body, box_end
        if box_end < body or box_end > end:
            return
        if name in _INSIDE and depth < len(_INSIDE):  # no real one lies deeper, however deep a file is made
            yield from _boxes(content, body, box_end, depth + 1)
        at = box_end
