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
    restored: ['已恢复上次编辑的内容', 'restored what you were working on'], source: ['原文', 'source'],
    unkept: ['浏览器存不下正在编辑的内容，重新打开后会丢失；请及时下载', 'the browser has no room for what is edited here, and loses it when closed; download it in time'],
    twice: ['份与另一份机关、年份相同，只计后一份', 'of the same agency and year as another; the later one counts'],
    lastIs: ['上年', 'last year'], noNumber: ['不是数字', 'not a number'], whole: ['应为整数', 'a whole number was expected'], negative: ['不能小于 0', 'not below 0'],
    back: ['返回', 'back'], asLast: ['作为上一年的报告', "as last year's report"], instead: ['打开它，放下现在这份', 'open it and leave this one'], cancel: ['取消', 'cancel'],
    beside: ['现在有一份报告正在编辑。这个文件怎么用？', 'A report is being edited. What is this file for?'], leave: ['现在这份报告有改动，仍要离开吗？', 'The report here has changes. Leave it?'],
    error: ['错误', 'error'], warning: ['警告', 'warning'], note: ['提示', 'note'], units: ['各单位', 'the units'], noAgency: ['机关名称没有填', 'the agency is not filled in'],
    noYear: ['年份没有填', 'the year is not filled in'], badYear: ['年份应为四位数字，如 2024', 'a year has four digits, such as 2024'], tooLarge: ['超出上限 9000000000', 'beyond the limit of 9000000000'],
    edit: ['编辑', 'edit'], series: ['历年', 'Over the years'], pairs: ['对', 'pairs'], alike: ['相同比例', 'alike'], dismiss: ['关闭消息', 'dismiss'], goOn: ['仍要继续', 'go on without'], otherAgency: ['这份报告是另一个机关的，仍作为上一年的报告？', 'That report is of another agency. Take it for last year all the same?'],
    notBefore: ['没有与旁边的报告核对衔接', 'not checked against the report beside it'], newForm: ['格式变更', 'the form changes'],
    add: ['添加文字', 'add prose'], served: ['服务器没有回答', 'the server did not answer'], describe: ['写总体情况', 'write the summary'], search: ['查找', 'search'],
    keys: ['方向键移动，Shift 加方向键选一块，直接输入替换，F2 或双击修改（手机上点一下），Enter/Tab 下一格，Delete 清除，Esc 离开表格，可复制、粘贴 Excel、WPS 中的一块', 'Arrows move, with Shift they choose a block, typing replaces, F2, a double click or a tap edits, Enter and Tab go on, Delete clears, Escape leaves the table; copy and paste blocks of a sheet'],
  };
  // A browser may close its stores to us: then nothing is kept, and the page still works.
  const store = (() => { try { localStorage.getItem(''); return localStorage; } catch { return {getItem: () => null, setItem: () => {}, removeItem: () => {}}; } })();
  const putStore = (name, value) => { try { store.setItem(name, value); return true; } catch { return false; } };
  let language = store.getItem('gongkai.language') === 'en' ? 1 : 0;
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
  // What went wrong stays until it is put away.
  const fail = text => {
    tell(text, true);
    told.append(' ', h('button', {type: 'button', onclick: () => tell('')}, say('dismiss')));
  };
  const choose = (question, choices) => new Promise(done => {
    const dialog = h('dialog', {'aria-label': question}, h('p', {}, question), h('p', {class: 'buttons'}, ...choices.map(([name, value], index) =>
      h('button', {type: 'button', class: index ? '' : 'main', onclick: () => dialog.close(value)}, name))));
    dialog.addEventListener('close', () => { dialog.remove(); done(dialog.returnValue); });
    document.body.append(dialog);
    dialog.showModal();
  });

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
    throw new Error(withNames(message, files));
  };
  /// Files have numbers there.
  const withNames = (message, files) => files.reduce((text, file, index) => text.replaceAll(new RegExp(`(^|\\n| )${index + 1}\\.[a-z0-9]*(?=:)`, 'g'), `$1${file.name}`), message);
  // Under the name by which a message speaks of it.
  const asFile = (report, name = `${report.agency || 'report'} ${report.year ?? ''}.json`) => ({name, blob: new Blob([JSON.stringify(report)])});
  const forms = {};
  const layout = async id => forms[id] ??= await (await fetch(`/form/${encodeURIComponent(id)}`)).json();
  const busy = async (text, work) => {
    tell(text, true);
    try { await work(); if (told.textContent === text) tell(''); } catch (error) { fail(error.message); }
  };
  const save = async (what, files, options, name) => document.querySelector('td.cell input[aria-invalid=true]') ? undefined : busy(say('download') + '…', async () => {
    const blob = await (await ask(what, files, options)).blob();
    const link = h('a', {href: URL.createObjectURL(blob), download: name});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  });

  // --- Exact figures: millionths

  const parse = text => {
    const plain = String(text).trim().replaceAll(/^"|"$/g, '').replaceAll(/[,，\s]/g, '').replaceAll(/[０-９]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0xFEE0)).replace('－', '-').replace(/^\+/, '');
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
  // What is too large for the browser's small store: the files of a list, and what a report was read from.
  const shelf = (() => {
    let opened = null;
    const open = () => opened ??= new Promise((done, fail) => {
      const request = indexedDB.open('gongkai', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('works');
      request.onsuccess = () => done(request.result);
      request.onerror = () => fail(request.error);
    });
    const run = async (mode, work) => {
      try {
        const request = work((await Promise.race([open(), new Promise((_, fail) => setTimeout(fail, 3000))])).transaction('works', mode).objectStore('works'));
        return await new Promise(done => { setTimeout(() => done(undefined), 4000); request.onsuccess = () => done(request.result); request.onerror = () => done(undefined); });
      } catch { return undefined; /* the browser keeps nothing for us */ }
    };
    return {get: key => run('readonly', store => store.get(key)), put: (key, value) => run('readwrite', store => store.put(value, key)), remove: key => run('readwrite', store => store.delete(key))};
  })();
  // Each tab keeps its own work; one that is opened anew goes on with the latest that no other tab holds.
  const works = () => Object.keys(store).filter(name => name.startsWith('gongkai.work.')).map(name => name.slice(13));
  const isAlive = id => Date.now() - Number(store.getItem(`gongkai.alive.${id}`) ?? 0) < 70000;
  // Without locks, as in a network without https, tabs ask each other.
  const line = globalThis.BroadcastChannel ? new BroadcastChannel('gongkai') : null;
  line?.addEventListener('message', event => { if (tab && event.data?.ask === tab) line.postMessage({held: tab}); });
  const answers = id => line ? new Promise(done => {
    line.addEventListener('message', event => { if (event.data?.held === id) done(true); });
    line.postMessage({ask: id});
    setTimeout(() => done(false), 500);
  }) : Promise.resolve(true);
  /// Whether a work is this tab's from here on. A lock ends with its tab, whatever ends that; where there are none, a stamp and the tab tell.
  const hold = id => navigator.locks ? new Promise(done => {
    navigator.locks.request(`gongkai.${id}`, {ifAvailable: true}, lock => { done(!!lock); return lock ? new Promise(() => {}) : undefined; }).catch(() => done(false));
  }) : isAlive(id) ? answers(id).then(isHeld => !isHeld) : Promise.resolve(true);
  let tab = '';
  const findTab = async () => {
    const own = (() => { try { return sessionStorage.getItem('gongkai.tab'); } catch { return null; } })();
    let found = own && await hold(own) ? own : '';
    const left = works().sort().reverse();
    for (const id of left) if (!found && await hold(id)) found = id;
    if (!found) { found = `${Date.now()}-${Math.floor(Math.random() * 1e6)}`; await hold(found); }
    for (const id of left.slice(10)) if (id !== found && await hold(id)) { store.removeItem(`gongkai.work.${id}`); store.removeItem(`gongkai.alive.${id}`); shelf.remove(id); }
    tab = found;
    try { sessionStorage.setItem('gongkai.tab', tab); } catch { /* nothing is kept */ }
    // Every stamp would put off the writing of what matters.
    if (navigator.locks) return;
    const live = () => putStore(`gongkai.alive.${tab}`, Date.now());
    live();
    setInterval(live, 2000);
  };
  addEventListener('pagehide', () => {
    // What is being typed is taken.
    document.activeElement?.blur?.();
    try { store.removeItem(`gongkai.alive.${tab}`); } catch { /* nothing is kept */ }
  });
  const isDirty = () => past.length > 0 || state?.isDirty === true;
  /// Whether what was edited here may be left, in a list also what was edited in its reports.
  const mayLeave = async (withList = true) => !(state && isDirty()) && !(withList && task?.isEdited) || await choose(say('leave'), [[say('goOn'), 'yes'], [say('cancel'), '']]) === 'yes';
  let isUnkeptTold = false;
  const keep = () => {
    if (!tab) return;
    if (!state && !task) { store.removeItem(`gongkai.work.${tab}`); return; }
    const work = JSON.stringify(state ? {report: reportOf(state), name: state.name, isDirty: isDirty(), previous: state.previous && reportOf(state.previous)} : {});
    if (!putStore(`gongkai.work.${tab}`, work) && !isUnkeptTold) { isUnkeptTold = true; fail(say('unkept')); }
  };
  /// What does not change with every key.
  const shelve = () => {
    keep();
    return state || task ? shelf.put(tab, {task, origin: state && {source: state.source, places: state.places, read: state.read}}) : shelf.remove(tab);
  };
  const show = async (report, extra = {}) => {
    const form = await layout(report.form);
    const sections = (report.sections ?? []).map(part => ({...part}));
    for (const part of form.parts) {
      if (!part.table && !sections.some(known => known.heading === part.heading || part.also.includes(known.heading))) sections.push({heading: part.heading, text: ''});
    }
    clearTimeout(waiting);
    asked += 1;
    state = {form, agency: report.agency ?? '', year: report.year ?? null, cells: cellsOf(report), inferred: new Set(report.inferred ?? []), sections, findings: [], name: '', source: null, places: [], read: null, previous: null, units: null, back: null, isDirty: false, ...extra};
    state.places = extra.places ?? state.findings;
    state.read ??= report;
    past = [], future = [];
    // What comes from no list ends the list.
    if (!state.back && !extra.isRestored) task = null;
    draw();
    if (!extra.isRestored) shelve();
  };

  const sum = terms => terms.reduce((total, [address, sign]) => total + (state.cells.get(address) ?? 0n) * BigInt(sign), 0n);
  const compareSigns = {'=': (a, b) => a === b, '<=': (a, b) => a <= b, '>=': (a, b) => a >= b};
  const results = () => state.form.relations.map(relation => {
    const all = [...relation.left, ...relation.right].map(([address]) => address);
    const stated = all.filter(address => typeof state.cells.get(address) === 'bigint');
    const absent = all.filter(address => !state.cells.has(address));
    const left = sum(relation.left), right = sum(relation.right);
    const blankTotal = all.some(address => totals().has(address) && typeof state.cells.get(address) !== 'bigint');
    const outcome = absent.length || !stated.length ? 'open' : compareSigns[relation.sign]?.(left, right) ?? true ? 'holds' : blankTotal ? 'open' : 'fails';
    return {relation, left, right, outcome, open: all.filter(address => typeof state.cells.get(address) !== 'bigint')};
  });
  const totals = () => state.form.totalSet ??= new Set(state.form.totals);
  /// What the relations determine: the one cell that is not filled in, or the total that its parts do not add up to.
  const offer = result => {
    const {relation, left, right, open, outcome} = result;
    if (relation.sign !== '=') return null;
    if (relation.right.length === 1 && open.includes(relation.right[0][0]) && totals().has(relation.right[0][0]) && open.length < relation.left.length + 1) return {address: relation.right[0][0], value: left};
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
    isListing = false;
    cellElements = {}, kinds = {}, labels = {}, grids = [];
    const heading = () => `${state.agency}${state.year ?? ''}${state.form.monthly || state.year === null ? '' : '年'}${state.form.title}`;
    const field = (name, value, read, wide) => h('label', {}, say(name), h('input', {class: wide ? 'wide' : '', value: value ?? '', onchange: event => {
      const {found, error} = read(event.target.value.trim());
      if (error) fail(error); else edit(() => { state[name] = found; });
      event.target.value = state[name] ?? '';
      document.getElementById('paper-title').textContent = heading();
    }}));
    const yearOf = text => {
      const year = text.replaceAll(/[０-９]/g, digit => String.fromCharCode(digit.charCodeAt(0) - 0xFEE0));
      if (state.form.monthly) return {found: year};
      return !year ? {found: null} : /^(19|20)\d\d$/.test(year) ? {found: Number(year)} : {error: say('badYear')};
    };
    const parts = state.form.parts.map(part => {
      const section = state.sections.find(known => known.heading === part.heading || part.also.includes(known.heading));
      const table = state.form.tables.find(table => table.id === part.table);
      return [h('h2', {}, section?.heading ?? part.heading), ...section ? prose(section) : [], table && drawTable(table),
        table && !section ? h('p', {class: 'buttons'}, h('button', {type: 'button', onclick: () => edit(() => state.sections.push({heading: part.heading, text: ''}), true)}, say('add'))) : null];
    });
    const others = state.sections.filter(section => !state.form.parts.some(part => part.heading === section.heading || part.also.includes(section.heading)))
      .map(section => [h('h2', {}, section.heading || '—'), ...prose(section)]);
    view.replaceChildren(h('div', {class: 'report'},
      h('div', {},
        h('h1', {class: 'onpaper', id: 'paper-title', lang: 'zh-CN'}, heading()),
        h('div', {class: 'fields'}, field('agency', state.agency, text => ({found: text}), true), field('year', state.year, yearOf),
          h('span', {class: 'soft'}, `${say('form')} ${inBoth(state.form.name)}`)),
        h('p', {class: 'buttons'}, h('span', {class: 'soft'}, say('download')),
          ...[['xlsx', 'book'], ['docx', 'word'], ['csv', 'CSV'], ['json', 'JSON'], ['html', 'page']].map(([format, name]) =>
            h('button', {type: 'button', id: `save-${format}`, onclick: () => save('write', [asFile(reportOf(state))], {to: format}, `${state.agency || 'report'}${state.year ?? ''}.${format}`)}, say(name))),
          h('button', {type: 'button', onclick: () => window.print()}, say('print')),
          h('button', {type: 'button', id: 'undo', onclick: undo}, say('undo')), h('button', {type: 'button', id: 'redo', onclick: redo}, say('redo')),
          h('button', {type: 'button', onclick: pickLast}, say('last')),
          state.previous ? h('button', {type: 'button', onclick: describe}, say('describe')) : null,
          state.back ? h('button', {type: 'button', id: 'back', onclick: goBack}, say('back')) : null,
          h('button', {type: 'button', onclick: close}, say('close'))),
        h('p', {class: 'soft hint'}, say('keys')), ...others.flat(), ...parts.flat()),
      h('aside', {'aria-label': say('findings')}, h('h2', {}, say('findings')), h('p', {class: 'bar', id: 'verdict', role: 'status'}), h('div', {id: 'units'}), h('ul', {class: 'findings', id: 'findings'}))));
    verdict();
  };
  let typing = {section: null, at: 0};
  const prose = section => {
    // Paper has no boxes that scroll.
    const paper = h('div', {class: 'onpaper prose', lang: 'zh-CN'}, section.text);
    return [h('textarea', {value: section.text, lang: 'zh-CN', 'aria-label': section.heading, rows: Math.max(3, Math.min(24, section.text.length / 38 + section.text.split('\n').length)),
      oninput: event => {
        // What is typed in one go is undone as one.
        if (typing.section !== section || Date.now() - typing.at > 3000) remember();
        typing = {section, at: Date.now()};
        section.text = event.target.value;
        paper.textContent = section.text;
        later();
      }}), paper];
  };

  const drawTable = table => {
    const rows = Array.from({length: table.height}, () => h('tr', {}));
    const grid = {table, places: Array.from({length: table.height}, () => []), at: new Map()};
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
      grid.at.set(`${item.r}:${item.c}`, item.cell);
      grid.at.set(item.cell, [item.r, item.c]);
      rows[item.r].append(element);
      paint(item.cell);
    }
    grid.places = grid.places.filter(row => row.length);
    if (grid.places.length) cellElements[grid.places[0][0]].tabIndex = 0;
    grids.push(grid);
    const element = h('table', {role: 'grid', lang: 'zh-CN', 'aria-label': inBoth(table.name)}, h('tbody', {}, ...rows));
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

  let failures = new Map(), isDown = false, isLate = false;
  addEventListener('pointerdown', () => { isDown = true; }, true);
  for (const name of ['pointerup', 'pointercancel']) addEventListener(name, () => { isDown = false; setTimeout(() => { if (isLate && state) { isLate = false; verdict(); } }); }, true);
  const verdict = () => {
    // A click that began on a finding ends on it.
    if (isDown) { isLate = true; return; }
    const all = results(), before = failures;
    failures = new Map();
    for (const result of all) if (result.outcome === 'fails') failures.set(result.relation.right[0][0], result);
    for (const address of new Set([...before.keys(), ...failures.keys()])) if (cellElements[address]) paint(address);
    const count = outcome => all.filter(result => result.outcome === outcome).length;
    const bar = document.getElementById('verdict');
    if (!bar || isListing) return;
    bar.replaceChildren(h('span', {}, `${say('relations')} ${all.length}`), h('span', {class: 'good'}, `${say('hold')} ${count('holds')}`),
      h('span', {class: count('fails') ? 'bad' : ''}, `${say('fail')} ${count('fails')}`), h('span', {class: 'soft'}, `${say('open_')} ${count('open')}`));
    const lines = all.filter(result => result.outcome === 'fails').map(result => {
      const target = result.relation.right[0][0], chance = offer(result);
      return finding('error', `${result.relation.label}：${inBoth(result.relation.name)}　${print(result.left)} ${result.relation.sign === '=' ? '≠' : '>'} ${print(result.right)}`, target, chance,
        state.places.find(place => place.code === result.relation.id && place.cell === target)?.source ?? state.places.find(place => place.code === result.relation.id)?.source);
    });
    const offered = new Set();
    for (const result of all) {
      const chance = result.outcome === 'fails' ? null : offer(result);
      if (!chance || offered.has(chance.address) || typeof state.cells.get(chance.address) === 'bigint') continue;
      offered.add(chance.address);
      lines.push(finding('note', `${labels[chance.address]}　${inBoth(result.relation.name)}`, chance.address, chance));
    }
    const known = new Set([...state.form.relations.map(relation => relation.id), 'unverifiable', 'repair', 'blank-total', 'no-agency', 'no-year']);
    if (!state.agency) lines.push(finding('warning', say('noAgency')));
    if (state.year === null) lines.push(finding('warning', say('noYear')));
    for (const told of state.findings) {
      if (known.has(told.code)) continue;
      // Where it stood in what was read: a check of what was edited knows only the order of that.
      const first = state.places.find(other => other.code === told.code && other.cell === told.cell && other.message === told.message) ?? state.places.find(other => other.code === told.code && other.cell && other.cell === told.cell);
      lines.push(finding(told.severity, told.message, cellOf(told.cell), null, first?.source));
    }
    document.getElementById('findings').replaceChildren(...lines.length ? lines : [h('li', {}, say('nothing'))]);
    document.getElementById('undo').disabled = !past.length;
    document.getElementById('redo').disabled = !future.length;
  };
  /// The line of a text, the row of a page, or else the paragraph or the row as it was read, that a finding came from.
  const pieceOf = (source, address) => {
    if (state.source && !source.place) {
      const line = state.source.split(/\r\n|\r|\n/)[source.line - 1];
      return line === undefined ? '' : `\n${line.slice(0, 400)}`;
    }
    const [, heading, number] = /^(.*)\/第(\d+)段$/.exec(source.place ?? '') ?? [];
    if (number) {
      const text = state.read.sections?.find(section => section.heading === heading)?.text.split('\n')[number - 1];
      return text ? `\n${text.slice(0, 400)}` : '';
    }
    if (state.source && address && /<t[dr][\s>]/i.test(state.source)) {
      state.rows ??= [...new DOMParser().parseFromString(state.source, 'text/html').querySelectorAll('tr')].map(row => [...row.cells].map(cell => cell.textContent.trim().replaceAll(/\s+/g, ' ')));
      const wanted = labels[address].split('/').slice(0, -1).at(-1).replaceAll(/^[（(]?[0-9一二三四五六七八九十]+[)）.、]\s*/g, '').slice(0, 12);
      const row = state.rows.find(cells => cells.some(text => text.includes(wanted)) && cells.some(text => /^[0-9]+$/.test(text))) ?? state.rows.find(cells => cells.some(text => text.includes(wanted)));
      if (row) return `\n${row.join(' │ ').slice(0, 400)}`;
    }
    if (!address) return '';
    const [table, row] = address.split('/'), columns = state.read.tables?.[table]?.[row];
    return columns ? `\n${[labelled(state.form).get(address)?.[0], ...Object.values(columns).map(value => value ?? '')].join(' │ ')}` : '';
  };
  const cellOf = address => !address ? null : cellElements[address] ? address
    : Object.keys(cellElements).find(known => known.startsWith(address + '/') && !state.cells.has(known)) ?? Object.keys(cellElements).find(known => known.startsWith(address + '/')) ?? null;
  const finding = (severity, text, address, chance, source) => {
    const item = h('li', {class: severity});
    const piece = h('p', {class: 'piece', hidden: true});
    const go = h('button', {type: 'button', class: 'go', onclick: () => {
      if (address) focus(address);
      if (source) {
        piece.textContent = `${say('source')} ${source.place || `${source.line}:${source.column}`}${pieceOf(source, address)}`;
        piece.hidden = false;
      }
    }}, h('b', {class: 'kind'}, say(severity)), ' ', text);
    item.append(go, piece);
    if (chance) item.append(h('button', {type: 'button', class: 'offer', onclick: () => { set(chance.address, chance.value); focus(chance.address); }},
      `${typeof state.cells.get(chance.address) === 'bigint' ? say('change') : say('fill')} ${print(chance.value)}`));
    return item;
  };

  // --- Editing

  const snapshot = () => ({cells: new Map(state.cells), inferred: new Set(state.inferred), agency: state.agency, year: state.year, sections: state.sections.map(part => ({...part}))});
  const restore = saved => { Object.assign(state, {...saved, cells: new Map(saved.cells), inferred: new Set(saved.inferred), sections: saved.sections.map(part => ({...part}))}); draw(); later(); };
  const remember = () => {
    past.push(snapshot());
    if (past.length > 300) past.shift();
    future = [];
    for (const [id, list] of [['undo', past], ['redo', future]]) { const button = document.getElementById(id); if (button) button.disabled = !list.length; }
  };
  const edit = (change, redraw) => {
    remember();
    typing.section = null;
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
    if (['', '-', '/', '—', '无'].includes(text.trim().replaceAll(/^"|"$/g, ''))) return {value: null};
    const value = parse(text);
    if (value === null) return {error: `“${text.slice(0, 40)}” ${say('noNumber')}`};
    if (kinds[address] !== 'money' && value % 1000000n !== 0n) return {error: `${text} ${say('whole')}`};
    if (value > 9000000000000000n || value < -9000000000000000n) return {error: `${text} ${say('tooLarge')}`};
    if (kinds[address] !== 'signed' && value < 0n) return {error: `${text} ${say('negative')}`};
    return {value};
  };
  let chosen = null, anchor = null;
  /// The cells between the chosen one and where the choosing began.
  const range = () => {
    const here = place(chosen), there = anchor && place(anchor);
    if (!here) return [];
    if (!there || there.grid !== here.grid) return [[chosen]];
    const [top, bottom] = [here.row, there.row].sort((a, b) => a - b), [left, right] = [here.column, there.column].sort((a, b) => a - b);
    return here.grid.places.slice(top, bottom + 1).map(row => row.slice(left, right + 1));
  };
  const mark = () => {
    for (const element of view.querySelectorAll('td.ranged')) element.classList.remove('ranged');
    const all = range();
    if (all.length > 1 || all[0]?.length > 1) for (const address of all.flat()) cellElements[address].classList.add('ranged');
  };
  const behindUnits = address => {
    const box = document.getElementById('units');
    if (!state.units || !box) return;
    const lines = state.units.map(unit => [unit.agency || unit.path || '', unit.cells.get(address)]).sort((a, b) => (typeof b[1] === 'bigint') - (typeof a[1] === 'bigint') || (a[1] < b[1] ? 1 : a[1] > b[1] ? -1 : 0));
    box.replaceChildren(h('h3', {}, `${say('units')}：${labels[address]}`), h('table', {'aria-label': say('units')}, h('tbody', {}, ...lines.map(([name, value]) =>
      h('tr', {}, h('th', {class: 'left', scope: 'row', lang: 'zh-CN'}, name), h('td', {}, typeof value === 'bigint' ? print(value) : '—'))))));
  };
  const focus = (address, quiet, extends_) => {
    const element = cellElements[address];
    if (!element) return;
    if (chosen && cellElements[chosen]) cellElements[chosen].classList.remove('chosen');
    chosen = address;
    if (!extends_) anchor = address;
    mark();
    behindUnits(address);
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
  const move = (address, down, right, extends_) => {
    const here = place(address);
    if (!here) return;
    const {grid} = here;
    let row = here.row + down, column = here.column + right;
    if (!extends_ && Math.abs(right) === 1 && column < 0 && row > 0) { row -= 1; column = grid.places[row].length - 1; }
    if (!extends_ && Math.abs(right) === 1 && column >= grid.places[here.row].length && row + 1 < grid.places.length) { row += 1; column = 0; }
    row = Math.max(0, Math.min(grid.places.length - 1, row));
    focus(grid.places[row][Math.max(0, Math.min(grid.places[row].length - 1, column))], false, extends_);
  };
  const type = (address, text) => {
    const element = cellElements[address], old = text ?? shown(state.cells.get(address), kinds[address]);
    const input = h('input', {value: old, 'aria-label': labels[address], inputMode: 'decimal'});
    let isDone = false;
    const done = (down, right, keeps = true, leaves = false) => {
      if (isDone) return true;
      const {value, error} = keeps ? valueOf(input.value, address) : {};
      if (error) { tell(error, true); input.setAttribute('aria-invalid', 'true'); return false; }
      isDone = true;
      input.remove();
      if (keeps && state.cells.get(address) !== value) set(address, value); else paint(address);
      if (down || right) move(address, down, right); else if (!leaves) focus(address, true);
      return true;
    };
    input.addEventListener('keydown', event => {
      event.stopPropagation();
      if (event.isComposing) return;
      if (event.key === 'Enter') { event.preventDefault(); done(event.shiftKey ? -1 : 1, 0); }
      else if (event.key === 'Tab') { event.preventDefault(); done(0, event.shiftKey ? -1 : 1); }
      else if (event.key === 'Escape') { event.preventDefault(); done(0, 0, false); }
      else if (text !== undefined && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) { event.preventDefault(); done(event.key === 'ArrowUp' ? -1 : 1, 0); }
    });
    // What cannot be stays where it is until it is mended or given up.
    input.addEventListener('blur', () => { if (!isDone && !done(0, 0, true, true)) setTimeout(() => { if (input.isConnected) input.focus(); }); });
    element.append(input);
    input.focus();
    if (text === undefined) input.select(); else input.setSelectionRange(old.length, old.length);
  };
  view.addEventListener('mousedown', event => {
    const cell = event.target.closest?.('td.cell');
    if (cell && event.target.tagName !== 'INPUT') { event.preventDefault(); document.activeElement?.blur?.(); focus(cell.dataset.cell, true, event.shiftKey); }
  });
  let touched = false;
  addEventListener('pointerdown', event => { touched = event.pointerType === 'touch'; }, true);
  view.addEventListener('click', event => { const cell = event.target.closest?.('td.cell'); if (touched && cell && event.target.tagName !== 'INPUT') type(cell.dataset.cell); });
  view.addEventListener('dblclick', event => { const cell = event.target.closest?.('td.cell'); if (cell && event.target.tagName !== 'INPUT') type(cell.dataset.cell); });
  view.addEventListener('focusin', event => { const cell = event.target.closest?.('td.cell'); if (cell && event.target === cell && chosen !== cell.dataset.cell) focus(cell.dataset.cell, true); });
  document.addEventListener('keydown', event => {
    if (document.querySelector('dialog[open]')) return;
    const isCommand = event.ctrlKey || event.metaKey, inText = ['TEXTAREA', 'INPUT', 'SELECT'].includes(document.activeElement?.tagName);
    if (isCommand && !inText && state && !isListing && ['z', 'y'].includes(event.key.toLowerCase())) {
      event.preventDefault();
      if (event.key.toLowerCase() === 'y' || event.shiftKey) redo(); else undo();
      return;
    }
    const cell = document.activeElement?.closest?.('td.cell');
    if (!cell || inText || isCommand || event.altKey) return;
    if (event.isComposing) return;
    const address = cell.dataset.cell, far = 1000, moves = {Home: [0, -far], End: [0, far], PageUp: [-far, 0], PageDown: [far, 0], ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [event.shiftKey ? -1 : 1, 0]};
    if (moves[event.key]) { event.preventDefault(); move(address, ...moves[event.key], event.shiftKey && event.key !== 'Enter'); }
    else if (event.key === 'Escape') { event.preventDefault(); document.getElementById('verdict').tabIndex = -1; document.getElementById('verdict').focus(); }
    else if (event.key === 'Tab') {
      const here = place(address), last = here.grid.places.at(-1).at(-1), first = here.grid.places[0][0];
      // At its ends the table lets go.
      if (address !== (event.shiftKey ? first : last)) { event.preventDefault(); move(address, 0, event.shiftKey ? -1 : 1); }
    }
    else if (event.key === 'Delete' || event.key === 'Backspace') { event.preventDefault(); edit(() => { for (const other of range().flat()) put(other, null); }); }
    else if (event.key === 'F2') { event.preventDefault(); type(address); }
    else if (event.key.length === 1) { event.preventDefault(); type(address, event.key); }
  });
  document.addEventListener('copy', event => {
    const cell = document.activeElement?.closest?.('td.cell');
    if (cell && document.activeElement === cell) {
      event.clipboardData.setData('text/plain', range().map(row => row.map(address => shown(state.cells.get(address), '')).join('\t')).join('\n'));
      event.preventDefault();
    }
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
    const [top, left] = here.grid.at.get(cell.dataset.cell);
    const parts = block.flatMap((line, down) => line.map((part, right) => ({part, down, right})));
    // A block of a workbook has the places of the official table, with what is merged and with headings between; another has the cells only.
    const asPrinted = ({down, right}) => here.grid.at.get(`${top + down}:${left + right}`), inOrder = ({down, right}) => here.grid.places[here.row + down]?.[here.column + right];
    const isNumber = ({part}) => parse(part) !== null;
    const where = parts.filter(isNumber).every(asPrinted) && !(parts.every(part => inOrder(part))) ? asPrinted : parts.filter(isNumber).every(inOrder) ? inOrder : asPrinted;
    const changes = [];
    for (const piece of parts) {
      const address = where(piece);
      if (!address) { if (isNumber(piece) || where === inOrder && piece.part.trim()) return fail(`“${piece.part.slice(0, 20)}”: ${language ? 'there is no cell for it' : '没有对应的格'}`); continue; }
      const {value, error} = valueOf(piece.part, address);
      if (error) return fail(`${labels[address]}: ${error}`);
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
        if (!state) return;
        const own = asFile(reportOf(state)), before = state.previous && asFile(reportOf(state.previous));
        let audit, refused;
        try {
          audit = await (await ask('check', [own, ...before ? [before] : []])).json();
        } catch (error) {
          if (!before) throw error;
          // Not every report beside is that of the year before.
          refused = error.message;
          audit = await (await ask('check', [own])).json();
        }
        if (refused) [audit].flat()[0].findings.push({severity: 'note', code: 'beside', message: `${say('notBefore')}：${refused}`});
        if (told.textContent.startsWith(say('served'))) tell('');
        if (mine === asked && state) { state.findings = (Array.isArray(audit) ? audit[0] : audit)?.findings ?? []; verdict(); }
      } catch (error) { if (mine === asked) fail(error.message); }
    }, 400);
  };
  const close = async () => {
    if (!await mayLeave()) return;
    clearTimeout(waiting);
    [state, task] = [null, null];
    shelve();
    view.replaceChildren();
    drop.classList.remove('small');
  };
  /// Hands what was edited to where it came from; it stays until it has arrived.
  const goBack = async () => {
    if (state.units && !await mayLeave(false)) return;
    state.back(isDirty() ? reportOf(state) : null);
  };
  const leave = async () => {
    clearTimeout(waiting);
    state = null;
    past = [], future = [];
    await shelve();
  };
  const describe = () => busy(say('checking'), async () => {
    const text = await (await ask('describe', [asFile(reportOf(state)), asFile(reportOf(state.previous))])).text();
    edit(() => { const part = state.sections.find(section => !state.form.parts.find(known => known.heading === section.heading)?.table) ?? state.sections[0]; part.text = (part.text ? part.text + '\n' : '') + text.trim(); }, true);
  });

  // --- What is dropped

  const take = dropped => busy(say('reading'), async () => {
    if (document.querySelector('dialog[open]')) return;
    // As they are now, whatever becomes of them on the disk.
    const files = await Promise.all(dropped.map(async file => ({name: file.name, blob: new Blob([await file.blob.arrayBuffer()])})));
    if (files.length === 1) {
      // A file that comes while a report is edited may be last year's.
      const use = state && !isListing ? await choose(say('beside'), [[say('asLast'), 'last'], [say('instead'), 'open'], [say('cancel'), '']]) : 'open';
      if (use === 'last') return withLast(files[0]);
      if (use !== 'open' || isListing && !await mayLeave()) return;
      return one(files[0]);
    }
    if (isListing && task?.isEdited && !await mayLeave()) return;
    return begin(files.length === 2 ? 'two' : 'many', files);
  });
  const textOf = async file => {
    if (/\.(docx|xlsx|pdf|doc|xls|wps|et|odt|ods|rtf)$/i.test(file.name) || file.blob.size > 4e6) return null;
    const bytes = new Uint8Array(await file.blob.arrayBuffer());
    const marked = bytes[0] === 0xFF && bytes[1] === 0xFE ? 'utf-16le' : bytes[0] === 0xFE && bytes[1] === 0xFF ? 'utf-16be' : null;
    for (const encoding of marked ? [marked] : ['utf-8', 'gb18030']) {
      try { return new TextDecoder(encoding, {fatal: true}).decode(bytes); } catch { /* another */ }
    }
    return null;
  };
  const reportsOf = answer => Array.isArray(answer.reports) ? answer.reports : [answer.reports];
  const asFileOf = (reports, name) => ({isOwn: true, name: name.endsWith('.json') ? name : `${name}.json`, blob: new Blob([JSON.stringify(reports.length === 1 ? reports[0] : reports)])});
  /// Opens the report of a file; several are a list.
  const one = async (file, wanted, extra = {}) => {
    const answer = await (await ask('read', [file])).json();
    const reports = reportsOf(answer), audits = Array.isArray(answer.audits) ? answer.audits : [answer.audits];
    if (reports.length > 1 && !wanted) return begin('many', [file]);
    const alike = wanted ? reports.flatMap((report, at) => (report.agency ?? '') === (wanted.agency ?? '') && String(report.year ?? '') === String(wanted.year ?? '') ? [at] : []) : [0];
    const index = alike.length === wanted?.alike ? alike[wanted.nth] : alike.at(-1) ?? 0;
    await show(reports[index], {name: file.name, source: file.isOwn ? null : await textOf(file), findings: audits[index]?.findings ?? [], ...extra});
    return index;
  };

  // --- What several files are: kept in the browser, so that a reload goes on with it

  /// {kind, files, parent, agency, open, under, isEdited}: the list that is shown, or that the report shown was opened from. `open` is the
  /// place of that report, {file, at}, and null while the list itself is shown; `parent` the list that a sum was made of; `under` that of
  /// the report which comes back when this list is closed; `isEdited` whether its files are not those that were dropped.
  let task = null;
  const begin = async (kind, files, extra = {}) => {
    const before = task;
    // What stands beneath comes back when the list is closed, with the list that it is of.
    const under = isListing ? task?.under ?? null : state?.back ? task : null;
    task = {kind, files, parent: null, agency: '', open: null, under, isEdited: false, ...extra};
    try { await resume(); } catch (error) { task = before; throw error; }
  };
  const resume = async () => {
    const {open} = task;
    task.open = null;
    try { await views[task.kind](task.files); } catch (error) { task.open = open; throw error; }
    await shelve();
  };
  const parsed = files => Promise.all(files.map(async file => JSON.parse(await file.blob.text())));
  /// Opens a report of the list; what is edited there stands in the place of the file from then on.
  const openFrom = (file, work) => busy(say('reading'), async () => {
    if (!await mayLeave(false)) return;
    const at = await work();
    Object.assign(task, {open: {file, at}, under: null});
    await shelve();
    later();
  });
  const goOn = changed => busy(say('reading'), async () => {
    const before = task, {file, at} = task.open, old = task.files[file];
    if (changed) {
      const reports = at === undefined ? [changed] : reportsOf(await (await ask('read', [old])).json()).with(at, changed);
      task = {...task, files: task.files.with(file, asFileOf(reports, old.name)), isEdited: true};
    }
    try { await resume(); } catch (error) { task = before; throw error; }
    await leave();
  });
  const goUp = () => busy(say('reading'), async () => {
    const before = task;
    task = task.parent;
    try { await resume(); } catch (error) { task = before; throw error; }
    await leave();
  });
  const besideOf = async report => ({form: await layout(report.form), agency: report.agency, year: report.year, cells: cellsOf(report), sections: report.sections ?? []});

  /// The reports of files, in their order; those that cannot be read are left out.
  const all = async (files, isAsking = true) => {
    const lines = (await (await ask('reports', files)).text()).split('\n').filter(Boolean).map(line => JSON.parse(line));
    const told = lines.filter(line => line.told).flatMap(line => withNames(line.told, files).split('\n')).filter(line => line.endsWith('[unreadable]')).join('\n');
    if (told && !isAsking) return [];
    if (told && await choose(told, [[say('goOn'), 'yes'], [say('cancel'), '']]) !== 'yes') throw new Error(told);
    return lines.filter(line => !line.told);
  };
  const named = report => `${report.agency || '—'} ${report.year ?? ''}`;
  const two = async files => {
    const reports = await all(files);
    if (reports.length === 2) { Object.assign(task, {kind: 'compared', files: reports.map(report => asFile(report))}); return compared(task.files); }
    const comparison = await (await ask('diff', files, {to: 'json'})).json();
    const pairs = Array.isArray(comparison) ? comparison : [comparison];
    if (pairs.length === 1) return listed(pairs[0], [], downloads('diff', files, 'comparison'), null);
    const again = () => listing(say('compare'), [say('before'), say('after'), say('changed'), say('same'), say('alike')],
      pairs.map(pair => [named(pair.old), named(pair.new), pair.summary.cells.changed, pair.summary.cells.same, `${pair.summary.table_similarity}%`]),
      [`${pairs.length} ${say('pairs')}`], pairs.map(pair => pair.summary.cells.changed > 0), [...downloads('diff', files, 'comparison'), adding(files)],
      index => listed(pairs[index], [], [[say('back'), again]], null));
    again();
  };
  const downloads = (what, files, name) => [['xlsx', 'book'], ['html', 'page'], ['csv', 'CSV']].map(([format, title]) => [say(title), () => save(what, files, {to: format}, `${name}.${format}`)]);
  /// Two reports cell by cell; each can be opened beside the other, and what is edited there is compared anew.
  const compared = async files => {
    const reports = await parsed(files), pair = [await (await ask('diff', files, {to: 'json'})).json()].flat()[0];
    const open = index => openFrom(index, async () => show(reports[index], {previous: await besideOf(reports[1 - index]), back: goOn}));
    await listed(pair, reports.map((report, index) => [`${say('edit')} ${named(report)}`, () => open(index)]), downloads('diff', files, 'comparison'), files);
  };
  /// The labels of a form's cells, in two: the row's and the column's.
  const labelled = form => form.labelled ??= new Map(form.tables.flatMap(table => table.items.filter(item => item.cell).map(item => [item.cell, [item.row, item.label.slice(item.row.length + 1)]])));
  const listed = async (pair, edits, saves, files) => {
    const known = (await Promise.all([pair.new.form, pair.old.form].map(layout))).map(labelled);
    const titles = cell => known[0].get(`${cell.table}/${cell.row}/${cell.column}`) ?? known[1].get(`${cell.table}/${cell.row}/${cell.column}`) ?? [cell.label, ''];
    const lines = pair.cells.map(cell => [...titles(cell), cell.old ?? '', cell.new ?? '', cell.delta ?? '', cell.percent === null || cell.percent === undefined ? '' : `${cell.percent}%`]);
    listing(say('compare'), [say('row'), say('column'), named(pair.old), named(pair.new), say('difference'), '%'], lines,
      [`${say('changed')} ${pair.summary.cells.changed}`, `${say('same')} ${pair.summary.cells.same}`], pair.cells.map(cell => cell.change !== 'same'), [...edits, ...saves, ...files ? [adding(files)] : []]);
  };
  /// One agency over the years: each report a column.
  const series = async files => {
    const pairs = (await parsed(files)).map((report, at) => ({report, file: files[at]})).sort((a, b) => String(a.report.year).localeCompare(String(b.report.year), 'en', {numeric: true}));
    const sorted = pairs.map(pair => pair.report);
    files = task.files = pairs.map(pair => pair.file);
    const layouts = await Promise.all(sorted.map(report => layout(report.form))), newest = sorted.at(-1), rows = new Map();
    // Years of another form stand where the newest has their figures, as a comparison has them.
    const tables = await Promise.all(sorted.map(async report => {
      if (report.form === newest.form) return cellsOf(report);
      const pair = [await (await ask('diff', [asFile(report), asFile(newest)], {to: 'json'})).json()].flat()[0];
      return new Map(pair.cells.filter(cell => cell.old !== null).map(cell => [`${cell.table}/${cell.row}/${cell.column}`, parse(cell.old)]));
    }));
    for (const form of [...layouts].reverse()) for (const table of form.tables) for (const item of table.items) if (item.cell && !rows.has(item.cell)) rows.set(item.cell, labelled(form).get(item.cell));
    const lines = [...rows].filter(([address]) => tables.some(cells => cells.has(address))).map(([address, titles]) => {
      const values = tables.map(cells => cells.get(address)), [before, last] = values.slice(-2);
      return [...titles, ...values.map(value => typeof value === 'bigint' ? print(value) : ''), typeof before === 'bigint' && typeof last === 'bigint' ? print(last - before) : ''];
    });
    const heads = sorted.map((report, index) => `${report.year ?? ''}${index && report.form !== sorted[index - 1].form ? `（${say('newForm')}）` : ''}`);
    const open = index => openFrom(index, async () => show(sorted[index], {previous: index ? await besideOf(sorted[index - 1]) : null, back: goOn}));
    listing(`${say('series')} ${sorted[0].agency}`, [say('row'), say('column'), ...heads, say('difference')], lines, [`${sorted.length}`], lines.map(line => line.at(-1) !== '' && line.at(-1) !== '0'),
      [...sorted.map((report, index) => [`${say('edit')} ${report.year ?? ''}`, () => open(index)]), ...downloads('diff', files, 'years')]);
  };
  const adding = files => [say('merge'), async () => {
    const agency = window.prompt(say('mergeName'));
    if (!agency) return;
    busy(say('reading'), async () => {
      if (!await mayLeave(false)) return;
      await begin('merged', (await all(files)).map(unit => asFile(unit)), {agency, parent: {...task, under: null}, under: null});
    });
  }];
  const unitsOf = units => units.map(unit => ({agency: unit.agency, cells: cellsOf(unit)}));
  /// The sum of reports, with each unit's own figures behind a sum.
  const merged = async files => {
    const sum = [await (await ask('merge', files, {to: 'json', agency: task.agency})).json()].flat()[0];
    await show(sum, {units: unitsOf(await parsed(files)), back: goUp});
    tell(say('units'));
    later();
  };
  const many = async files => {
    const reports = files.length <= 20 ? await all(files, false) : [];
    if (reports.length > 2 && reports.every(report => report.agency && report.agency === reports[0].agency) && new Set(reports.map(report => report.year)).size === reports.length) {
      Object.assign(task, {kind: 'series', files: reports.map(report => asFile(report))});
      return series(task.files);
    }
    const lines = await (await ask('overview', files, {to: 'json'})).json();
    const left = ['form', 'path', 'alike', 'moves'], columns = Object.keys(lines[0] ?? {}).filter(column => !left.includes(column));
    const order = [...lines].sort((a, b) => (b.errors ?? 0) - (a.errors ?? 0) || (b.warnings ?? 0) - (a.warnings ?? 0));
    const rates = Object.fromEntries((await layout('2021')).rates.map(rate => [rate.id, inBoth(rate.name)]));
    const title = column => ({agency: say('agency'), year: say('year'), errors: say('errors'), warnings: say('warnings')}[column] ?? rates[column] ?? column);
    // Reports of one file may have agency and year in common: then their order tells them.
    const same = new Map(), keyOf = line => `${line.path} ${line.agency ?? ''} ${line.year ?? ''}`;
    for (const line of lines) same.set(keyOf(line), [...same.get(keyOf(line)) ?? [], line]);
    const fileOf = line => files[Number.parseInt(line.path, 10) - 1];
    listing(say('many'), columns.map(title), order.map(line => columns.map(column => column === 'agency' ? line.agency || fileOf(line)?.name || line.path : line[column] ?? '')),
      [`${lines.length}`, `${say('errors')} ${lines.reduce((all, line) => all + (line.errors ?? 0), 0)}`], order.map(line => (line.errors ?? 0) > 0),
      [...downloads('overview', files, 'overview'), adding(files)],
      index => {
        const line = order[index], file = fileOf(line), alike = same.get(keyOf(line));
        if (file) openFrom(files.indexOf(file), () => one(file, {...line, nth: alike.indexOf(line), alike: alike.length}, {back: goOn}));
      });
    if (reports.length > lines.length) tell(`${reports.length - lines.length} ${say('twice')}`, true);
  };
  const views = {two, compared, series, many, merged};
  let isListing = false;
  const listing = (title, columns, lines, facts, marked, actions, open) => {
    // The report that was edited is still there, and comes back when this is closed.
    isListing = true;
    chosen = null;
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
        const x = key(a), y = key(b), way = typeof x === 'number' && typeof y === 'number' ? x - y : String(x).localeCompare(String(y), 'zh', {numeric: true});
        return (down ? -way : way) || a - b;
      }).map(index => rows[index]));
    }}, name)));
    const search = h('input', {type: 'search', placeholder: say('search'), 'aria-label': say('search'), oninput: event => {
      const wanted = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
      rows.forEach((row, index) => { row.hidden = !wanted.every(word => lines[index].join(' ').toLowerCase().includes(word)); });
    }});
    view.replaceChildren(h('h2', {}, title), h('p', {class: 'bar'}, ...facts.map(fact => h('span', {}, fact)), search), h('p', {class: 'buttons'}, ...actions.map(([name, act]) => h('button', {type: 'button', onclick: act}, name)),
      h('button', {type: 'button', onclick: async () => { if (task?.isEdited && await choose(say('leave'), [[say('goOn'), 'yes'], [say('cancel'), '']]) !== 'yes') return; task = task?.under ?? null; if (state) draw(); else { isListing = false; view.replaceChildren(); drop.classList.remove('small'); } shelve(); }}, say('close'))), h('div', {class: 'scroll'}, h('table', {lang: 'zh-CN', 'aria-label': title}, h('thead', {}, h('tr', {}, head)), body)));
  };

  const pick = (properties, then) => {
    const input = h('input', {type: 'file', hidden: true, ...properties, onchange: () => { then([...input.files].map(file => ({name: file.name, blob: file}))); input.remove(); }});
    document.body.append(input);
    input.click();
  };
  const pickLast = () => pick({id: 'last-file'}, files => busy(say('reading'), () => withLast(files[0])));
  /// Last year's report beside: what it hands on is filled in where nothing stands yet, each cell shows its figure.
  const withLast = async file => {
    const found = reportsOf(await (await ask('read', [file])).json());
    const last = found.find(report => report.year === state.year - 1) ?? found.toSorted((a, b) => (b.year ?? 0) - (a.year ?? 0))[0];
    if (state.agency && last.agency && state.agency !== last.agency && await choose(say('otherAgency'), [[say('goOn'), 'yes'], [say('cancel'), '']]) !== 'yes') return;
    const form = await layout(last.form);
    const filled = await (await ask('template', [asFile(last)], {to: 'json', form: state.form.id})).json();
    edit(() => {
      state.previous = {form, agency: last.agency, year: last.year, cells: cellsOf(last), sections: last.sections ?? []};
      if (!state.agency) state.agency = last.agency;
      if (state.year === null && typeof last.year === 'number') state.year = last.year + 1;
      for (const [address, value] of cellsOf(filled)) if (value !== null && typeof state.cells.get(address) !== 'bigint') state.cells.set(address, value);
    }, true);
  };
  const blank = id => busy(say('reading'), async () => await mayLeave() && show(await (await ask('template', [], {to: 'json', form: id})).json(), {name: ''}));

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
      putStore('gongkai.language', language ? 'en' : 'zh');
      drawFrame();
      if (state && !isListing) { draw(); later(); } else if (isListing) busy(say('reading'), resume);
    }}, say('language')));
    document.getElementById('drop-buttons').replaceChildren(
      h('button', {type: 'button', class: 'main', id: 'open', onclick: () => pick({multiple: true, id: 'files'}, take)}, say('open')),
      h('button', {type: 'button', onclick: () => pick({webkitdirectory: true}, take)}, say('folder')),
      h('button', {type: 'button', id: 'blank', onclick: () => blank(choice.value)}, say('blank')), choice);
  };
  drawFrame();
  (async () => {
    await findTab();
    const kept = (() => { try { return JSON.parse(store.getItem(`gongkai.work.${tab}`)); } catch { return null; } })();
    if (!kept) return;
    const {task: left, origin} = await shelf.get(tab) ?? {};
    task = left ?? null;
    if (kept.report) {
      // The report is of the list itself, or stands beneath it.
      const isAbove = task && !task.open && task.kind !== 'merged', of = isAbove ? task.under : task;
      await show(kept.report, {name: kept.name, isDirty: kept.isDirty, isRestored: true, ...origin, previous: kept.previous ? await besideOf(kept.previous) : null,
        ...of?.kind === 'merged' ? {units: unitsOf(await parsed(of.files)), back: goUp} : of?.open ? {back: goOn} : {}});
      later();
      if (isAbove) await resume();
    } else if (task) await resume();
    if (state || task) tell(say('restored'));
  })().catch(error => fail(error.message));
})();
