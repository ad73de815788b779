"""Uses the page for an office in headless Chromium with real keys, a real pointer and real drops.

    serve.py ADDRESS SAMPLE LAST FOLDER     what was seen, as JSON; pictures and downloads go to FOLDER
"""

import json
import sys
import tempfile
import time
from pathlib import Path

import openpyxl

from page import Browser

KEYS = {"Enter": 13, "Tab": 9, "ArrowDown": 40, "ArrowUp": 38, "ArrowRight": 39, "ArrowLeft": 37, "Delete": 46, "F2": 113, "Escape": 27}


class Office(Browser):
    def press(self, key, modifiers=0):
        code = KEYS.get(key, ord(key.upper()) if len(key) == 1 else 0)
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 and not modifiers else "")
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, code=key, windowsVirtualKeyCode=code, modifiers=modifiers, text=text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, code=key, windowsVirtualKeyCode=code, modifiers=modifiers)

    def type(self, text):
        for character in text:
            self.press(character)

    def drop(self, *paths):
        for kind in ("dragEnter", "dragOver", "drop"):
            self.call("Input.dispatchDragEvent", type=kind, x=300, y=200, data={"items": [], "files": [str(p) for p in paths], "dragOperationsMask": 1})

    def click(self, selector):
        place = self.evaluate(f"(() => {{ const e = document.querySelector({json.dumps(selector)}); e.scrollIntoView({{block: 'center'}}); "
                              "const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()")
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left", clickCount=1)

    def until(self, condition, seconds=30):
        for _ in range(seconds * 50):
            if self.evaluate(condition):
                return True
            time.sleep(0.02)
        return False

    def focused(self):
        return self.evaluate("document.activeElement?.dataset?.cell ?? document.activeElement?.tagName")

    def verdict(self):
        return self.evaluate("document.getElementById('verdict')?.textContent ?? ''")


def main(address, sample, last, folder):
    seen = {}
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Office(profile)
        try:
            for domain in ("Page", "Runtime", "Network", "Log", "DOM"):
                browser.call(f"{domain}.enable")
            browser.call("Browser.setDownloadBehavior", behavior="allow", downloadPath=folder)
            browser.load(address)
            seen["language"] = browser.evaluate("document.documentElement.lang")
            browser.drop(sample)
            seen["dropped"] = browser.until("document.getElementById('verdict')?.textContent.includes('40')")
            seen["before"] = browser.verdict()
            browser.shoot(1280, f"{folder}/dropped.png")
            # What is lost is filled in by keys, row after row: what came, what was carried in.
            browser.click("td[data-cell='requests/new/natural']")
            seen["focused"] = browser.focused()
            for figure in ("241", "16", "0", "0", "0", "2"):
                browser.type(figure)
                browser.press("Tab")
            seen["total"] = browser.focused()
            browser.type("259")
            browser.press("Enter")
            seen["below"] = browser.focused()
            for _ in range(6):
                browser.press("ArrowLeft")
            for figure in ("4", "0", "0", "0", "0", "0", "5"):
                browser.type(figure)
                browser.press("Tab")
            # One is wrong: the relation says so at once.
            seen["wrong"] = browser.verdict()
            seen["offers"] = browser.evaluate("[...document.querySelectorAll('#findings .offer')].map(button => button.textContent)")
            browser.shoot(1280, f"{folder}/wrong.png")
            browser.call("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)
            browser.click("td[data-cell='requests/carried_in/natural']")
            browser.type("5")
            start = time.monotonic()
            browser.press("Enter")
            browser.evaluate("1")
            seen["milliseconds"] = (time.monotonic() - start) * 1000
            seen["after"] = browser.verdict()
            browser.press("z", 2)
            seen["undone"] = browser.verdict()
            browser.press("y", 2)
            seen["redone"] = browser.verdict()
            # What cannot be is refused; the cell stays as it was.
            browser.click("td[data-cell='requests/granted/natural']")
            browser.press("F2")
            browser.type("x")
            browser.press("Enter")
            seen["refused"] = browser.evaluate("document.getElementById('told').textContent")
            browser.press("Escape")
            seen["names"] = browser.evaluate("[...document.querySelectorAll('td.cell')].every(cell => cell.getAttribute('aria-label'))")
            browser.click("#save-xlsx")
            path = None
            for _ in range(600):
                files = [f for f in Path(folder).iterdir() if f.suffix == ".xlsx"]
                if files:
                    path = files[0]
                    break
                time.sleep(0.1)
            book = openpyxl.load_workbook(path, data_only=True)
            def figure(name):
                sheet, reference = next(iter(book.defined_names[name].destinations))
                return book[sheet][reference.replace("$", "")].value
            seen["book"] = [figure("requests.new.total"), figure("requests.carried_in.natural"), figure("requests.granted.natural")]
            # The work is there again after the page was loaded anew.
            browser.call("Page.reload")
            browser.until("document.getElementById('verdict')?.textContent.includes('40')")
            seen["again"] = browser.verdict()
            browser.click("#language")
            seen["english"] = browser.evaluate("document.documentElement.lang") == "en" and "hold" in browser.verdict()
            browser.click("#language")
            seen["widths"] = {w: browser.shoot(w, f"{folder}/page-{w}.png") for w in (1280, 768, 390)}
            browser.call("Emulation.setDeviceMetricsOverride", width=1280, height=900, deviceScaleFactor=1, mobile=False)
            browser.drop(sample, last)
            seen["compared"] = browser.until("document.querySelector('#view h2')?.textContent === '比较' && document.querySelectorAll('#view tbody tr').length > 100")
            browser.drop(sample, last, last)
            seen["many"] = browser.until("document.querySelector('#view h2')?.textContent === '一览'")
            seen["rows"] = browser.evaluate("document.querySelectorAll('#view tbody tr').length")
            browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark"}])
            browser.shoot(1280, f"{folder}/dark.png")
            seen["elsewhere"] = [
                event["params"]["request"]["url"] for event in browser.events if event["method"] == "Network.requestWillBeSent"
                and not event["params"]["request"]["url"].startswith((address, "data:", "blob:"))]
            seen["complaints"] = [event["params"]["entry"]["text"] for event in browser.events if event["method"] == "Log.entryAdded"]
        finally:
            browser.process.terminate()
    return seen


if __name__ == "__main__":
    json.dump(main(*sys.argv[1:]), sys.stdout, ensure_ascii=False)
