"""Sends a thousand uploads that mean harm, from many threads, and looks at every answer.

    hostile.py ADDRESS SAMPLE       what came back, as JSON
"""

import io
import json
import random
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
import zipfile
from concurrent.futures import ThreadPoolExecutor


def framed(*files):
    return b"".join(name.encode() + b"\n" + str(len(content)).encode() + b"\n" + content for name, content in files)


def bomb(member, size):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(member, b"<a>" + b"x" * size + b"</a>")
    return out.getvalue()


def uploads(sample):
    rng = random.Random(5)
    good = open(sample, "rb").read()
    entity = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        b'<!ENTITY a%d "&a%s;&a%s;">' % (n, str(n - 1).encode() if n else b"", str(n - 1).encode() if n else b"") for n in range(30)) + b"]><a>&a29;</a>"
    kinds = [
        lambda: ("read", framed(("a.docx", rng.randbytes(5000)))),
        lambda: ("read", framed(("../../../etc/passwd", b"x"))),
        lambda: ("read", framed(("a;rm -rf ~.txt", b"$(reboot) `reboot`"))),
        lambda: ("read", framed(("--help", b"--help"))),
        lambda: ("read", framed(("a.docx", bomb("word/document.xml", 40_000_000)))),
        lambda: ("read", framed(("a.xlsx", bomb("xl/workbook.xml", 20_000_000)))),
        lambda: ("read", framed(("a.html", b"<table>" * 30000))),
        lambda: ("read", framed(("a.html", entity))),
        lambda: ("read", framed(("a.json", b"[" * 100000))),
        lambda: ("read", framed(("a.json", b'{"form":"2021","tables":{"requests":{"new":{"natural":1e400}}}}'))),
        lambda: ("read", framed(("a.pdf", b"%PDF-1.7" + rng.randbytes(3000)))),
        lambda: ("read", framed(("a.csv", b"agency,year,form,table,row,column,label,value,state\n" + b"x," * 100000))),
        lambda: ("read", framed(("a.sqlite", b"SQLite format 3\0" + rng.randbytes(5000)))),
        lambda: ("read", b"a.txt\n99999999999\nx"),
        lambda: ("read", b"no end"),
        lambda: ("read", b"a.txt\n-1\nx"),
        lambda: ("read", framed(*[(f"{n}.txt", b"x") for n in range(2100)])),
        lambda: ("check", framed(("a.json", good[: rng.randrange(len(good))]))),
        lambda: ("write?to=exe", framed(("a.json", good))),
        lambda: ("write?to=xlsx", framed(("a.json", b"{}"))),
        lambda: ("merge?to=xlsx&agency=-o%20/tmp/x", framed(("a.json", b"nothing"))),
        lambda: ("template?to=xlsx&form=/etc/passwd", b""),
        lambda: ("diff?to=html", framed(("a.json", good))),
        lambda: ("nothing", b"x"),
    ]
    return [kinds[number % len(kinds)]() for number in range(1000)]


def send(address, upload):
    path, body = upload
    try:
        answer = urllib.request.urlopen(urllib.request.Request(address + path, data=body, method="POST"), timeout=180)
        return path, answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return path, error.code, error.read()
    except Exception as error:
        return path, 0, repr(error).encode()


def held(address):
    """Whether a plain request is answered while another machine holds eleven hundred that never end; how many of these were let go."""
    host, port = address.split("/")[2].split(":")
    others, closed = [socket.create_connection((host, int(port)), source_address=("127.0.0.2", 0)) for _ in range(1100)], 0
    for other in others:
        try:
            other.sendall(b"GET / HTTP/1.1\r\nX: ")
        except OSError:
            pass
    time.sleep(1)
    for other in others:
        other.setblocking(False)
        try:
            closed += other.recv(1) == b""
        except BlockingIOError:
            pass
        except OSError:
            closed += 1
    try:
        return urllib.request.urlopen(address, timeout=30).status == 200, closed
    except Exception:
        return False, closed
    finally:
        for other in others:
            other.close()


def passed(address, sample):
    """Whether who asks for little is answered while as many long conversions run as there are at a time."""
    table = b"{\\rtf1 " + b"\\trowd\\cellx1000\\cellx2000 a\\cell b\\cell\\row " * 30000 + b"}"
    ended = []
    def long():
        ended.append(("long", send(address, ("read", framed(("a.rtf", table))))[1]))
    threads = [threading.Thread(target=long) for _ in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(1)
    ended.append(("short", send(address, ("check", framed(("good.json", open(sample, "rb").read()))))[1]))
    for thread in threads:
        thread.join()
    return ended


def main(address, sample):
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda upload: send(address, upload), uploads(sample)))
    (isHeld, closed), order = held(address), passed(address, sample)
    good = send(address, ("read", framed(("good.json", open(sample, "rb").read()))))
    return {
        "sent": len(answers), "answered": sum(1 for _, status, _ in answers if status),
        "paths": sum(1 for _, status, body in answers if status != 200 and (b"/tmp" in body or b"gongkai-serve-" in body or b"/root" in body)),
        "failures": sorted({f"{path} {status} {body[:200]!r}" for path, status, body in answers if status == 0 or status >= 500})[:10],
        "closed": closed, "held": isHeld, "first": order[0], "alive": good[1] == 200 and b"reports" in good[2]}


if __name__ == "__main__":
    json.dump(main(*sys.argv[1:]), sys.stdout)
