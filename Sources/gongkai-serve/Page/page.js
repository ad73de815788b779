'use strict';
// The page for an office: reads what is dropped, shows the official tables, edits them as a sheet does, checks as it is typed.
(() => {
  const words = {
    title: ['政府信息公开工作年度报告', 'Annual reports on government information disclosure'],
    skip: ['到正文', 'to the content'], dropTitle: ['把报告拖到这里', 'Drop reports here'],
    dropText: ['网页、Word、Excel、PDF、CSV、JSON 或文本；一份是核对，两份是比较，多份或文件夹是一览。也可以直接粘贴文字。',
      'Pages, Word, Excel, PDF, CSV, JSON or text: one is checked, two are compared, many or a folder are listed. Text can be pasted, too.'],
    kept: ['内容只在这台机器和服务器之间传送；服务器回答后不保留任何东西，编辑中的内容存在本浏览器里。',
      'What you drop goes to the server and no farther; it keeps nothing after its answer, work in progress stays in this browser.'],
    open: ['打开文件…', 'Open files…'], folder: ['打开文件夹…', 'Open a folder…'], blank: ['新建空白表', 'New blank form'], last: ['上一年的报告…', "Last year's report…"],
    language: ['English', '中文'], agency: ['机关', 'agency'], year: ['年份', 'year'], form: ['格式', 'form'], download: ['下载', 'download'],
    book: ['工作簿', 'workbook'], word: ['Word', 'Word'], page: ['网页', 'page'], undo: ['撤销', 'undo'], redo: ['重做', 'redo'], close: ['关闭', 'close'],
    print: ['打印', 'print'], findings: ['核对发现', 'Findings'], relations: ['勾稽关系', 'relations'], hold: ['成立', 'hold'], fail: ['不成立', 'fail'],
    open_: ['未填', 'unfilled'], nothing: ['没有发现问题', 'nothing was found'], fill: ['填入', 'fill in'], change: ['改为', 'change to'], reading: ['正在读取…', 'reading…'],
    checking: ['正在核对正文…', 'checking the prose…'], compare: ['比较', 'Comparison'], many: ['一览', 'Overview'], merge: ['汇总为一份', 'Add up'],
    mergeName: ['汇总后的机关名称', 'the name of the sum'], changed: ['有变化', 'changed'], same: ['相同', 'same'], row: ['项目', 'row'], column: ['列', 'column'],
    before: ['前', 'before'], after: ['后', 'after'], difference: ['增减', 'change'], errors: ['错误', 'errors'], warnings: ['警告', 'warnings'],
    restored: ['已恢复上次编辑的内容', 'restored what you were working on'], source: ['原文', 'source'], several: ['份报告，现在看第一份', 'reports; this is the first'],
    lastIs: ['上年', 'last year'], noNumber: ['不是数字', 'not a number'], whole: ['应为整数', 'a whole number was expected'], negative: ['不能小于 0', 'not below 0'],
    add: ['添加文字', 'add prose'], served: ['服务器没有回答', 'the server did not answer'], describe: ['写总体情况', 'write the summary'], search: ['查找', 'search'],
    keys: ['方向键移动，直接输入替换，F2 修改，Enter/Tab 下一格，Delete 清除，可粘贴 Excel、WPS 中的一块', 'Arrows move, typing replaces, F2 edits, Enter and Tab go on, Delete clears; paste a block from a sheet'],
  };
  let language = localStorage.getItem('gongkai.language') === 'en' ? 1 : 0;
  const say = key => words[key]?.[language] ?? key;
  const inBoth = text => typeof text === 'string' ? text : text[language ? 'en' : 'zh'];

  // Elements, never markup.
  const h = (tag, properties, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties ?? {})) {
      if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
      else if (name === 'class') element.className = value;
      else if (name in element && name !== 'list') element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children.flat().filter(child => child !== null && child !== undefined));
    return element;
  };
  const view = document.getElementById('view'), drop = document.getElementById('drop'), told = document.getElementById('told');
  let hiding = 0;
  const tell = (text, stays) => {
    told.textContent = text;
    clearTimeout(hiding);
    if (text && !stays) hiding = setTimeout(() => { told.textContent = ''; }, 8000);
  };

  // --- The server

  const frame = files => new Blob(files.flatMap(file => [`${file.name.replaceAll('\n', ' ')}\n${file.blob.size}\n`, file.blob]));
  const ask = async (what, files, options = {}) => {
    const query = new URLSearchParams({lang: language ? 'en' : 'zh', ...options});
    let answer;
    try {
      answer = await fetch(`/${what}?${query}`, {method: 'POST', body: frame(files)});
    } catch {
      throw new Error(say('served'));
    }
    if (answer.ok) return answer;
    let message = `${answer.status}`;
    try { message = inBoth((await answer.json()).error); } catch { /* the status says it */ }
    // Files have numbers there.
    files.forEach((file, index) => { message = message.replaceAll(new RegExp(`(^|\\n| )${index + 1}\\.[a-z0-9]*(?=:)`, 'g'), `$1${file.name}`); });
    throw new Error(message);
  };
  const asFile = (report, name = 'report.json') => ({name, blob: new Blob([JSON.stringify(report)])});
  const forms = {};
  const layout = async id => forms[id] ??= await (await fetch(`/form/${encodeURIComponent(id)}`)).json();
  const busy = async (text, work) => {
    tell(text, true);
    try { await work(); if (told.textContent === text) tell(''); } catch (error) { tell(error.message); }
  };
  const save = async (what, files, options, name) => busy(say('download') + '…', async () => {
    const blob = await (await ask(what, files, options)).blob();
    const link = h('a', {href: URL.createObjectURL(blob), download: name});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  });

  // --- Exact figures: millionths

  const parse = text => {
    const plain = String(text).trim().replaceAll(/[,，\s]/g, '').replaceAll(/[０-９]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0xFEE0)).replace('－', '-').replace(/^\+/, '');
    if (!/^-?\d{1,10}(\.\d{1,6})?$/.test(plain)) return null;
    const [whole, part = ''] = plain.replace('-', '').split('.');
    const value = BigInt(whole) * 1000000n + BigInt(part.padEnd(6, '0'));
    return plain.startsWith('-') ? -value : value;
  };
  const print = value => {
    const size = value < 0n ? -value : value, part = (size % 1000000n).toString().padStart(6, '0').replace(/0+$/, '');
    return (value < 0n ? '-' : '') + size / 1000000n + (part ? '.' + part : '');
  };

  // --- One report

  let state = null;   // {form, agency, year, cells: Map(address → bigint | null), sections, findings, name, source, previous}
  let past = [], future = [];

  const cellsOf = report => {
    const cells = new Map();
    for (const [table, rows] of Object.entries(report.tables ?? {}))
      for (const [row, columns] of Object.entries(rows))
        for (const [column, value] of Object.entries(columns)) cells.set(`${table}/${row}/${column}`, value === null ? null : parse(value));
    return cells;
  };
  const reportOf = current => {
    const tables = {};
    for (const [address, value] of current.cells) {
      const [table, row, column] = address.split('/');
      ((tables[table] ??= {})[row] ??= {})[column] = value === null ? null : Number(print(value));
    }
    const inferred = [...current.inferred ?? []].filter(address => typeof current.cells.get(address) === 'bigint');
    return {form: current.form.id, agency: current.agency, year: current.year, tables, ...(inferred.length ? {inferred} : {}), sections: current.sections.filter(part => part.heading || part.text)};
  };
  const keep = () => {
    try {
      if (!state) return localStorage.removeItem('gongkai.work');
      localStorage.setItem('gongkai.work', JSON.stringify({report: reportOf(state), name: state.name, previous: state.previous && reportOf(state.previous)}));
    } catch { /* the browser keeps nothing for us: the page still works */ }
  };
  const show = async (report, extra = {}) => {
    const form = await layout(report.form);
    const sections = (report.sections ?? []).map(part => ({...part}));
    for (const part of form.parts) {
      if (!part.table && !sections.some(known => known.heading === part.heading || part.also.includes(known.heading))) sections.push({heading: part.heading, text: ''});
    }
    state = {form, agency: report.agency ?? '', year: report.year ?? null, cells: cellsOf(report), inferred: new Set(report.inferred ?? []), sections, findings: [], name: '', source: null, previous: null, ...extra};
    past = [], future = [];
    draw();
    keep();
  };

  const sum = terms => terms.reduce((total, [address, sign]) => total + (state.cells.get(address) ?? 0n) * BigInt(sign), 0n);
  const compareSigns = {'=': (a, b) => a === b, '<=': (a, b) => a <= b, '>=': (a, b) => a >= b};
  const results = () => state.form.relations.map(relation => {
    const all = [...relation.left, ...relation.right].map(([address]) => address);
    const stated = all.filter(address => typeof state.cells.get(address) === 'bigint');
    const absent = all.filter(address => !state.cells.has(address));
    const left = sum(relation.left), right = sum(relation.right);
    const outcome = absent.length ? 'open' : !stated.length ? 'open' : compareSigns[relation.sign]?.(left, right) ?? true ? 'holds' : 'fails';
    return {relation, left, right, outcome, open: all.filter(address => typeof state.cells.get(address) !== 'bigint')};
  });
  /// What the relations determine: the one cell that is not filled in, or the total that its parts do not add up to.
  const offer = result => {
    const {relation, left, right, open, outcome} = result;
    if (relation.sign !== '=') return null;
    if (open.length === 1) {
      const [address] = open, onLeft = relation.left.find(term => term[0] === address), term = onLeft ?? relation.right.find(term => term[0] === address);
      const value = (onLeft ? right - left : left - right) * BigInt(term[1]);
      return value >= 0n || kinds[address] === 'signed' ? {address, value} : null;
    }
    return outcome === 'fails' && relation.right.length === 1 ? {address: relation.right[0][0], value: left} : null;
  };

  let cellElements = {}, kinds = {}, labels = {}, grids = [];
  const draw = () => {
    drop.classList.add('small');
    cellElements = {}, kinds = {}, labels = {}, grids = [];
    const field = (name, value, set, wide) => h('label', {}, say(name), h('input', {class: wide ? 'wide' : '', value: value ?? '', onchange: event => edit(() => set(event.target.value.trim()))}));
    const parts = state.form.parts.map(part => {
      const section = state.sections.find(known => known.heading === part.heading || part.also.includes(known.heading));
      const table = state.form.tables.find(table => table.id === part.table);
      return [h('h2', {}, section?.heading ?? part.heading), section && prose(section), table && drawTable(table),
        table && !section ? h('p', {class: 'buttons'}, h('button', {type: 'button', onclick: () => edit(() => state.sections.push({heading: part.heading, text: ''}), true)}, say('add'))) : null];
    });
    const others = state.sections.filter(section => !state.form.parts.some(part => part.heading === section.heading || part.also.includes(section.heading)))
      .map(section => [h('h2', {}, section.heading || '—'), prose(section)]);
    view.replaceChildren(h('div', {class: 'report'},
      h('div', {},
        h('div', {class: 'fields'}, field('agency', state.agency, value => { state.agency = value; }, true),
          field('year', state.year, value => { state.year = state.form.monthly ? value : Number.parseInt(value, 10) || null; }), h('span', {class: 'soft'}, `${say('form')} ${inBoth(state.form.name)}`)),
        h('p', {class: 'buttons'}, h('span', {class: 'soft'}, say('download')),
          ...[['xlsx', 'book'], ['docx', 'word'], ['csv', 'CSV'], ['json', 'JSON'], ['html', 'page']].map(([format, name]) =>
            h('button', {type: 'button', id: `save-${format}`, onclick: () => save('write', [asFile(reportOf(state))], {to: format}, `${state.agency || 'report'}${state.year ?? ''}.${format}`)}, say(name))),
          h('button', {type: 'button', onclick: () => window.print()}, say('print')),
          h('button', {type: 'button', id: 'undo', onclick: undo}, say('undo')), h('button', {type: 'button', id: 'redo', onclick: redo}, say('redo')),
          h('button', {type: 'button', onclick: pickLast}, say('last')),
          state.previous ? h('button', {type: 'button', onclick: describe}, say('describe')) : null,
          h('button', {type: 'button', onclick: close}, say('close'))),
        h('p', {class: 'soft'}, say('keys')), ...others.flat(), ...parts.flat()),
      h('aside', {'aria-label': say('findings')}, h('h2', {}, say('findings')), h('p', {class: 'bar', id: 'verdict', role: 'status'}), h('ul', {class: 'findings', id: 'findings'}))));
    verdict();
  };
  const prose = section => h('textarea', {value: section.text, 'aria-label': section.heading, rows: Math.max(3, Math.min(24, section.text.length / 38 + section.text.split('\n').length)),
    oninput: event => { section.text = event.target.value; later(); }});

  const drawTable = table => {
    const rows = Array.from({length: table.height}, () => h('tr', {}));
    const grid = {table, places: Array.from({length: table.height}, () => [])};
    for (const item of table.items) {
      const spans = {rowSpan: item.h, colSpan: item.w};
      if (!item.cell) {
        rows[item.r].append(h(item.text ? 'th' : 'td', {...spans, scope: item.c < table.labels ? 'row' : 'col'}, item.text));
        continue;
      }
      kinds[item.cell] = item.kind;
      labels[item.cell] = item.label;
      const element = h('td', {...spans, class: 'cell', tabIndex: -1, role: 'gridcell', 'data-cell': item.cell});
      cellElements[item.cell] = element;
      grid.places[item.r].push(item.cell);
      rows[item.r].append(element);
      paint(item.cell);
    }
    grid.places = grid.places.filter(row => row.length);
    if (grid.places.length) cellElements[grid.places[0][0]].tabIndex = 0;
    grids.push(grid);
    const element = h('table', {role: 'grid', 'aria-label': inBoth(table.name)}, h('tbody', {}, ...rows));
    return h('div', {class: 'scroll'}, element);
  };
  const shown = (value, kind) => value === undefined || value === null ? '' : kind === 'signed' && value > 0n ? '+' + print(value) : print(value);
  const paint = address => {
    const element = cellElements[address], value = state.cells.get(address), last = state.previous?.cells.get(address);
    element.classList.toggle('absent', value === undefined);
    const beside = typeof last === 'bigint' ? h('small', {}, `${print(last)}${typeof value === 'bigint' && value !== last ? ` ${value > last ? '▲' : '▼'}${print(value > last ? value - last : last - value)}` : ''}`) : null;
    element.replaceChildren(shown(value, kinds[address]), ...(beside ? [beside] : []));
    const failing = failures.get(address);
    element.classList.toggle('failing', !!failing);
    element.setAttribute('aria-label', `${labels[address]}: ${shown(value, kinds[address]) || say('open_')}${failing ? `, ${say('fail')}` : ''}`);
    element.setAttribute('aria-invalid', failing ? 'true' : 'false');
  };

  let failures = new Map();
  const verdict = () => {
    const all = results(), before = failures;
    failures = new Map();
    for (const result of all) if (result.outcome === 'fails') failures.set(result.relation.right[0][0], result);
    for (const address of new Set([...before.keys(), ...failures.keys()])) if (cellElements[address]) paint(address);
    const count = outcome => all.filter(result => result.outcome === outcome).length;
    const bar = document.getElementById('verdict');
    if (!bar) return;
    bar.replaceChildren(h('span', {}, `${say('relations')} ${all.length}`), h('span', {class: 'good'}, `${say('hold')} ${count('holds')}`),
      h('span', {class: count('fails') ? 'bad' : ''}, `${say('fail')} ${count('fails')}`), h('span', {class: 'soft'}, `${say('open_')} ${count('open')}`));
    const lines = all.filter(result => result.outcome === 'fails').map(result => {
      const target = result.relation.right[0][0], chance = offer(result);
      return finding('error', `${result.relation.label}：${inBoth(result.relation.name)}　${print(result.left)} ${result.relation.sign === '=' ? '≠' : '>'} ${print(result.right)}`, target, chance);
    });
    const offered = new Set();
    for (const result of all) {
      const chance = result.outcome === 'fails' ? null : offer(result);
      if (!chance || offered.has(chance.address) || typeof state.cells.get(chance.address) === 'bigint') continue;
      offered.add(chance.address);
      lines.push(finding('note', `${labels[chance.address]}　${inBoth(result.relation.name)}`, chance.address, chance));
    }
    const known = new Set(state.form.relations.map(relation => relation.id));
    for (const told of state.findings) if (!known.has(told.code) && told.code !== 'unverifiable' && told.code !== 'repair') lines.push(finding(told.severity, told.message, cellOf(told.cell), null, told.source));
    document.getElementById('findings').replaceChildren(...lines.length ? lines : [h('li', {}, say('nothing'))]);
    document.getElementById('undo').disabled = !past.length;
    document.getElementById('redo').disabled = !future.length;
  };
  const cellOf = address => !address ? null : cellElements[address] ? address
    : Object.keys(cellElements).find(known => known.startsWith(address + '/') && !state.cells.has(known)) ?? Object.keys(cellElements).find(known => known.startsWith(address + '/')) ?? null;
  const finding = (severity, text, address, chance, source) => {
    const item = h('li', {class: severity});
    const piece = h('p', {class: 'piece', hidden: true});
    const go = h('button', {type: 'button', class: 'go', onclick: () => {
      if (address) focus(address);
      const line = source && state.source?.split(/\r\n|\r|\n/)[source.line - 1];
      if (source) {
        piece.textContent = `${say('source')} ${source.place ?? `${source.line}:${source.column}`}${line !== undefined && line !== null && !source.place ? `\n${line.slice(0, 400)}` : ''}`;
        piece.hidden = false;
      }
    }}, text);
    item.append(go, piece);
    if (chance) item.append(h('button', {type: 'button', class: 'offer', onclick: () => { set(chance.address, chance.value); focus(chance.address); }},
      `${typeof state.cells.get(chance.address) === 'bigint' ? say('change') : say('fill')} ${print(chance.value)}`));
    return item;
  };

  // --- Editing

  const snapshot = () => ({cells: new Map(state.cells), inferred: new Set(state.inferred), agency: state.agency, year: state.year, sections: state.sections.map(part => ({...part}))});
  const restore = saved => { Object.assign(state, {...saved, cells: new Map(saved.cells), inferred: new Set(saved.inferred), sections: saved.sections.map(part => ({...part}))}); draw(); later(); };
  const edit = (change, redraw) => {
    past.push(snapshot());
    if (past.length > 300) past.shift();
    future = [];
    change();
    if (redraw) draw(); else verdict();
    later();
  };
  const undo = () => { if (past.length) { future.push(snapshot()); const place = chosen; restore(past.pop()); if (place) focus(place, true); } };
  const redo = () => { if (future.length) { past.push(snapshot()); const place = chosen; restore(future.pop()); if (place) focus(place, true); } };
  const put = (address, value) => { state.cells.set(address, value); state.inferred.delete(address); paint(address); };
  const set = (address, value) => edit(() => put(address, value));
  /// The value of a text for a cell; what is wrong with it is told, and nothing changes.
  const valueOf = (text, address) => {
    if (['', '-', '/', '—', '无'].includes(text.trim())) return {value: null};
    const value = parse(text);
    if (value === null) return {error: `“${text.slice(0, 40)}” ${say('noNumber')}`};
    if (kinds[address] !== 'money' && value % 1000000n !== 0n) return {error: `${text} ${say('whole')}`};
    if (kinds[address] !== 'signed' && value < 0n) return {error: `${text} ${say('negative')}`};
    return {value};
  };
  let chosen = null;
  const focus = (address, quiet) => {
    const element = cellElements[address];
    if (!element) return;
    if (chosen && cellElements[chosen]) cellElements[chosen].classList.remove('chosen');
    chosen = address;
    element.classList.add('chosen');
    for (const grid of grids) if (grid.places.some(row => row.includes(address))) for (const row of grid.places) for (const other of row) cellElements[other].tabIndex = other === address ? 0 : -1;
    element.focus({preventScroll: quiet});
    if (!quiet) element.scrollIntoView({block: 'nearest', inline: 'nearest'});
  };
  const place = address => {
    for (const grid of grids) for (let row = 0; row < grid.places.length; row++) {
      const column = grid.places[row].indexOf(address);
      if (column >= 0) return {grid, row, column};
    }
    return null;
  };
  const move = (address, down, right) => {
    const here = place(address);
    if (!here) return;
    const {grid} = here;
    let row = here.row + down, column = here.column + right;
    if (right && column < 0 && row > 0) { row -= 1; column = grid.places[row].length - 1; }
    if (right && column >= grid.places[here.row].length && row + 1 < grid.places.length) { row += 1; column = 0; }
    row = Math.max(0, Math.min(grid.places.length - 1, row));
    focus(grid.places[row][Math.max(0, Math.min(grid.places[row].length - 1, column))]);
  };
  const type = (address, text) => {
    const element = cellElements[address], old = text ?? shown(state.cells.get(address), kinds[address]);
    const input = h('input', {value: old, 'aria-label': labels[address], inputMode: 'decimal'});
    let isDone = false;
    const done = (down, right, keeps = true) => {
      if (isDone) return true;
      const {value, error} = keeps ? valueOf(input.value, address) : {};
      if (error) { tell(error); input.setAttribute('aria-invalid', 'true'); return false; }
      isDone = true;
      input.remove();
      if (keeps && state.cells.get(address) !== value) set(address, value); else paint(address);
      if (down || right) move(address, down, right); else focus(address, true);
      return true;
    };
    input.addEventListener('keydown', event => {
      event.stopPropagation();
      if (event.key === 'Enter') { event.preventDefault(); done(event.shiftKey ? -1 : 1, 0); }
      else if (event.key === 'Tab') { event.preventDefault(); done(0, event.shiftKey ? -1 : 1); }
      else if (event.key === 'Escape') { event.preventDefault(); done(0, 0, false); }
      else if (text !== undefined && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) { event.preventDefault(); done(event.key === 'ArrowUp' ? -1 : 1, 0); }
    });
    input.addEventListener('blur', () => { if (!isDone && !done(0, 0)) { isDone = true; input.remove(); paint(address); } });
    element.append(input);
    input.focus();
    if (text === undefined) input.select(); else input.setSelectionRange(old.length, old.length);
  };
  view.addEventListener('mousedown', event => {
    const cell = event.target.closest?.('td.cell');
    if (cell && event.target.tagName !== 'INPUT') { event.preventDefault(); document.activeElement?.blur?.(); focus(cell.dataset.cell, true); }
  });
  view.addEventListener('dblclick', event => { const cell = event.target.closest?.('td.cell'); if (cell && event.target.tagName !== 'INPUT') type(cell.dataset.cell); });
  view.addEventListener('focusin', event => { const cell = event.target.closest?.('td.cell'); if (cell && event.target === cell && chosen !== cell.dataset.cell) focus(cell.dataset.cell, true); });
  document.addEventListener('keydown', event => {
    const isCommand = event.ctrlKey || event.metaKey, inText = ['TEXTAREA', 'INPUT', 'SELECT'].includes(document.activeElement?.tagName);
    if (isCommand && !inText && state && ['z', 'y'].includes(event.key.toLowerCase())) {
      event.preventDefault();
      if (event.key.toLowerCase() === 'y' || event.shiftKey) redo(); else undo();
      return;
    }
    const cell = document.activeElement?.closest?.('td.cell');
    if (!cell || inText || isCommand || event.altKey) return;
    const address = cell.dataset.cell, moves = {ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [event.shiftKey ? -1 : 1, 0]};
    if (moves[event.key]) { event.preventDefault(); move(address, ...moves[event.key]); }
    else if (event.key === 'Tab') {
      const here = place(address), last = here.grid.places.at(-1).at(-1), first = here.grid.places[0][0];
      // At its ends the table lets go.
      if (address !== (event.shiftKey ? first : last)) { event.preventDefault(); move(address, 0, event.shiftKey ? -1 : 1); }
    }
    else if (event.key === 'Delete' || event.key === 'Backspace') { event.preventDefault(); set(address, null); }
    else if (event.key === 'F2') { event.preventDefault(); type(address); }
    else if (event.key.length === 1) { event.preventDefault(); type(address, event.key); }
  });
  document.addEventListener('copy', event => {
    const cell = document.activeElement?.closest?.('td.cell');
    if (cell && document.activeElement === cell) { event.clipboardData.setData('text/plain', shown(state.cells.get(cell.dataset.cell), '')); event.preventDefault(); }
  });
  document.addEventListener('paste', event => {
    const active = document.activeElement;
    if (['TEXTAREA', 'INPUT'].includes(active?.tagName)) return;
    const text = event.clipboardData.getData('text/plain'), cell = active?.closest?.('td.cell');
    if (event.clipboardData.files.length) { event.preventDefault(); take([...event.clipboardData.files].map(file => ({name: file.name, blob: file}))); return; }
    if (!text.trim()) return;
    event.preventDefault();
    if (!cell) { take([{name: 'pasted.txt', blob: new Blob([text])}]); return; }
    const here = place(cell.dataset.cell), block = text.replace(/\r?\n$/, '').split(/\r?\n/).map(line => line.split('\t'));
    const changes = [];
    for (const [down, line] of block.entries()) for (const [right, part] of line.entries()) {
      const address = here.grid.places[here.row + down]?.[here.column + right];
      if (!address) { if (part.trim()) return tell(`“${part.slice(0, 20)}”: ${language ? 'there is no cell for it' : '没有对应的格'}`); continue; }
      const {value, error} = valueOf(part, address);
      if (error) return tell(`${labels[address]}: ${error}`);
      changes.push([address, value]);
    }
    edit(() => { for (const [address, value] of changes) put(address, value); });
    focus(cell.dataset.cell, true);
  });

  // Prose and what depends on it is checked where the command is; figures are checked here.
  let waiting = 0, asked = 0;
  const later = () => {
    keep();
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const mine = ++asked;
      try {
        const audit = await (await ask('check', [asFile(reportOf(state))])).json();
        if (mine === asked && state) { state.findings = (Array.isArray(audit) ? audit[0] : audit)?.findings ?? []; verdict(); }
      } catch (error) { if (mine === asked) tell(error.message); }
    }, 400);
  };
  const close = () => { state = null; keep(); view.replaceChildren(); drop.classList.remove('small'); };
  const describe = () => busy(say('checking'), async () => {
    const text = await (await ask('describe', [asFile(reportOf(state)), asFile(reportOf(state.previous))])).text();
    edit(() => { const part = state.sections.find(section => !state.form.parts.find(known => known.heading === section.heading)?.table) ?? state.sections[0]; part.text = (part.text ? part.text + '\n' : '') + text.trim(); }, true);
  });

  // --- What is dropped

  const take = files => busy(say('reading'), async () => {
    if (files.length === 1) return one(files[0]);
    if (files.length === 2) return two(files);
    return many(files);
  });
  const textOf = async file => /\.(docx|xlsx|pdf|doc|xls|wps|et|odt|ods)$/i.test(file.name) || file.blob.size > 4e6 ? null : file.blob.text();
  const reportsOf = answer => Array.isArray(answer.reports) ? answer.reports : [answer.reports];
  const one = async file => {
    const answer = await (await ask('read', [file])).json();
    const reports = reportsOf(answer), audits = Array.isArray(answer.audits) ? answer.audits : [answer.audits];
    await show(reports[0], {name: file.name, source: await textOf(file), findings: audits[0]?.findings ?? []});
    if (reports.length > 1) tell(`${reports.length} ${say('several')}`);
  };
  const two = async files => {
    const comparison = await (await ask('diff', files, {to: 'json'})).json();
    const pair = Array.isArray(comparison) ? comparison[0] : comparison;
    const lines = pair.cells.map(cell => [cell.label.split('/').slice(0, -1).join('/'), cell.label.split('/').at(-1), cell.old ?? '', cell.new ?? '', cell.delta ?? '', cell.percent === null ? '' : `${cell.percent}%`]);
    const name = side => `${side.agency} ${side.year ?? ''}`;
    listing(say('compare'), [say('row'), say('column'), name(pair.old), name(pair.new), say('difference'), '%'], lines,
      [`${say('changed')} ${pair.summary.cells.changed}`, `${say('same')} ${pair.summary.cells.same}`], pair.cells.map(cell => cell.change !== 'same'),
      [['xlsx', 'book'], ['html', 'page'], ['csv', 'CSV']].map(([format, title]) => [say(title), () => save('diff', files, {to: format}, `comparison.${format}`)]));
  };
  const many = async files => {
    const lines = await (await ask('overview', files, {to: 'json'})).json();
    const left = ['form', 'path', 'alike', 'moves'], columns = Object.keys(lines[0] ?? {}).filter(column => !left.includes(column));
    const order = [...lines].sort((a, b) => (b.errors ?? 0) - (a.errors ?? 0) || (b.warnings ?? 0) - (a.warnings ?? 0));
    const rates = Object.fromEntries((await layout('2021')).rates.map(rate => [rate.id, inBoth(rate.name)]));
    const title = column => ({agency: say('agency'), year: say('year'), errors: say('errors'), warnings: say('warnings')}[column] ?? rates[column] ?? column);
    const named = line => line.agency || files[Number.parseInt(line.path, 10) - 1]?.name || line.path;
    listing(say('many'), columns.map(title), order.map(line => columns.map(column => column === 'agency' ? named(line) : line[column] ?? '')),
      [`${lines.length}`, `${say('errors')} ${lines.reduce((all, line) => all + (line.errors ?? 0), 0)}`], order.map(line => (line.errors ?? 0) > 0),
      [['xlsx', 'book'], ['html', 'page'], ['csv', 'CSV']].map(([format, name]) => [say(name), () => save('overview', files, {to: format}, `overview.${format}`)])
        .concat([[say('merge'), () => { const agency = window.prompt(say('mergeName')); if (agency) save('merge', files, {to: 'xlsx', agency}, `${agency}.xlsx`); }]]),
      index => { const file = files[Number.parseInt(order[index].path, 10) - 1]; if (file) busy(say('reading'), () => one(file)); });
  };
  const listing = (title, columns, lines, facts, marked, actions, open) => {
    state = null;
    drop.classList.add('small');
    const body = h('tbody', {});
    const rows = lines.map((line, index) => h('tr', {class: marked[index] ? 'changed' : ''}, line.map((text, column) => h(column ? 'td' : 'th', {class: column > 1 ? '' : 'left', scope: column ? null : 'row'},
      column === 0 && open ? h('button', {type: 'button', onclick: () => open(index)}, String(text)) : String(text)))));
    body.append(...rows);
    const number = text => /^[+-]?[0-9.,]+%?$/.test(String(text)) ? Number.parseFloat(String(text).replaceAll(/[%+,]/g, '')) : null;
    let sorted = -1, down = true;
    const head = columns.map((name, column) => h('th', {class: 'sort', scope: 'col'}, h('button', {type: 'button', onclick: event => {
      down = sorted === column ? !down : true;
      sorted = column;
      for (const other of event.target.closest('tr').cells) other.removeAttribute('aria-sort');
      event.target.closest('th').setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const key = index => number(lines[index][column]) ?? String(lines[index][column]);
      body.append(...lines.map((_, index) => index).sort((a, b) => {
        const x = key(a), y = key(b), way = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'zh');
        return (down ? -way : way) || a - b;
      }).map(index => rows[index]));
    }}, name)));
    const search = h('input', {type: 'search', placeholder: say('search'), 'aria-label': say('search'), oninput: event => {
      const wanted = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
      rows.forEach((row, index) => { row.hidden = !wanted.every(word => lines[index].join(' ').toLowerCase().includes(word)); });
    }});
    view.replaceChildren(h('h2', {}, title), h('p', {class: 'bar'}, ...facts.map(fact => h('span', {}, fact)), search), h('p', {class: 'buttons'}, ...actions.map(([name, act]) => h('button', {type: 'button', onclick: act}, name)),
      h('button', {type: 'button', onclick: close}, say('close'))), h('div', {class: 'scroll'}, h('table', {'aria-label': title}, h('thead', {}, h('tr', {}, head)), body)));
  };

  const pick = (properties, then) => {
    const input = h('input', {type: 'file', hidden: true, ...properties, onchange: () => { then([...input.files].map(file => ({name: file.name, blob: file}))); input.remove(); }});
    document.body.append(input);
    input.click();
  };
  const pickLast = () => pick({id: 'last-file'}, files => busy(say('reading'), () => withLast(files[0])));
  /// Last year's report beside: what it hands on is filled in where nothing stands yet, each cell shows its figure.
  const withLast = async file => {
    const last = reportsOf(await (await ask('read', [file])).json())[0];
    const form = await layout(last.form);
    const filled = await (await ask('template', [asFile(last)], {to: 'json', form: state.form.id})).json();
    edit(() => {
      state.previous = {form, agency: last.agency, year: last.year, cells: cellsOf(last), sections: last.sections ?? []};
      if (!state.agency) state.agency = last.agency;
      if (state.year === null && typeof last.year === 'number') state.year = last.year + 1;
      for (const [address, value] of cellsOf(filled)) if (value !== null && typeof state.cells.get(address) !== 'bigint') state.cells.set(address, value);
    }, true);
  };
  const blank = id => busy(say('reading'), async () => show(await (await ask('template', [], {to: 'json', form: id})).json(), {name: ''}));

  const entriesOf = async entry => {
    if (entry.isFile) return [await new Promise((done, fail) => entry.file(file => done({name: file.name, blob: file}), fail))];
    const reader = entry.createReader(), all = [];
    for (;;) {
      const some = await new Promise((done, fail) => reader.readEntries(done, fail));
      if (!some.length) break;
      for (const inner of some) if (!inner.name.startsWith('.')) all.push(...await entriesOf(inner));
    }
    return all;
  };
  addEventListener('dragover', event => { event.preventDefault(); drop.classList.add('over'); });
  addEventListener('dragleave', event => { if (!event.relatedTarget) drop.classList.remove('over'); });
  addEventListener('drop', async event => {
    event.preventDefault();
    drop.classList.remove('over');
    const entries = [...event.dataTransfer.items].map(item => item.webkitGetAsEntry?.()).filter(Boolean);
    const files = entries.length ? (await Promise.all(entries.map(entriesOf))).flat() : [...event.dataTransfer.files].map(file => ({name: file.name, blob: file}));
    if (files.length) take(files);
  });

  // --- The frame

  const drawFrame = () => {
    document.documentElement.lang = language ? 'en' : 'zh-CN';
    for (const element of document.querySelectorAll('[data-say]')) element.textContent = say(element.dataset.say);
    document.title = say('title');
    const choice = h('select', {'aria-label': say('form')}, ...['2021', '2019'].map(id => h('option', {value: id}, id)));
    document.getElementById('tools').replaceChildren(h('button', {type: 'button', id: 'language', lang: language ? 'zh-CN' : 'en', onclick: () => {
      language = 1 - language;
      localStorage.setItem('gongkai.language', language ? 'en' : 'zh');
      drawFrame();
      if (state) { draw(); later(); }
    }}, say('language')));
    document.getElementById('drop-buttons').replaceChildren(
      h('button', {type: 'button', class: 'main', id: 'open', onclick: () => pick({multiple: true, id: 'files'}, take)}, say('open')),
      h('button', {type: 'button', onclick: () => pick({webkitdirectory: true}, take)}, say('folder')),
      h('button', {type: 'button', id: 'blank', onclick: () => blank(choice.value)}, say('blank')), choice);
  };
  drawFrame();
  const kept = (() => { try { return JSON.parse(localStorage.getItem('gongkai.work')); } catch { return null; } })();
  if (kept?.report) {
    show(kept.report, {name: kept.name}).then(async () => {
      if (kept.previous) { state.previous = {form: await layout(kept.previous.form), agency: kept.previous.agency, year: kept.previous.year, cells: cellsOf(kept.previous), sections: kept.previous.sections ?? []}; draw(); }
      tell(say('restored'));
      later();
    }).catch(error => tell(error.message));
  }
})();
