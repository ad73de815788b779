"""Looks at a Word file as another program does.

    word.py FILE          paper, styles and text of its paragraphs, its tables cell by cell, and its comments, as JSON
    word.py save FILE TO  opens and saves it
"""

import json
import sys

import docx
from docx.oxml.ns import qn


def look(path):
    document = docx.Document(path)
    section = document.sections[0]
    comments = {}
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/comments.xml":
            from lxml import etree

            for comment in etree.fromstring(part.blob):
                comments[comment.get(qn("w:id"))] = "".join(comment.itertext())
    places = {}
    for paragraph in document.element.body.iter(qn("w:p")):
        for mark in paragraph.iter(qn("w:commentReference")):
            places[mark.get(qn("w:id"))] = "".join(node.text or "" for node in paragraph.iter(qn("w:t")))
    footers = ["".join(p.text for p in footer.paragraphs) for footer in (section.footer, section.even_page_footer)]
    return {
        "paper": [round(section.page_width.mm), round(section.page_height.mm), round(section.top_margin.mm), round(section.left_margin.mm)],
        "paragraphs": [[paragraph.style.name, paragraph.text] for paragraph in document.paragraphs],
        "tables": [[[cell.text for cell in row.cells] for row in table.rows] for table in document.tables],
        "comments": sorted([places[key], text] for key, text in comments.items()),
        "footers": footers,
        "title": document.core_properties.title,
    }


if sys.argv[1] == "save":
    docx.Document(sys.argv[2]).save(sys.argv[3])
else:
    print(json.dumps(look(sys.argv[1]), ensure_ascii=False))
