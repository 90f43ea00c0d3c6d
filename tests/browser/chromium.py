"""Drives a headless Chromium over its DevTools protocol, by a pipe.

Knows how to start it, open a page, ask it things and press keys; needs nothing but Python's own
library.  Does not know what the page should be: page.py does.
"""

import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find():
    """Path of the browser, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Trouble(Exception):
    """The browser did not answer, or answered with an error."""


class Browser:
    def __init__(self, path, seconds=60):
        self.home = tempfile.mkdtemp(prefix="claimtree-browser.")
        self.seconds = seconds
        self.number = 0
        self.events = []
        self.left = b""
        self.scripts = True
        command = [path, "--headless", "--remote-debugging-pipe", "--disable-gpu", "--no-first-run",
                   "--disable-background-networking", "--disable-component-update",
                   "--disable-sync", "--disable-extensions", "--disable-dev-shm-usage",
                   "--hide-scrollbars", "--host-resolver-rules=MAP * ~NOTFOUND",
                   "--user-data-dir=" + self.home]
        if os.geteuid() == 0:
            command.append("--no-sandbox")
        to_read, self.write_end = os.pipe()
        self.read_end, to_write = os.pipe()
        # The protocol is spoken on 3 and 4: first out of their way, then there.
        high = [os.dup(fd) for fd in (to_read, to_write)]
        high = [os.dup2(fd, 100 + i) for i, fd in enumerate(high)]

        def place():
            os.dup2(high[0], 3)
            os.dup2(high[1], 4)

        self.process = subprocess.Popen(
            command, preexec_fn=place, close_fds=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for fd in (to_read, to_write, *high):
            os.close(fd)
        self.session = None
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(domain + ".enable")

    def close(self):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for _ in range(20):  # its children write there until they are gone
            shutil.rmtree(self.home, ignore_errors=True)
            if not os.path.exists(self.home):
                return
            time.sleep(0.1)

    def receive(self, until):
        while b"\0" not in self.left:
            if not select.select([self.read_end], [], [], max(0, until - time.monotonic()))[0]:
                raise Trouble("no answer")
            more = os.read(self.read_end, 1 << 20)
            if not more:
                raise Trouble("the browser has ended")
            self.left += more
        one, self.left = self.left.split(b"\0", 1)
        return json.loads(one)

    def ask(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.write_end, data):]
        until = time.monotonic() + self.seconds
        while True:
            answer = self.receive(until)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise Trouble(method + ": " + answer["error"]["message"])
                return answer["result"]
            if "method" in answer:
                self.events.append(answer)

    def wait_for(self, method):
        until = time.monotonic() + self.seconds
        while True:
            for i, event in enumerate(self.events):
                if event["method"] == method:
                    return self.events.pop(i)
            answer = self.receive(until)
            if "method" in answer:
                self.events.append(answer)

    # ---- a page -------------------------------------------------------------------------------

    def open(self, url):
        self.ask("Page.navigate", url="about:blank")
        self.wait_for("Page.loadEventFired")
        self.events.clear()
        self.ask("Page.navigate", url=url)
        self.wait_for("Page.loadEventFired")

    def value(self, expression):
        """What an expression is in the page, or what its promise holds."""
        answer = self.ask("Runtime.evaluate", expression=expression, returnByValue=True,
                          awaitPromise=True)
        if "exceptionDetails" in answer:
            raise Trouble(expression + ": " + json.dumps(answer["exceptionDetails"])[:400])
        return answer["result"].get("value")

    def settle(self):
        """Until what is due is drawn; no frame is told of where scripts are off."""
        if not self.scripts:
            time.sleep(0.3)
            return
        self.value("new Promise(f=>requestAnimationFrame(()=>requestAnimationFrame(()=>f(1))))")

    def run_scripts(self, on):
        self.scripts = on
        self.ask("Emulation.setScriptExecutionDisabled", value=not on)

    def media(self, media="", **features):
        self.ask("Emulation.setEmulatedMedia", media=media, features=[
            {"name": name.replace("_", "-"), "value": value} for name, value in features.items()])

    def screen(self, width, height):
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=1, mobile=False)

    def place(self, expression):
        """Middle of an element's first box, scrolled into view: x, y."""
        self.value("(%s).scrollIntoView({block:'center'})" % expression)
        self.settle()
        return self.value("(r=>[r.x+r.width/2,r.y+r.height/2])((%s).getClientRects()[0])"
                          % expression)

    def hover(self, expression):
        x, y = self.place(expression)
        self.ask("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        self.settle()

    def click(self, expression):
        x, y = self.place(expression)
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.ask("Input.dispatchMouseEvent", type=kind, x=x, y=y, clickCount=1,
                     button="none" if kind == "mouseMoved" else "left")
        self.settle()

    KEYS = {"Tab": 9, "Enter": 13, "Escape": 27, "Space": 32, "ArrowLeft": 37, "ArrowUp": 38,
            "ArrowRight": 39, "ArrowDown": 40, "Home": 36, "End": 35}

    def press(self, key, shift=False):
        text = {"Enter": "\r", "Space": " "}.get(key, key if len(key) == 1 else "")
        code = self.KEYS.get(key, ord(key.upper()) if len(key) == 1 else 0)
        name = " " if key == "Space" else key
        more = {"text": text, "unmodifiedText": text} if text else {}
        common = {"key": name, "code": key, "windowsVirtualKeyCode": code,
                  "modifiers": 8 if shift else 0}
        self.ask("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown",
                 **common, **more)
        self.ask("Input.dispatchKeyEvent", type="keyUp", **common)
        self.settle()

    def type(self, text):
        self.ask("Input.insertText", text=text)
        self.settle()

    def complaints(self):
        """Errors that the page caused: console, exceptions, the policy."""
        self.value("1")
        said = []
        for event in self.events:
            p = event["params"]
            if event["method"] == "Log.entryAdded" and p["entry"]["level"] in ("error", "warning"):
                said.append(p["entry"]["text"])
            if event["method"] == "Runtime.exceptionThrown":
                said.append(json.dumps(p["exceptionDetails"])[:400])
            if event["method"] == "Runtime.consoleAPICalled" and p["type"] in ("error", "warning"):
                said.append(json.dumps(p["args"])[:400])
        return said

    def requests(self):
        """Addresses it asked for, the page's own among them."""
        self.value("1")
        return [e["params"]["request"]["url"] for e in self.events
                if e["method"] == "Network.requestWillBeSent"]
