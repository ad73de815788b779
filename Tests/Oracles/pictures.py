"""Pictures of the page for an office, made from the samples: pictures.py ADDRESS SAMPLES FOLDER"""

import base64
import sys
import tempfile
from pathlib import Path

from serve import Office

address, samples, folder = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3])

with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
    browser = Office(profile)
    try:
        for domain in ("Page", "Runtime", "DOM", "Network"):
            browser.call(f"{domain}.enable")
        browser.call("Emulation.setDeviceMetricsOverride", width=1280, height=860, deviceScaleFactor=1, mobile=False)

        def shoot(name):
            picture = browser.call("Page.captureScreenshot", format="png")["data"]
            (folder / f"{name}.png").write_bytes(base64.b64decode(picture))

        browser.load(address)
        browser.drop(samples / "zengcheng-2020.txt")
        browser.until("document.getElementById('verdict')?.textContent.includes('40')")
        browser.click("td[data-cell='requests/granted/total']")
        shoot("office-report")
        browser.drop(samples / "shili-2019.json", samples / "shili-2020.json")
        browser.until("document.querySelectorAll('#view tbody tr').length > 100")
        browser.evaluate("scrollTo(0, 0)")
        shoot("office-comparison")
    finally:
        browser.process.terminate()
