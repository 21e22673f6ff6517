"""A bare page, with nothing around its words."""

from __future__ import annotations


def page(title: str, *paragraphs: str, head: str = "") -> str:
    """Return a bare HTML page."""
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    top = f"<!doctype html>\n<html lang=en><head>{head}<title>{title}</title></head>"
    return f"{top}\n<body><h1>{title}</h1>\n{body}</body></html>"
