"""Uses an overview in headless Chromium as a person would: presses a title, presses it again, searches.

    overview.py FILE        what was seen, as JSON
"""

import json
import sys
import tempfile
from pathlib import Path

from page import Browser

if __name__ == "__main__":
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        browser = Browser(folder)
        try:
            browser.call("Page.enable")
            browser.call("Network.enable")
            browser.load(Path(sys.argv[1]).resolve().as_uri())

            def ask(code):
                answer = browser.call("Runtime.evaluate", expression=code, returnByValue=True, awaitPromise=True)
                return answer["result"].get("value")

            column = "[...document.querySelectorAll('table.sortable')][0]"
            figures = f"[...{column}.tBodies[0].rows].map(row => parseFloat(row.cells[2].textContent))"
            seen = {"rows": ask(f"{column}.tBodies[0].rows.length")}
            ask(f"{column}.tHead.rows[0].cells[2].querySelector('[role=button]').click()")
            seen["sorted"], seen["direction"] = ask(figures), ask(f"{column}.tHead.rows[0].cells[2].getAttribute('aria-sort')")
            ask(f"{column}.tHead.rows[0].cells[2].querySelector('[role=button]').click()")
            seen["again"] = ask(figures)
            ask("(() => { const box = document.querySelector('input.search'); box.value = '第1234区'; box.dispatchEvent(new Event('input')); })()")
            seen["found"] = ask(f"[...{column}.tBodies[0].rows].filter(row => !row.hidden).map(row => row.cells[0].textContent)")
            ask("(() => { const box = document.querySelector('input.search'); box.value = ''; box.dispatchEvent(new Event('input')); })()")
            ask("document.querySelector('input.search + label input').click()")
            seen["wrong"] = ask(f"[...{column}.tBodies[0].rows].filter(row => !row.hidden).map(row => row.cells[0].textContent)")
            seen["milliseconds"] = ask("performance.getEntriesByType('navigation')[0].domComplete")
            seen["requests"] = [
                event["params"]["request"]["url"] for event in browser.events
                if event["method"] == "Network.requestWillBeSent" and event["params"]["request"]["url"].startswith("http")]
            print(json.dumps(seen, ensure_ascii=False))
        finally:
            browser.process.terminate()
