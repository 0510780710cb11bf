"""Runs one function in a process of its own.

Frames come in on descriptor 0 and go out on descriptor 1 until this program moves both out of the way: then 0 reads
nothing, and 1 is what 2 is, the log. A frame is the length of the rest (4 bytes, big-endian), its kind (1 byte), the
length of its head (4 bytes), its head (JSON) and its body (any bytes).
"""

import atexit
import importlib
import json
import os
import struct
import sys
import time

try:
    import fcntl
    import resource
    import signal
except ImportError:  # not a POSIX system
    fcntl = resource = signal = None

WORTH_ASKING_FOR_MEMORY = 0.0001  # seconds: below, asking takes longer than the run


class Channel:
    """The two ends of the protocol, out of reach of whatever the function prints, reads or closes."""

    def __init__(self):
        self.source = os.fdopen(self._private(0), "rb", 65536)
        self.sink = self._private(1)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        os.dup2(2, 1)
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(line_buffering=True)

    @staticmethod
    def _private(descriptor):
        return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 200) if fcntl else os.dup(descriptor)

    def receive(self):
        """Returns the head and the body of the next frame, or None when the parent has hung up."""
        prefix = self.source.read(9)
        if len(prefix) < 9:
            return None
        total, _, head_length = struct.unpack(">IcI", prefix)
        rest = self.source.read(total - 5)
        if len(rest) < total - 5:
            return None
        return json.loads(rest[:head_length]), rest[head_length:]

    def send(self, kind, head, body=b""):
        head = json.dumps(head, separators=(",", ":")).encode("ascii")
        frame = memoryview(struct.pack(">IcI", 5 + len(head) + len(body), kind, len(head)) + head + body)
        while frame:
            frame = frame[os.write(self.sink, frame):]


class ParentGuard:
    """Ends this process and its children when the parent is gone, even while the function holds the interpreter.

    On Linux the kernel does it: the parent's end of the pipe closes, and the signal that the pipe then sends is KILL, to
    the whole process group. The pipe must be silent meanwhile, which it is while the function runs. Elsewhere a thread
    waits for the end of the pipe.
    """

    def __init__(self, descriptor, parent):
        self.descriptor = descriptor
        self.parent = parent
        self.by_signal = sys.platform == "linux"
        if hasattr(os, "setsid"):
            try:
                os.setsid()
            except OSError:
                pass  # this is the leader of its group already
        if self.by_signal:
            fcntl.fcntl(descriptor, fcntl.F_SETOWN, -os.getpgrp())
            fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGKILL)
            self.silent = fcntl.fcntl(descriptor, fcntl.F_GETFL)
        elif fcntl:
            import threading

            threading.Thread(target=self._wait_for_end, daemon=True).start()

    def __enter__(self):
        if self.by_signal:
            fcntl.fcntl(self.descriptor, fcntl.F_SETFL, self.silent | os.O_ASYNC)
            if os.getppid() != self.parent:
                os._exit(1)  # it went before the pipe could tell

    def __exit__(self, *ignored):
        if self.by_signal:
            fcntl.fcntl(self.descriptor, fcntl.F_SETFL, self.silent)

    def _wait_for_end(self):
        import select

        poll = select.poll()
        poll.register(self.descriptor, 0)
        poll.poll()
        os.killpg(os.getpgrp(), signal.SIGKILL)


class Meter:
    """CPU time and peak memory of this process, between two moments."""

    def __init__(self):
        try:
            self.reset = os.open("/proc/self/clear_refs", os.O_WRONLY | os.O_CLOEXEC)
            self.status = os.open("/proc/self/status", os.O_RDONLY | os.O_CLOEXEC)
        except OSError:
            self.reset = self.status = None
        self.first = True

    def start(self):
        if self.reset is not None and not self.first:
            try:
                os.write(self.reset, b"5")  # forgets the peak so far: see proc(5)
            except OSError:
                self.reset = self.status = None
        self.usage = resource.getrusage(resource.RUSAGE_SELF) if resource else None
        self.started = time.perf_counter()

    def stop(self):
        elapsed = time.perf_counter() - self.started
        cost = {}
        if resource:
            usage = resource.getrusage(resource.RUSAGE_SELF)
            cost["user"] = int((usage.ru_utime - self.usage.ru_utime) * 1e9)
            cost["system"] = int((usage.ru_stime - self.usage.ru_stime) * 1e9)
        if self.status is not None and (self.first or elapsed >= WORTH_ASKING_FOR_MEMORY):
            # not ru_maxrss: that one remembers the parent's size from before exec
            status = os.pread(self.status, 4096, 0)
            at = status.find(b"VmHWM:")
            if at >= 0:
                cost["peak"] = int(status[at + 6:status.index(b"kB", at)]) * 1024
        self.first = False
        return cost


class Context:
    """What the handler is told about its invocation."""

    def __init__(self, head):
        self.invocation_id = self.aws_request_id = head["id"]
        self.function_name = head["function"]
        self.function_version = head["version"]
        self.attempt = head["attempt"]
        self.trace_parent = head.get("traceparent")
        self._deadline = time.monotonic() + head["remaining"] / 1000

    def remaining_millis(self):
        return max(0, int((self._deadline - time.monotonic()) * 1000))

    get_remaining_time_in_millis = remaining_millis


class Refused(Exception):
    """What went wrong before or after the handler."""

    def __init__(self, kind, error):
        super().__init__(str(error))
        self.kind = kind
        self.error = error


def failure(kind, error):
    import traceback

    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename == __file__:
        frames = frames.tb_next
    stack = [line.rstrip() for line in traceback.format_tb(frames)]
    return {"kind": kind, "type": type(error).__name__, "message": str(error), "stack": stack}


def load(handler):
    module, _, name = handler.rpartition(".")
    found = getattr(importlib.import_module(module.replace("/", ".")), name)
    if not callable(found):
        raise TypeError("%s is a %s, not a function" % (handler, type(found).__name__))
    return found


def call(handler, head, body):
    try:
        event = json.loads(body) if head["json"] else body
    except ValueError as error:
        raise Refused("INPUT", error)
    result = handler(event, Context(head))
    if hasattr(result, "__await__"):
        import asyncio

        async def finish():
            return await result

        result = asyncio.run(finish())
    return result


def encode(result, maximum):
    if isinstance(result, (bytes, bytearray)):
        encoded = bytes(result)
    else:
        try:
            encoded = json.dumps(result, allow_nan=False, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        except (TypeError, ValueError, RecursionError) as error:
            raise Refused("RESULT", error)
    if len(encoded) > maximum:
        raise Refused("RESULT", ValueError("the result has %d bytes; %d are allowed" % (len(encoded), maximum)))
    return encoded


def serve(channel, guard, handler, start):
    meter = Meter()
    end_of_log = start["mark"].encode("ascii")
    while True:
        frame = channel.receive()
        if frame is None:
            return
        head, body = frame
        result = b""
        with guard:
            meter.start()
            try:
                result = encode(call(handler, head, body), start["maximum"])
                problem = None
            except Refused as refused:
                problem = failure(refused.kind, refused.error)
            except Exception as error:
                problem = failure("HANDLER", error)
            cost = meter.stop()
            sys.stdout.flush()
            sys.stderr.flush()
        if problem is None:
            channel.send(b"O", cost, result)
        else:
            channel.send(b"E", {**cost, **problem})
        os.write(2, end_of_log)


def main():
    channel = Channel()
    start, _ = channel.receive() or (None, None)
    if start is None:
        return
    guard = ParentGuard(channel.source.fileno(), start["parent"])
    sys.path.insert(0, os.getcwd())
    with guard:
        try:
            handler = load(start["handler"])
        except Exception as error:
            channel.send(b"F", failure("INIT", error))
            return
        sys.stdout.flush()
        os.write(2, start["mark"].encode("ascii"))
    channel.send(b"R", {})
    serve(channel, guard, handler, start)


main()
for stream in (sys.stdout, sys.stderr):
    stream.flush()
atexit._run_exitfuncs()
os._exit(0)  # not held up by threads that the function left behind
