// The parts of a page: everything is inside it, nothing is fetched, and every text is escaped.

import DisclosureReport

extension String {
  /// Text that stays text in HTML, in content and in attributes.
  var htmlEscaped: String {
    var result = ""
    result.reserveCapacity(utf8.count)
    for scalar in unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\r": break
      // Not allowed in HTML, not even as references: shown in a likeness.
      case _ where scalar.value < 0x20 && scalar != "\n" && scalar != "\t":
        result.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
      case _ where (0x7F..<0xA0).contains(scalar.value) || (0xFDD0...0xFDEF).contains(scalar.value) || scalar.value & 0xFFFE == 0xFFFE:
        result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension String {
  /// As a relative address: what is not a letter or digit of ASCII is escaped.
  var urlEscaped: String {
    utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "/"):
        String(UnicodeScalar(byte))
      default: "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }.joined()
  }
}

/// The frame of a page.
enum PageParts {
  static func start(title: String, isComparison: Bool = false, _ language: Language) -> String {
    """
    <!DOCTYPE html>
    <html lang="zh-CN">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
    \(isComparison ? "\(ComparisonMark.page)\n" : "")<link rel="icon" href="data:,">
    <title>\(title.htmlEscaped)</title>
    <style>
    \(style)
    </style>
    </head>
    <body>
    <svg class="signs" width="0" height="0" aria-hidden="true"><defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line class="hatch" x1="0" y1="0" x2="0" y2="6"/></pattern></defs></svg>
    <main>

    """
  }

  static func end(scripts: [String]) -> String {
    "</main>\n" + scripts.map { "<script>\n\($0)\n</script>\n" }.joined() + "</body>\n</html>\n"
  }

  /// Paragraphs of prose.
  static func prose(_ text: String) -> String {
    text.split(separator: "\n").map { "<p>\($0.description.htmlEscaped)</p>\n" }.joined()
  }

  static let style = """
    :root { color-scheme: light dark; --ink: #1c1c1c; --soft: #5c5c5c; --paper: #fff; --line: #8a8a8a; --head: #f3f3f3;
      --rise: #a61b1b; --fall: #14653a; --mark: #fff6d6; --new: #1f5fa8; --old: #9a9a9a; --gap: #dcdcdc; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --soft: #a8a8a8; --paper: #16181b; --line: #666; --head: #24272b;
      --rise: #ff8f86; --fall: #7fd6a1; --mark: #3a3416; --new: #6cabf0; --old: #777; --gap: #3a3d42; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 "Songti SC", SimSun, "Noto Serif CJK SC", serif; }
    main { max-width: 1080px; margin: 0 auto; padding: 1rem; }
    h1, h2, h3, th { font-family: "Heiti SC", SimHei, "Noto Sans CJK SC", sans-serif; font-weight: 600; }
    h1 { font-size: 1.5rem; text-align: center; line-height: 1.35; }
    h2 { font-size: 1.1rem; margin: 2rem 0 .6rem; }
    .soft { color: var(--soft); font-size: .9rem; }
    .scroll { overflow-x: auto; }
    .scroll:focus-visible, input:focus-visible, select:focus-visible { outline: 3px solid var(--new); outline-offset: 2px; }
    table { border-collapse: collapse; width: 100%; font-size: .88rem; line-height: 1.35; }
    th, td { border: 1px solid var(--line); padding: .3rem .35rem; text-align: center; font-variant-numeric: tabular-nums; }
    th { font-weight: 500; }
    thead th, th.heading { background: var(--head); }
    td.absent { background: var(--gap); }
    td .old, td .delta { display: block; font-size: .82em; color: var(--soft); white-space: nowrap; }
    td.changed, td.added, td.removed, tr.changed > td { background: var(--mark); }
    td.fails { color: var(--rise); font-weight: 600; outline: 2px solid var(--rise); outline-offset: -2px; } td.fails::after { content: " ≠"; }
    td.suspect { border-style: dashed; border-width: 2px; }
    .rise { color: var(--rise); } .fall { color: var(--fall); }
    td .rise, td .fall { font-weight: 600; }
    td.left, th.left { text-align: left; }
    dl.summary { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0; }
    dl.summary div { flex: 1 1 7rem; border: 1px solid var(--line); padding: .5rem .7rem; text-align: center; }
    dl.summary dt { color: var(--soft); font-size: .85rem; } dl.summary dd { margin: 0; font-size: 1.4rem; font-weight: 600; }
    .switches { display: flex; flex-wrap: wrap; gap: 1.2rem; align-items: center; padding: .6rem 0; }
    .switches[hidden] { display: none; }
    .only-changed tr.same { display: none; }
    .sides { display: grid; grid-template-columns: 1fr 1fr; gap: .35rem 1.2rem; }
    .sides > * { padding: .1rem .4rem; border-left: 3px solid transparent; }
    .sides .head { font-weight: 600; }
    .sides .gone { border-color: var(--fall); } .sides .come { border-color: var(--rise); } .sides .reworded { border-color: var(--new); }
    del { text-decoration: line-through; text-decoration-thickness: 2px; color: var(--fall); background: none; }
    ins { text-decoration: underline; text-decoration-thickness: 2px; color: var(--rise); background: none; }
    figure { margin: 1rem 0; } figcaption { font-weight: 600; }
    svg { width: 100%; max-width: 720px; height: auto; display: block; }
    svg text { fill: var(--ink); font-size: 13px; font-family: "Heiti SC", SimHei, "Noto Sans CJK SC", sans-serif; }
    svg .new { fill: var(--new); } svg .old { fill: none; stroke: var(--old); stroke-width: 1.5; } svg.signs { position: absolute; } svg .over { fill: none; stroke: var(--new); stroke-width: 2; } svg .break { stroke: var(--soft); stroke-dasharray: 3 3; } svg .hatch { stroke: var(--old); stroke-width: 1; }
    @media (max-width: 600px) { .sides { grid-template-columns: 1fr; } .sides .empty { display: none; } body { font-size: 15px; } main { padding: .6rem; }
      .scroll table { min-width: 42rem; } th[scope=row] { min-width: 7em; } figure { overflow-x: auto; } svg { min-width: 32rem; } }
    .sortable { border-collapse: separate; border-spacing: 0; } .sortable th, .sortable td { border-width: 0 1px 1px 0; padding: 5px 6px; line-height: 19px; } .sortable thead th { border-top-width: 1px; } .sortable tr > :first-child { border-left-width: 1px; }
    .sortable th [role=button] { display: block; cursor: pointer; } .scroll:has(.sortable) { max-height: 92vh; overflow: auto; } .sortable thead th { position: sticky; top: 0; z-index: 1; }
    .sortable th [role=button]:focus-visible { outline: 3px solid var(--new); } th[aria-sort=ascending] [role=button]::after { content: " ▲"; } th[aria-sort=descending] [role=button]::after { content: " ▼"; }
    .sortable tr.changed > td { background: none; } .search { margin: .4rem 0; padding: .35rem .5rem; font: inherit; width: min(24rem, 100%); background: var(--paper); color: var(--ink); border: 1px solid var(--line); }
    a { color: var(--new); } main:has(.sortable) { max-width: 100%; } .sortable th[scope=row], .sortable td.left { min-width: 12em; max-width: 22em; overflow-wrap: anywhere; }
    .sortable th[scope=row] { position: sticky; left: 0; background: var(--paper); } .sortable thead th:first-child { left: 0; z-index: 2; }
    @media (max-width: 600px) { .sortable th[scope=row] { position: static; } }
    @page { size: A4; margin: 15mm; } @page wide { size: A4 landscape; margin: 10mm; }
    @media print { body { font-size: 10.5pt; background: #fff; color: #000; } .switches, .search, .search + label { display: none; } .scroll, .scroll:has(.sortable) { overflow: visible; max-height: none; } .sortable thead th, .sortable th[scope=row] { position: static; } main:has(.sortable) { page: wide; } .sortable { font-size: 6.5pt; }
      .sortable th, .sortable td { padding: 1px 2px; line-height: 1.3; } .sortable th[scope=row], .sortable td.left { min-width: 7em; max-width: 14em; } table { font-size: 8pt; }
      main { max-width: none; padding: 0; } th, td { padding: .12rem .2rem; } thead { display: table-header-group; } tr, figure { break-inside: avoid; } h2 { break-after: avoid; } }
    """

  /// Sorts a table by the column whose title is pressed, and hides the rows without the words that are searched for.
  static let sorting = """
    (() => {
      const collator = new Intl.Collator('zh', {numeric: true});
      const number = text => /^[+-]?[0-9.,]+%?$/.test(text) ? parseFloat(text.replace(/[%+,]/g, '')) : null;
      for (const table of document.querySelectorAll('table.sortable')) {
        const body = table.tBodies[0], rows = [...body.rows], titles = [...table.tHead.rows[0].cells];
        // Read when first asked for, not while the page is drawn.
        let texts = null, words = null;
        const numeric = [];
        const read = () => {
          texts ??= rows.map(row => [...row.cells].map(cell => cell.dataset.sort ?? cell.textContent));
          words ??= rows.map(row => row.textContent.toLowerCase());
        };
        let order = rows.map((_, index) => index);
        titles.forEach((title, column) => {
          // A button of the browser's own would not be printed again on the next page.
          const button = document.createElement('span');
          button.setAttribute('role', 'button');
          button.tabIndex = 0;
          button.append(...title.childNodes);
          title.append(button);
          button.addEventListener('keydown', event => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); button.click(); } });
          button.addEventListener('click', () => {
            read();
            numeric[column] ??= texts.every(row => row[column] === '' || number(row[column]) !== null);
            const isDown = title.getAttribute('aria-sort') ? title.getAttribute('aria-sort') === 'ascending' : numeric[column];
            for (const other of titles) other.removeAttribute('aria-sort');
            title.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
            const key = index => numeric[column] ? number(texts[index][column]) : texts[index][column];
            order.sort((a, b) => {
              const x = key(a), y = key(b);
              if (x === null || x === '' || y === null || y === '') return (x === null || x === '') - (y === null || y === '') || a - b;
              const way = numeric[column] ? x - y : collator.compare(x, y);
              return (isDown ? -way : way) || a - b;
            });
            const sorted = document.createDocumentFragment();
            for (const index of order) sorted.append(rows[index]);
            body.append(sorted);
          });
        });
        const search = document.createElement('input');
        search.type = 'search';
        search.className = 'search';
        search.placeholder = search.ariaLabel = table.dataset.search;
        table.parentElement.before(search);
        const only = document.createElement('input'), label = document.createElement('label');
        only.type = 'checkbox';
        label.append(only, ' ' + table.dataset.wrong);
        // Where all is well, or all is wrong, there is nothing to choose.
        if (rows.some(row => row.classList.contains('wrong')) && !rows.every(row => row.classList.contains('wrong'))) search.after(label);
        const choose = () => {
          read();
          const wanted = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
          rows.forEach((row, index) => {
            row.hidden = only.checked && !row.classList.contains('wrong') || !wanted.every(word => words[index].includes(word));
          });
        };
        search.addEventListener('input', choose);
        only.addEventListener('change', choose);
      }
    })();
    """

  /// Enhances the page: without scripts, all rows and the percentages of the old figures are shown.
  static let script = """
    (() => {
      const switches = document.querySelector('.switches');
      if (!switches) return;
      switches.hidden = false;
      // A group's label belongs to the first of its rows that is shown, and spans those that are.
      const groups = [...document.querySelectorAll('th[data-rows]')].map(label => {
        const first = label.parentElement, rows = [];
        for (let row = first; rows.length < +label.dataset.rows; row = row.nextElementSibling) rows.push(row);
        return {label, rows, level: +label.dataset.level};
      });
      switches.querySelector('[name=only]').addEventListener('change', event => {
        document.body.classList.toggle('only-changed', event.target.checked);
        for (const {label, rows, level} of groups) {
          const shown = rows.filter(row => !(event.target.checked && row.classList.contains('same')));
          label.remove();
          if (!shown.length) { rows[0].prepend(label); continue; }
          label.rowSpan = shown.length;
          const before = [...shown[0].children].find(cell => !(cell.dataset.level && +cell.dataset.level < level));
          shown[0].insertBefore(label, before);
        }
      });
      switches.querySelector('[name=reference]').addEventListener('change', event => {
        for (const percent of document.querySelectorAll('.percent')) percent.textContent = percent.dataset[event.target.value];
      });
    })();
    """
}
