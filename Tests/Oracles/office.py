"""Makes office files as other programs would.

    office.py fill FILE TARGET NAME=VALUE ...   fills in cells by their names
    office.py plain FILE TARGET                 the same sheets without names, properties and formulas, and a hidden one
    office.py tracked TARGET                    a Word file with tracked changes
    office.py bomb|ratio|entities|claims|deep TARGET  hostile workbooks
"""

import sys
import zipfile

import openpyxl


def fill(source, target, *values):
    book = openpyxl.load_workbook(source)
    for entry in values:
        name, value = entry.split("=")
        sheet, reference = list(book.defined_names[name].destinations)[0]
        book[sheet][reference.replace("$", "")].value = float(value) if "." in value else int(value)
    book.save(target)


def plain(source, target):
    book = openpyxl.load_workbook(source, data_only=True)
    for name in list(book.defined_names):
        del book.defined_names[name]
    for name in [item.name for item in book.custom_doc_props.props]:
        del book.custom_doc_props[name]
    # A title, as a clerk would have it.
    first = book.worksheets[0]
    first.insert_rows(1)
    first["A1"] = book.properties.title
    hidden = book.create_sheet("草稿")
    hidden.append(["规章", 999, 999, 999])
    hidden.sheet_state = "hidden"
    book.save(target)


def archive(target, entries):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as file:
        for name, contents in entries.items():
            file.writestr(name, contents)


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def tracked(target):
    def p(inner):
        return f"<w:p>{inner}</w:p>"

    def run(text):
        return f"<w:r><w:t>{text}</w:t></w:r>"

    def gone(text):
        return f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>"

    def row(*cells):
        return "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in cells) + "</w:tr>"

    body = (p(run("示例") + gone("区") + f"<w:ins>{run('局')}</w:ins>" + run("2022年政府信息公开工作年度报告"))
            + "<w:tbl>" + row(run("信息内容"), run("本年处理决定数量")) + row(run("行政许可"), gone("9") + f"<w:ins>{run('1')}</w:ins>" + run("2"))
            + "</w:tbl>")
    archive(target, {"[Content_Types].xml": "<Types/>", "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>"})


BOOK = ('<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>')
RELS = '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'


def hostile(target, sheet, compress=True):
    archive(target, {"xl/workbook.xml": BOOK, "xl/_rels/workbook.xml.rels": RELS, "xl/worksheets/sheet1.xml": sheet})


def bomb(target):
    hostile(target, "<worksheet><sheetData>" + " " * (1 << 30) + "</sheetData></worksheet>")


def ratio(target):
    hostile(target, "<worksheet><sheetData>" + " " * (20 << 20) + "</sheetData></worksheet>")


def entities(target):
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 12))
    hostile(target, f'<!DOCTYPE x [<!ENTITY l0 "规章">{lol}]><worksheet><sheetData><row><c t="str"><v>&l11;</v></c></row></sheetData></worksheet>')


def claims(target):
    hostile(target, '<worksheet><sheetData><row r="2147483647"><c r="ZZZZZZ2147483647"><v>1</v></c><c r="A99999999999999999999"><v>2</v></c></row></sheetData></worksheet>')


def deep(target):
    hostile(target, "<worksheet>" + "<a>" * 100_000 + "</a>" * 100_000 + "</worksheet>")


if __name__ == "__main__":
    {f.__name__: f for f in (fill, plain, tracked, bomb, ratio, entities, claims, deep)}[sys.argv[1]](*sys.argv[2:])
