"""A server of this checkout, for benchmarks: started on an empty folder, with what a user of it can do."""

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("WASMCLOUD", str(ROOT / "wasmcloud"))


def fail(message):
    sys.exit(f"{Path(sys.argv[0]).name}: {message}")


class Installation:
    """`wasmcloud up`, or the program that the variable WASMCLOUD names instead, as long as it is entered."""

    def __init__(self, *options):
        self.options = options

    def __enter__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="wasmcloud-bench-")
        self.environment = {**os.environ, "XDG_CONFIG_HOME": f"{self.folder.name}/config"}
        self.log = Path(self.folder.name) / "up.log"
        self.start()
        return self

    def start(self):
        self.process = subprocess.Popen(
            [PROGRAM, "up", "--data", f"{self.folder.name}/data", "--api-port", "0", "--run-port", "0", *self.options],
            stdout=subprocess.PIPE, stderr=self.log.open("w"), text=True, env=self.environment)
        said = {}
        for line in self.process.stdout:
            name, _, value = line.strip().rpartition(" ")
            said[name] = value
            if line.startswith("ready"):
                break
        else:
            fail("the server does not become ready:\n" + self.log.read_text())
        self.api = said["API"]
        self.port = int(re.search(r":(\d+)", said["RUN"].rpartition("/")[2] or said["RUN"])[1])
        self.token = Path(said["TOKEN FILE"]).read_text().strip()

    def restart(self):
        """Ends the server and starts it again on its data, on other ports."""
        self.process.terminate()
        self.process.wait(120)
        self.start()

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(120)
        finally:
            self.process.kill()
            self.folder.cleanup()

    def deploy(self, file, name, policy):
        policy_file = Path(self.folder.name) / f"{name}.policy"
        policy_file.write_text(policy)
        subprocess.run([PROGRAM, "deploy", file, "--name", name, "--policy", policy_file], check=True,
                       env=self.environment, stdout=subprocess.DEVNULL)

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            self.api + path, method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    def raise_plan(self, **figures):
        """Lets the operator's plan have other figures."""
        plan = self.call("GET", "/v1/plans/paid")
        self.call("PUT", "/v1/plans/paid", {"limits": {**plan["limits"], **figures}})

    def request_text(self, name):
        return f"GET / HTTP/1.1\r\nHost: {name}.run.localhost:{self.port}\r\nConnection: close\r\n\r\n".encode()

    def status(self, field):
        """Returns a number of the process's status, as the kernel has it."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(rf"^{field}:\s+(\d+)", text, re.MULTILINE)[1])

    def load(self, name, seconds, connections=32):
        """Returns requests a second, and the time in which 99 of 100 are answered, in milliseconds."""
        return load(f"http://127.0.0.1:{self.port}/", f"{name}.run.localhost:{self.port}", seconds, connections)[:2]


def java():
    """Returns the program of the JDK that ./wasmcloud runs on."""
    jdk = subprocess.run([ROOT / "build" / "find-jdk"], check=True, capture_output=True, text=True).stdout.strip()
    return f"{jdk}/bin/java"


def load(url, host, seconds, connections):
    """Returns requests a second, the time in which 99 of 100 are answered, in milliseconds, and how many were answered."""
    text = subprocess.run(
        ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "30s",
         *(["-H", f"Host: {host}"] if host else []), url],
        check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in text or "Socket errors" in text:
        fail(f"{url} answered with errors:\n{text}")
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])
    number, unit = re.search(r"^\s+99%\s+([\d.]+)(us|ms|s)", text, re.MULTILINE).groups()
    requests = int(re.search(r"(\d+) requests in", text)[1])
    return rate, float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit], requests


def machine():
    return f"{platform.machine()}, {os.cpu_count()} cores, load generator on the same machine"


def show(lines, output):
    text = "\n".join(lines)
    print(text)
    if output:
        output.write_text(text + "\n")
