"""The work of soak: RUN MINUTES CODEC."""
import glob
import json
import math
import os
import re
import shutil
import signal
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import urllib.request
import wave

run, minutes, codec = sys.argv[1], float(sys.argv[2]), sys.argv[3]
POLL = 10
TICK = os.sysconf("SC_CLK_TCK")


def free():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def cpu(pid):
    """Seconds the processor spent on a process."""
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def state():
    with urllib.request.urlopen(f"http://127.0.0.1:{panel}/state.json", timeout=5) as answer:
        return json.load(answer)


def call():
    return next((c for c in state()["calls"] if c["state"] == "connected"), None)


def write_speech_like(file):
    """As long as the call: a chord that swells and falls as syllables do, with pauses."""
    second = [int(6000 * math.sin(2 * math.pi * 200 * i / rate) * max(0, math.sin(2 * math.pi * 2.5 * i / rate))
                  + 2000 * math.sin(2 * math.pi * 700 * i / rate) * max(0, math.sin(2 * math.pi * 5 * i / rate)))
              for i in range(rate)]
    with wave.open(file, "wb") as f:
        f.setparams((1, 2, rate, 0, "NONE", ""))
        second = struct.pack(f"<{rate}h", *second)
        for _ in range(int(60 * minutes) + 60):
            f.writeframes(second)


def until(what, test, limit):
    end = time.monotonic() + limit
    while time.monotonic() < end:
        try:
            if test():
                return
        except OSError:
            pass
        time.sleep(0.2)
    sys.exit(f"soak: {what} did not come in {limit} s: see {work}")


work = tempfile.mkdtemp(prefix="soak.")
sip, panel, rtp = free(), free(), 40000 + 2 * (os.getpid() % 5000)
modules = (glob.glob("/usr/lib/baresip/modules") + glob.glob("/usr/lib/*/baresip/modules"))[0]
os.mkdir(f"{work}/baresip")
rate = {"g722": 16000, "pcmu": 8000}[codec]
write_speech_like(f"{work}/speech.wav")
with open(f"{work}/baresip/config", "w") as f:
    f.write(f"module_path {modules}\nsip_listen 127.0.0.1:0\nrtp_ports {rtp + 40}-{rtp + 60}\n"
            f"net_interface 127.0.0.1\naudio_source aufile,{work}/speech.wav\naudio_player aubridge,none\n"
            + "".join(f"module {m}.so\n" for m in ("g722", "g711", "aufile", "aubridge"))
            + "module_app account.so\nmodule_app menu.so\nmodule stdio.so\n")
with open(f"{work}/baresip/accounts", "w") as f:
    f.write(f"<sip:b@127.0.0.1>;regint=0;audio_codecs={codec}/{rate}/1\n")
open(f"{work}/baresip/contacts", "w").close()

env = dict(os.environ, JAVA_TOOL_OPTIONS=f"-Xlog:gc,safepoint:file={work}/pauses.log:uptime,tags")
phone = subprocess.Popen(
    [run, "--offline", "--direct", "--auto-answer", "--audio", "null", "--data", f"{work}/data",
     "--panel", f"127.0.0.1:{panel}", "--sip-port", str(sip), "--rtp-ports", f"{rtp}-{rtp + 19}"],
    env=env, stdout=open(f"{work}/phone.log", "w"), stderr=subprocess.STDOUT)
caller = None
rows = []
try:
    until("the phone", lambda: state()["phase"] == "ready", 60)
    caller = subprocess.Popen(
        ["baresip", "-f", f"{work}/baresip", "-e", f"/dial sip:phone@127.0.0.1:{sip}"],
        stdin=subprocess.PIPE, stdout=open(f"{work}/baresip.log", "w"), stderr=subprocess.STDOUT)
    until("the call", lambda: call() is not None, 20)
    time.sleep(10)  # settled: compiled, delay found
    started = os.path.getsize(f"{work}/pauses.log")
    start, spent = time.monotonic(), (cpu(phone.pid), cpu(caller.pid))
    while time.monotonic() < start + 60 * minutes:
        time.sleep(POLL)
        now = call()
        if now is None:
            sys.exit(f"soak: the call ended after {time.monotonic() - start:.0f} s: see {work}")
        rows.append(now["rtp"])
    took = time.monotonic() - start
    used = cpu(phone.pid) - spent[0], cpu(caller.pid) - spent[1]
finally:
    for process in (caller, phone):
        if process is not None:
            process.send_signal(signal.SIGTERM)
            process.wait(10)

first, last = rows[0], rows[-1]
delays = [r["delayMs"] for r in rows]
quarter = max(1, len(delays) // 4)
print(f"{codec}, {took / 60:.0f} min, {last['received']} packets received, {last['sent']} sent")
print(f"delay: first quarter {statistics.median(delays[:quarter])} ms, last {statistics.median(delays[-quarter:])} ms, "
      f"least {min(delays)}, most {max(delays)}")
for name, key in (("lost", "lost"), ("late", "late"), ("concealed samples", "concealedSamples"),
                  ("samples stretched or cut", "correctedSamples")):
    print(f"{name}: {last[key] - first[key]}")
print(f"processor: the phone {100 * used[0] / took:.1f} % of one core, baresip {100 * used[1] / took:.1f} %, "
      f"ratio {used[0] / max(used[1], 1e-9):.2f}")
with open(f"{work}/pauses.log") as log:
    log.seek(started)
    stops = log.read()
collected = [float(m) for m in re.findall(r"\[gc\s*\].*Pause.* ([0-9.]+)ms", stops)]
stopped = [int(m) / 1e6 for m in re.findall(r"Total:\s*([0-9]+) ns", stops)]
for name, all in (("garbage collection", collected), ("every stop of the Java machine", stopped)):
    if all:
        print(f"{name}: {len(all)} pauses, median {statistics.median(all):.2f} ms, longest {max(all):.2f} ms")
shutil.rmtree(work)
