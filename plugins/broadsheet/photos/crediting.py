"""Writing a picture's credit and copyright into its file: EXIF, XMP and IPTC, and nothing else."""

from __future__ import annotations

import struct
from xml.sax.saxutils import escape

from PIL import ExifTags, Image
from PIL.PngImagePlugin import PngInfo

from broadsheet.photos.plan import Note

LONGEST = 500
"""Characters of a field: with four bytes each it fits the short form of IIM and the other two."""
MOST_CREATORS = 50


def options(form: str, note: Note) -> dict[str, object]:
    """What Pillow's ``save`` is told so that a file of the format ``form`` says the note.

    JPEG carries all three; WebP and AVIF EXIF and XMP; PNG both as its own chunks.
    """
    if not note:
        return {}
    note = Note(
        creators=tuple(name[:LONGEST] for name in note.creators[:MOST_CREATORS]),
        credit=note.credit[:LONGEST],
        rights=note.rights[:LONGEST],
    )
    if form == "PNG":
        info = PngInfo()
        info.add_itxt("XML:com.adobe.xmp", xmp(note).decode(), zip=False)
        return {"exif": exif(note), "pnginfo": info}
    said: dict[str, object] = {"exif": exif(note), "xmp": xmp(note)}
    if form == "JPEG":
        said["extra"] = _segment(iptc(note))
    return said


def exif(note: Note) -> bytes:
    """Artist and Copyright (EXIF 2.32, 4.6.5.D), in UTF-8, as cameras and programs write them."""
    tags = Image.Exif()
    if note.creators:
        tags[ExifTags.Base.Artist] = "; ".join(note.creators).encode()
    if note.rights:
        tags[ExifTags.Base.Copyright] = _copyright(note).encode()
    return tags.tobytes() if len(tags) else b""


def xmp(note: Note) -> bytes:
    """A packet with dc:creator, dc:rights and photoshop:Credit (IPTC Photo Metadata Standard)."""
    parts = []
    if note.creators:
        names = "".join(f"<rdf:li>{escape(name)}</rdf:li>" for name in note.creators)
        parts.append(f"<dc:creator><rdf:Seq>{names}</rdf:Seq></dc:creator>")
    if note.rights:
        right = f'<rdf:li xml:lang="x-default">{escape(_copyright(note))}</rdf:li>'
        parts.append(f"<dc:rights><rdf:Alt>{right}</rdf:Alt></dc:rights>")
    if note.credit:
        parts.append(f"<photoshop:Credit>{escape(note.credit)}</photoshop:Credit>")
    inside = "".join(parts)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        f' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">{inside}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def iptc(note: Note) -> bytes:
    """IIM datasets By-line (2:80), Credit (2:110) and Copyright Notice (2:116), in UTF-8
    (1:90 says so)."""
    sets = [_dataset(1, 90, b"\x1b%G")]
    sets += [_dataset(2, 80, name.encode()) for name in note.creators]
    if note.credit:
        sets.append(_dataset(2, 110, note.credit.encode()))
    if note.rights:
        sets.append(_dataset(2, 116, _copyright(note).encode()))
    return b"".join(sets)


def _copyright(note: Note) -> str:
    return f"© {note.rights}"


def _dataset(record: int, number: int, value: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


def _segment(datasets: bytes) -> bytes:
    """A JPEG's APP13 with the IPTC block as Photoshop keeps it (image resource 0x0404)."""
    padding = b"\0" * (len(datasets) % 2)
    resource = struct.pack(">4sHHI", b"8BIM", 0x0404, 0, len(datasets)) + datasets + padding
    body = b"Photoshop 3.0\0" + resource
    return struct.pack(">HH", 0xFFED, len(body) + 2) + body
