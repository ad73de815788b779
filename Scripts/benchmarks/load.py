"""Fifty browsers that convert at once for a minute: load.py SERVE GONGKAI SAMPLE [SECONDS]. Prints a line of figures."""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

serve, gongkai, sample = sys.argv[1:4]
seconds = float(sys.argv[4]) if len(sys.argv) > 4 else 60.0
content = open(sample, "rb").read()
body = os.path.basename(sample).encode() + b"\n" + str(len(content)).encode() + b"\n" + content


def peak(process):
    status = open(f"/proc/{process}/status").read()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


with tempfile.TemporaryDirectory() as folder:
    server = subprocess.Popen([serve, "--gongkai", gongkai, "--port", "0"], stdout=subprocess.PIPE, env={**os.environ, "TMPDIR": folder})
    address = server.stdout.readline().decode().strip()
    end = time.monotonic() + seconds

    def browser(number):
        times, failed = [], 0
        while time.monotonic() < end:
            start = time.monotonic()
            try:
                answer = urllib.request.urlopen(urllib.request.Request(address + "write?to=" + ("xlsx", "docx", "csv")[number % 3], data=body, method="POST"), timeout=120)
                failed += not answer.read()
            except Exception:
                failed += 1
            times.append(time.monotonic() - start)
        return times, failed

    with ThreadPoolExecutor(50) as pool:
        results = list(pool.map(browser, range(50)))
    times = sorted(time for times, _ in results for time in times)
    # The folder that the server holds for all runs stays until it ends.
    left = sum(len(os.listdir(os.path.join(folder, own))) for own in os.listdir(folder))
    print(f"{len(times)} conversions in {seconds:.0f} s ({len(times) / seconds:.0f}/s), {sum(failed for _, failed in results)} failed, median {times[len(times) // 2]:.2f} s, "
          f"p99 {times[int(len(times) * 0.99)]:.2f} s, server {peak(server.pid):.0f} MB at most, {left} files left")
    server.terminate()
