"""What people do with the page for an office besides the one report: last year's beside, several years, many, two tabs, paper, a password.

    habits.py ADDRESS SAMPLES FOLDER                    what was seen, as JSON; files of its own go to FOLDER
    habits.py ADDRESS PASSWORD                          whether who types the password is let in
    habits.py ADDRESS --restart SAMPLE                  whether a browser that was killed goes on where it was
"""

import base64
import json
import sys
import tempfile
import time
from pathlib import Path

from serve import Office

DIALOG = "!!document.querySelector('dialog[open]')"


class Clerk(Office):
    def start(self, address):
        for domain in ("Page", "Runtime", "Network", "Log", "DOM"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)
        self.load(address)

    def text(self, selector):
        return self.evaluate(f"document.querySelector({json.dumps(selector)})?.textContent ?? ''")

    def cell(self, address):
        return f"td[data-cell='{address}']"

    def answer(self, number=0):
        """The answer to a question that may or may not be asked."""
        time.sleep(0.3)
        if self.evaluate(DIALOG):
            self.evaluate(f"document.querySelectorAll('dialog button')[{number}].click()")

    def push(self, words):
        self.evaluate(f"[...document.querySelectorAll('#view button')].find(b => b.textContent.includes({json.dumps(words)})).click()")

    def title(self, words):
        return self.until(f"(document.querySelector('#view h2')?.textContent ?? '').startsWith({json.dumps(words)})")

    def reload(self, condition):
        """What is kept is written at once; a clerk needs longer than that to reload."""
        time.sleep(0.5)
        self.call("Page.reload")
        time.sleep(0.5)
        self.until(condition)

    def paste(self, text):
        self.evaluate("(() => { const data = new DataTransfer(); data.setData('text/plain', %s); document.activeElement.dispatchEvent("
                      "new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true})); })()" % json.dumps(text))


def habits(address, samples, folder):
    samples, folder, seen = Path(samples), Path(folder), {}
    report = json.loads((samples / "shili-2020.json").read_text())
    report = report[0] if isinstance(report, list) else report
    for name in ("甲", "乙", "丙"):
        (folder / f"{name}.json").write_text(json.dumps({**report, "agency": f"示例区{name}局"}, ensure_ascii=False))
    (folder / "戊.ndjson").write_text("".join(json.dumps({**report, "agency": "示例区戊局", "year": year}, ensure_ascii=False) + "\n" for year in (2020, 2021)))
    for year in (2018, 2019, 2020):
        (folder / f"{year}.json").write_text(json.dumps({**report, "year": year}, ensure_ascii=False))
    text = (samples / "zengcheng-2020.txt").read_text()
    (folder / "gb.txt").write_bytes(text.encode("gb18030"))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        b = Clerk(profile)
        try:
            b.start(address)
            # A blank form, last year's report dropped beside it; a blank total leaves its relation open.
            b.click("#blank")
            b.until("document.getElementById('verdict')?.textContent.includes('42')")
            b.click(b.cell("requests/new/natural"))
            b.type("7")
            b.press("Enter")
            seen["open"] = b.verdict()
            b.drop(samples / "shili-2020.json")
            seen["asked"] = b.until(DIALOG)
            b.answer()
            b.until(f"document.querySelector(\"{b.cell('requests/carried_in/total')}\")?.textContent !== ''")
            seen["beside"] = [b.text(b.cell("requests/new/natural")), b.text(b.cell("requests/carried_in/total"))]
            # Prose is undone as figures are.
            b.evaluate("document.querySelector('textarea').focus()")
            b.type("abc")
            b.click(b.cell("requests/new/business"))
            b.type("3")
            b.press("Enter")
            seen["undone"] = []
            for key in "zzy":
                b.press(key, 2)
                seen["undone"].append(b.evaluate("document.querySelector('textarea').value"))
            # A block as a workbook has it, with what is merged; a range is cleared at once.
            b.click(b.cell("disclosure/licensing/decisions"))
            b.paste("12\t\t\t\n\"第二十条第（六）项\"\t\t\t")
            seen["pasted"] = [b.text(b.cell("disclosure/licensing/decisions"))[:2], b.text("#told")]
            b.click(b.cell("requests/granted/natural"))
            b.paste("\"1,226\"\t2\r\n3\t4\r\n")
            b.press("ArrowRight", 8)
            b.press("ArrowDown", 8)
            seen["ranged"] = b.evaluate("document.querySelectorAll('td.ranged').length")
            b.press("Delete")
            seen["cleared"] = [b.evaluate(f"document.querySelector(\"{b.cell(c)}\").firstChild?.nodeValue ?? ''") for c in ("requests/granted/natural", "requests/partial/business")]
            # What is dropped to be compared takes nothing away.
            b.drop(folder / "2019.json", folder / "2020.json")
            b.answer()
            seen["compared"] = b.title("比较")
            b.push("关闭")
            seen["kept"] = b.text(b.cell("requests/new/natural"))[:1]
            # A comparison follows what is edited in it.
            b.drop(folder / "2019.json", folder / "2020.json")
            b.answer()
            b.title("比较")
            b.push("2020")
            b.answer()
            b.until("!!document.getElementById('back')")
            b.click(b.cell("requests/new/natural"))
            b.type("9999")
            b.press("Enter")
            b.press("Enter")
            time.sleep(1.5)
            # The report beside is no year before: what can be checked is.
            seen["beside it"] = "关闭消息" not in b.text("#told") and b.verdict().startswith("勾稽关系 40")
            # A reload in the middle goes on where it was: with the report, and with the way back to the comparison.
            b.reload("!!document.getElementById('back')")
            b.click("#back")
            seen["live"] = b.until("[...document.querySelectorAll('#view tbody td')].some(cell => cell.textContent === '9999')")
            b.reload("!!document.querySelector('#view thead th')")
            seen["reloaded"] = [b.title("比较"), b.evaluate("[...document.querySelectorAll('#view tbody td')].some(cell => cell.textContent === '9999')")]
            # A list speaks the language that is chosen.
            b.click("#language")
            seen["switched"] = b.title("Comparison") and b.until("[...document.querySelectorAll('#view button')].some(button => button.textContent === 'Add up')")
            b.click("#language")
            b.title("比较")
            # Of a file with several reports each can be opened.
            b.drop(folder / "戊.ndjson")
            b.answer()
            seen["several"] = b.title("一览") and b.evaluate("document.querySelectorAll('#view tbody button').length")
            # Years of one agency; many; from a line to its report and back; a sum with what is behind it.
            b.drop(*[folder / f"{year}.json" for year in (2020, 2018, 2019)])
            b.answer()
            seen["series"] = b.title("历年") and b.evaluate("[...document.querySelectorAll('#view thead th')].map(cell => cell.textContent)")
            # Where the form changes, the years stand beside each other as a comparison has them.
            new = {"form": "2021", "agency": report["agency"], "year": 2021, "tables": {"disclosure": {"normative": {"issued": 7}}, "requests": {"new": {"total": 5}}}}
            (folder / "2021.json").write_text(json.dumps(new, ensure_ascii=False))
            b.drop(*[folder / f"{year}.json" for year in (2019, 2020, 2021)])
            b.until("[...document.querySelectorAll('#view thead th')].some(cell => cell.textContent.includes('格式变更'))")
            seen["aligned"] = b.evaluate("[...document.querySelectorAll('#view tbody tr')].filter(row => /^行政规范性文件本年制发件数/.test(row.textContent)).map(row => [...row.cells].slice(2).map(cell => cell.textContent))")
            units = [folder / f"{name}.json" for name in ("甲", "乙", "丙")]
            b.drop(*units, folder / "戊.ndjson")
            b.answer()
            b.title("一览")
            b.evaluate("[...document.querySelectorAll('#view tbody tr')].find(row => row.textContent.includes('戊局2021')).querySelector('button').click()")
            b.until("!!document.getElementById('back')")
            seen["opened"] = b.evaluate("[...document.querySelectorAll('.fields input')].map(field => field.value)")
            b.click("#back")
            seen["list"] = b.title("一览")
            # On paper a list has its titles and names.
            (folder / "list.pdf").write_bytes(base64.b64decode(b.call("Page.printToPDF", preferCSSPageSize=True)["data"]))
            # What is edited in a report of the list stays; one that cannot be read is asked about before it is left out of a sum.
            (folder / "bad.txt").write_text("x")
            b.drop(*units, folder / "bad.txt")
            b.answer()
            b.until("document.querySelectorAll('#view tbody tr').length === 4")
            b.evaluate("[...document.querySelectorAll('#view tbody tr')].find(row => row.textContent.includes('甲局')).querySelector('button').click()")
            b.until("!!document.getElementById('back')")
            b.click(b.cell("requests/new/natural"))
            b.type("1226")
            b.press("Enter")
            b.click("#back")
            b.until("[...document.querySelectorAll('#view tbody tr')].some(row => row.textContent.includes('甲局') && row.classList.contains('changed'))")
            b.evaluate("window.prompt = () => '示例区'")
            b.push("汇总")
            seen["left out"] = b.until(DIALOG) and "bad.txt" in b.text("dialog")
            b.answer()
            b.until("!!document.getElementById('units')")
            b.click(b.cell("requests/new/natural"))
            seen["sum"] = b.text(b.cell("requests/new/natural"))
            b.click(b.cell("requests/new/total"))
            seen["units"] = [b.text(b.cell("requests/new/total")), b.evaluate("[...document.querySelectorAll('#units tr')].map(row => row.textContent)")]
            # The sum keeps what is behind it through a reload.
            b.reload("!!document.getElementById('units')")
            b.click(b.cell("requests/new/total"))
            seen["units again"] = b.evaluate("[...document.querySelectorAll('#units tr')].map(row => row.textContent)")
            b.click("#back")
            b.answer()
            seen["up"] = b.title("一览")
            b.push("关闭")
            b.answer()
            # The paragraph of a Word file that a finding speaks of.
            b.drop(folder / "p.docx")
            b.answer(1)
            b.until("document.querySelectorAll('#findings li').length > 1")
            seen["paragraphs"] = b.evaluate("(() => { for (const go of document.querySelectorAll('#findings .go')) go.click();"
                                            " return [...document.querySelectorAll('.piece')].map(piece => piece.textContent).filter(Boolean); })()")
            b.push("关闭")
            b.answer()
            # A blank form takes no edited report's place unasked; its title on paper follows the fields.
            b.click("#blank")
            b.until("!!document.getElementById('paper-title')")
            b.click(b.cell("requests/new/natural"))
            b.type("7")
            b.press("Enter")
            b.evaluate("(() => { const field = document.querySelector('.fields input'); field.value = '示例局'; field.dispatchEvent(new Event('change')); })()")
            seen["title"] = b.text("#paper-title")[:3]
            b.click("#blank")
            seen["asked to leave"] = b.until(DIALOG)
            b.answer(1)
            seen["stayed"] = b.text(b.cell("requests/new/natural"))
            # The text of another encoding is shown as it was written, also after something was edited.
            b.drop(folder / "gb.txt")
            b.answer(1)
            b.until("document.querySelectorAll('#findings li').length > 3")
            b.click(b.cell("requests/granted/natural"))
            b.type("5")
            b.press("Enter")
            time.sleep(1.5)
            seen["pieces"] = b.evaluate("(() => { for (const go of document.querySelectorAll('#findings .go')) go.click();"
                                        " return [...document.querySelectorAll('.piece')].map(piece => piece.textContent).filter(Boolean); })()")
            # On paper all prose is there.
            b.evaluate("(() => { const box = document.querySelector('textarea'); box.value = Array.from({length: 40}, (_, n) => `第${n}段` + '文字'.repeat(60)).join('\\n') + '末尾';"
                       " box.dispatchEvent(new Event('input')); })()")
            (folder / "paper.pdf").write_bytes(base64.b64decode(b.call("Page.printToPDF", preferCSSPageSize=True)["data"]))
            # Another tab has its own work.
            own = b.evaluate("Object.keys(localStorage).filter(name => name.startsWith('gongkai.work.')).length")
            b.call("Target.createTarget", url=address, background=True)
            time.sleep(1.5)
            b.call("Page.bringToFront")
            b.call("Page.reload")
            seen["tabs"] = own == 1 and b.until(f"document.querySelector(\"{b.cell('requests/granted/natural')}\")?.textContent === '5'")
            # A tap edits.
            b.call("Emulation.setTouchEmulationEnabled", enabled=True)
            place = b.evaluate(f"(() => {{ const cell = document.querySelector(\"{b.cell('requests/granted/natural')}\"); cell.scrollIntoView({{block: 'center'}}); const box = cell.getBoundingClientRect(); return [box.x + 9, box.y + 9]; }})()")
            b.call("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": place[0], "y": place[1]}])
            b.call("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
            seen["tapped"] = b.until("document.activeElement?.tagName === 'INPUT'", 5)
            seen["broken"] = [event["params"]["exceptionDetails"]["text"] for event in b.events if event["method"] == "Runtime.exceptionThrown"]
        finally:
            b.process.terminate()
    return seen


def enter(address, password):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        b = Clerk(profile)
        try:
            b.start(address)
            b.evaluate("document.querySelector('input[type=password]').focus()")
            b.type(password)
            b.press("Enter")
            return b.until("!!document.getElementById('drop')", 15)
        finally:
            b.process.terminate()


def restart(address, sample):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        b = Clerk(profile)
        try:
            b.start(address)
            b.drop(Path(sample))
            b.until(f"!!document.querySelector(\"{b.cell('requests/granted/natural')}\")")
            b.click(b.cell("requests/granted/natural"))
            b.type("5")
            b.press("Enter")
            # Its stores reach the disk after some seconds.
            time.sleep(10)
            b.process.kill()
            b.process.wait()
            (Path(profile) / "DevToolsActivePort").unlink(missing_ok=True)
            b = Clerk(profile)
            b.start(address)
            return b.until(f"document.querySelector(\"{b.cell('requests/granted/natural')}\")?.textContent === '5'")
        finally:
            b.process.kill()


if __name__ == "__main__":
    if sys.argv[2] == "--restart":
        seen = restart(sys.argv[1], sys.argv[3])
    else:
        seen = (habits if len(sys.argv) == 4 else enter)(*sys.argv[1:])
    json.dump(seen, sys.stdout, ensure_ascii=False)
