from xml.etree import ElementTree as ET

from series.pages.shown.characters import clean


def document(root: ET.Element) -> bytes:
    """UTF-8 with its declaration, without what XML 1.0 can't hold."""
    ET.indent(root, space="")
    text = ET.tostring(root, encoding="unicode", short_empty_elements=True)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{clean(text)}\n'.encode()


def add(parent: ET.Element, tag: str, value: object = None, **attributes: object) -> ET.Element:
    """A child with text and attributes; attributes without a value are left out."""
    given = {name: str(item) for name, item in attributes.items() if item not in (None, "")}
    child = ET.SubElement(parent, tag, given)
    if value is not None:
        child.text = str(value)
    return child
