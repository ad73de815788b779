"""Inputs for the benchmarks: invented, the same on every run."""

import json
import random
import shutil
import subprocess

PROSE = "本报告的数据是为测速编造的。本机关按时公布信息，答复各类申请，接受监督。"
APPLICANTS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
CORNER = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
REQUESTS = """一、本年新收政府信息公开申请数量
二、上年结转政府信息公开申请数量
三、本年度办理结果\t（一）予以公开
\t（二）部分公开（区分处理的，只计这一情形，不计其他情形）
\t（三）不予公开\t1.属于国家秘密
\t\t2.其他法律行政法规禁止公开
\t\t3.危及“三安全一稳定”
\t\t4.保护第三方合法权益
\t\t5.属于三类内部事务信息
\t\t6.属于四类过程性信息
\t\t7.属于行政执法案卷
\t\t8.属于行政查询事项
\t（四）无法提供\t1.本机关不掌握相关政府信息
\t\t2.没有现成信息需要另行制作
\t\t3.补正后申请内容仍不明确
\t（五）不予处理\t1.信访举报投诉类申请
\t\t2.重复申请
\t\t3.要求提供公开出版物
\t\t4.无正当理由大量反复申请
\t\t5.要求行政机关确认或重新出具已获取信息
\t（六）其他处理\t1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请
\t\t2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请
\t\t3.其他
\t（七）总计
四、结转下年度继续办理""".split("\n")


def text_report(number, rng):
    """A report of the 2021 form as tab-separated text, as someone extracted it; the totals are right."""
    rows = [[rng.randrange(40) if rng.random() < 0.5 else 0 for _ in range(6)] for _ in REQUESTS]
    rows[23] = [sum(row[column] for row in rows[2:23]) for column in range(6)]
    rows[24] = [rng.randrange(3) for _ in range(6)]
    rows[1] = [0] * 6
    rows[0] = [rows[23][column] + rows[24][column] for column in range(6)]
    lines = [f"第{number:05d}区人民政府2023年政府信息公开工作年度报告", "一、总体情况"] + [PROSE * 8] * 5
    lines += ["二、主动公开政府信息情况", "第二十条第（一）项", "信息内容\t本年制发件数\t本年废止件数\t现行有效件数", "规章\t0\t0\t0",
              f"行政规范性文件\t{rng.randrange(90)}\t{rng.randrange(9)}\t{rng.randrange(100, 900)}", "第二十条第（五）项", "信息内容\t本年处理决定数量",
              f"行政许可\t{rng.randrange(99999)}", "第二十条第（六）项", "信息内容\t本年处理决定数量", f"行政处罚\t{rng.randrange(9999)}",
              f"行政强制\t{rng.randrange(999)}", "第二十条第（八）项", "信息内容\t本年收费金额（单位：万元）", f"行政事业性收费\t{rng.randrange(10**6) / 100}"]
    lines += ["三、收到和处理政府信息公开申请情况", CORNER + "\t\t\t申请人情况", "\t\t\t自然人\t法人或其他组织\t\t\t\t\t总计", "\t\t\t\t" + "\t".join(APPLICANTS[1:6])]
    lines += [label + "\t" * (2 - label.count("\t")) + "\t" + "\t".join(map(str, row + [sum(row)])) for label, row in zip(REQUESTS, rows)]
    outcomes = [[rng.randrange(9) for _ in range(4)] for _ in range(3)]
    five = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    lines += ["四、政府信息公开行政复议、行政诉讼情况", "行政复议\t\t\t\t\t行政诉讼", "\t\t\t\t\t未经复议直接起诉\t\t\t\t\t复议后起诉", "\t".join(five * 3),
              "\t".join(str(figure) for row in outcomes for figure in row + [sum(row)])]
    lines += ["五、存在的主要问题及改进情况"] + [PROSE * 8] * 3 + ["六、其他需要报告的事项", "无。"]
    return "\n".join(lines) + "\n"


def text_reports(folder, count):
    """Writes so many reports to texts/ and returns their size in bytes."""
    texts = folder / "texts"
    shutil.rmtree(texts, ignore_errors=True)
    texts.mkdir()
    rng = random.Random(7)
    size = 0
    for number in range(count):
        size += (texts / f"{number:05d}.txt").write_bytes(text_report(number, rng).encode())
    return size


OWN = ("agency", "year", "form", "table", "row", "column", "label", "value", "state")
# How others lay a panel out: the columns, whether all is quoted with Windows line ends and the rows of a report in any order.
LAYOUTS = {
    "gongkai's own": (OWN, False),
    "without label and state, agency last": (("table", "row", "column", "value", "form", "year", "agency"), False),
    "quoted, CRLF, rows in any order": (("value", "column", "row", "table", "year", "agency", "form"), True),
}


def panels(gongkai, folder, agencies, layout="gongkai's own"):
    """Two panels of the 2021 form, 200 cells a report, as tidy CSV; three figures in ten move."""
    lines = subprocess.run([gongkai, "template", "--form", "2021", "--to", "csv"], capture_output=True, text=True, check=True).stdout.splitlines()
    cells = [dict(zip(OWN, line.split(","))) for line in lines[1:]]
    columns, is_foreign = LAYOUTS[layout]
    rng = random.Random(7)
    order = random.Random(8)
    quote, end = ('"', "\r\n") if is_foreign else ("", "\n")
    paths = [folder / f"panel-{agencies}-{list(LAYOUTS).index(layout)}-{year}.csv" for year in (2022, 2023)]
    figures = [[rng.randrange(5000) for _ in cells] for _ in range(agencies)]
    for year, path, share in ((2022, paths[0], 0), (2023, paths[1], 0.3)):
        with path.open("w", newline="") as file:
            file.write(",".join(columns) + end)
            for agency, row in enumerate(figures):
                written = []
                for cell, figure in zip(cells, row):
                    if rng.random() < share:
                        figure += rng.randrange(1, 50)
                    named = dict(cell, agency=f"第{agency:05d}区人民政府", year=year, value=figure, state="stated")
                    written.append(",".join(f"{quote}{named[column]}{quote}" for column in columns) + end)
                if is_foreign:
                    order.shuffle(written)
                file.writelines(written)
    return paths


def copies(source, target, count):
    """The reports of a panel again and again, under other names each time."""
    with target.open("w", newline="") as out:
        for number in range(count):
            with source.open(newline="") as lines:
                header = next(lines)
                if number == 0:
                    out.write(header)
                out.writelines(line.replace("第", f"第{number}", 1) for line in lines)
    return target


def copied_texts(sample, folder, count, is_dense):
    """Reports as text, under other names each time and with other prose; each in ten shares passages with the one before.

    The prose is the sample's with every fifteenth character another, or invented and five times as long.
    """
    rng = random.Random(7)
    lines = sample.read_text(encoding="utf-8").split("\n")
    signs = [sign for sign in sorted(set("".join(lines))) if "\u4e00" <= sign <= "\u9fff"]

    def other(line):
        # Other sentences of about the length, with the same figures.
        line = "".join(rng.choice(signs) if rng.random() < 1 / 15 and "\u4e00" <= sign <= "\u9fff" else sign for sign in line)
        return "".join("".join(rng.choices(signs, k=rng.randrange(18, 60))) + "。" for _ in range(12)) + line if is_dense else line

    folder.mkdir()
    before = lines
    for number in range(count):
        name = "".join(rng.choices(signs, k=3)) + "区"
        prose = [other(line) if len(line) > 60 and "\t" not in line else line for line in lines]
        if number % 10 == 9:
            prose = [old if len(old) > 60 else new for old, new in zip(before, prose)]
        (folder / f"{number:06d}.txt").write_text("\n".join(prose).replace("增城区", name), encoding="utf-8")
        before = prose
    return folder


def workbook_contents(path):
    """What a workbook holds: for each sheet its cells, merged areas and widths, and the defined names."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    sheets = []
    for sheet in book.worksheets:
        cells = []
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None or cell.has_style:
                    cells.append([cell.row - 1, cell.column - 1, cell.value])
        widths = [[column, dimension.width] for column, dimension in enumerate(sheet.column_dimensions.values())]
        merges = [[area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1] for area in sheet.merged_cells.ranges]
        sheets.append({"name": sheet.title, "cells": cells, "merges": merges, "widths": widths})
    return {"sheets": sheets, "names": [[name, defined.attr_text] for name, defined in book.defined_names.items()]}


def c_arrays(book):
    """The same as C data."""
    def quoted(text):
        return json.dumps(text, ensure_ascii=False)

    lines = ["struct cell { int row, column; const char *text; double number; };", "struct merge { int top, left, bottom, right; };",
             "struct sheet { const char *name; const struct cell *cells; int cell_count; const struct merge *merges; int merge_count; };",
             "struct name { const char *name, *formula; };"]
    for number, sheet in enumerate(book["sheets"]):
        entries = []
        for row, column, value in sheet["cells"]:
            text = quoted(value) if isinstance(value, str) else '""' if value is None else "0"
            entries.append(f"{{{row}, {column}, {text}, {value if isinstance(value, (int, float)) else 0}}}")
        lines.append(f"static const struct cell cells{number}[] = {{{', '.join(entries)}}};")
        lines.append(f"static const struct merge merges{number}[] = {{{', '.join('{%d, %d, %d, %d}' % tuple(m) for m in sheet['merges']) or '{0}'}}};")
    lines.append("static const struct sheet sheets[] = {" + ", ".join(
        f"{{{quoted(s['name'])}, cells{n}, {len(s['cells'])}, merges{n}, {len(s['merges'])}}}" for n, s in enumerate(book["sheets"])) + "};")
    lines.append("static const struct name names[] = {" + ", ".join(f"{{{quoted(a)}, {quoted('=' + b)}}}" for a, b in book["names"]) + "};")
    return "\n".join(lines) + "\n"


def office_files(gongkai, folder):
    """The same report in every format that offices publish; Word and PDF by LibreOffice."""
    text = folder / "report.txt"
    text.write_text(text_report(1, random.Random(7)))
    files = {"txt": text}
    for format in ("html", "xlsx", "csv", "json"):
        files[format] = folder / f"report.{format}"
        subprocess.run([gongkai, "convert", "-q", str(text), "-o", str(files[format])], check=True)
    for source, target, filter in (("html", "docx", "docx:MS Word 2007 XML"), ("docx", "pdf", "pdf")):
        subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", filter, "--outdir", str(folder),
                        str(files[source])], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        files[target] = folder / f"report.{target}"
    return files
