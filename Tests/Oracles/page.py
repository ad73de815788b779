"""Looks at a page in headless Chromium, over its debugging protocol.

    page.py FILE FOLDER     what the page does, as JSON; screenshots at 1280 and 390 pixels and an A4 PDF go to FOLDER
"""

import base64
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

import websocket


class Browser:
    def __init__(self, folder):
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars", "--remote-debugging-port=0",
             "--remote-allow-origins=*", f"--user-data-dir={folder}", "about:blank"],
            # Names of files are Chinese.
            env={**os.environ, "LC_ALL": "C.UTF-8"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        port = Path(folder) / "DevToolsActivePort"
        for _ in range(600):
            if port.exists() and port.read_text().strip():
                break
            time.sleep(0.1)
        number = port.read_text().split()[0]
        pages = json.load(urllib.request.urlopen(f"http://127.0.0.1:{number}/json"))
        self.socket = websocket.create_connection(next(p for p in pages if p["type"] == "page")["webSocketDebuggerUrl"], timeout=60)
        self.count = 0
        self.events = []

    def call(self, method, **parameters):
        self.count += 1
        self.socket.send(json.dumps({"id": self.count, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.socket.recv())
            if message.get("id") == self.count:
                return message.get("result", message)
            self.events.append(message)

    def evaluate(self, expression):
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def load(self, url):
        self.call("Page.navigate", url=url)
        for _ in range(200):
            if self.evaluate("document.readyState") == "complete" and self.evaluate("location.href") == url:
                return
            time.sleep(0.05)

    def shoot(self, width, path):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 600)
        data = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=True)["data"]
        Path(path).write_bytes(base64.b64decode(data))
        return self.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")


def main(path, folder):
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(profile)
        try:
            for domain in ("Page", "Runtime", "Network", "Log"):
                browser.call(f"{domain}.enable")
            url = Path(path).resolve().as_uri()
            browser.load(url)
            rows = "[...document.querySelectorAll('tbody tr')]"
            shown = f"{rows}.map(row => [row.className, getComputedStyle(row).display !== 'none'])"
            switch = ("(() => {{ const box = document.querySelector('[name=only]'); if (!box) return false; box.checked = {}; "
                      "box.dispatchEvent(new Event('change')); return true; }})()")
            result = {"widths": {w: browser.shoot(w, f"{folder}/page-{w}.png") for w in (1280, 390)}}
            result["all"] = browser.evaluate(shown)
            grid = "[...document.querySelectorAll('table')].map(t => t.outerHTML).join('')"
            before = browser.evaluate(grid)
            result["switch"] = browser.evaluate(switch.format("true"))
            result["only"] = browser.evaluate(shown)
            # Every row that is shown still has a cell, or a spanning one, over the whole width of its table.
            result["ragged"] = browser.evaluate("""
                [...document.querySelectorAll('table')].reduce((sum, table) => {
                  const rows = [...table.rows].filter(row => getComputedStyle(row).display !== 'none');
                  const taken = rows.map(() => 0);
                  rows.forEach((row, r) => [...row.cells].forEach(cell => {
                    for (let d = 0; d < cell.rowSpan; d++) if (r + d < rows.length) taken[r + d] += cell.colSpan; }));
                  return sum + taken.filter(width => width !== Math.max(...taken)).length; }, 0)""")
            browser.evaluate(switch.format("false"))
            result["restored"] = browser.evaluate(grid) == before
            result["percents"] = browser.evaluate("""
                (() => { const list = () => [...document.querySelectorAll('.percent')].map(p => p.textContent);
                  const box = document.querySelector('[name=reference]'); if (!box) return null; const old = list();
                  box.value = 'new'; box.dispatchEvent(new Event('change')); return [old, list()]; })()""")
            result["injected"] = browser.evaluate("document.querySelectorAll('img, script[src], iframe, b.hostile').length + (window.hostile || 0)")
            result["scripts"] = browser.evaluate("document.scripts.length")
            result["text"] = browser.evaluate("document.body.innerText")
            pdf = browser.call("Page.printToPDF", preferCSSPageSize=True)["data"]
            Path(f"{folder}/page.pdf").write_bytes(base64.b64decode(pdf))
            # Without scripts the page shows everything, and no switches.
            browser.call("Emulation.setScriptExecutionDisabled", value=True)
            browser.load(url)
            browser.call("Emulation.setScriptExecutionDisabled", value=False)
            result["plain"] = browser.evaluate(f"{{const s = document.querySelector('.switches'); [!s || s.hidden, {shown}]}}")
            events = browser.events
            result["requests"] = [e["params"]["request"]["url"] for e in events if e.get("method") == "Network.requestWillBeSent"]
            result["requests"] = [u for u in result["requests"] if u != url and not u.startswith("data:")]
            result["errors"] = [e for e in events if e.get("method") in ("Runtime.exceptionThrown", "Log.entryAdded")
                                or e.get("method") == "Runtime.consoleAPICalled"]
            return result
        finally:
            browser.socket.close()
            browser.process.terminate()
            browser.process.wait()


if __name__ == "__main__":
    json.dump(main(*sys.argv[1:]), sys.stdout, ensure_ascii=False)
