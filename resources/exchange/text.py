"""Signs that a file of another program may not hold."""

import re

NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x84\x86-\x9f]")
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def in_xml(text: str) -> str:
    """Without the control characters that XML does not allow, and without halves of surrogate pairs."""
    return NOT_IN_XML.sub("", text)


def on_one_line(text: str) -> str:
    """Without control characters and line ends, blanks folded: for formats whose lines mean something."""
    return " ".join(CONTROL.sub(" ", in_xml(text)).split())
