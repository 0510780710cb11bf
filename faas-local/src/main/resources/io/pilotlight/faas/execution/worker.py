"""Runs one function in a process of its own.

Frames come in on descriptor 0 and go out on descriptor 1 until this program moves both out of the way: then 0 reads
nothing, and 1 is what 2 is, the log. A frame is the length of the rest (4 bytes, big-endian), its kind (1 byte), the
length of its head (4 bytes), its head (JSON) and its body (any bytes).
"""

import atexit
import json
import os
import struct
import sys
import time

try:
    import fcntl
    import resource
except ImportError:  # not a POSIX system
    fcntl = resource = None

SIGKILL = 9  # the module signal is imported for nothing else
LONGEST_MESSAGE = 32_768  # characters
LONGEST_STACK = 256  # frames
WORTH_ASKING_FOR_MEMORY = 0.0001  # seconds: below, asking takes longer than the run


def private(descriptor):
    """Returns another descriptor of the same, which programs that the function starts do not inherit."""
    if fcntl is None:
        return os.dup(descriptor)
    for least in (200, 50, 10):
        try:
            return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, least)
        except (OSError, ValueError):
            pass  # more than this process may have
    return os.dup(descriptor)


def write_fully(descriptor, data):
    rest = memoryview(data)
    while rest:
        try:
            rest = rest[os.write(descriptor, rest):]
        except BlockingIOError:  # a program that shares the descriptor made it so
            os.set_blocking(descriptor, True)


def flush():
    """Flushes what was printed, if the function left anything to flush."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass


class Channel:
    """The ends of the protocol and of the log, out of reach of whatever the function prints, reads or closes."""

    def __init__(self):
        self.process = os.getpid()
        self.source = os.fdopen(private(0), "rb", 65536)
        self.sink = private(1)
        self.log = private(2)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
        os.dup2(2, 1)
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(line_buffering=True)
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._let_go)

    def _let_go(self):
        """Lets go of the protocol in a process that the function forked: two must not speak for one."""
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (self.source.fileno(), self.sink):
            os.dup2(null, descriptor, inheritable=False)
        os.close(null)

    def end_log(self, mark):
        """Ends what was printed so far."""
        flush()
        write_fully(self.log, mark)

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
        write_fully(self.sink, struct.pack(">IcI", 5 + len(head) + len(body), kind, len(head)) + head + body)


class ParentGuard:
    """Ends this process and its children when the parent is gone, even while the function holds the interpreter.

    On Linux the kernel does it: the parent's end of the pipe for answers closes, and the signal that the pipe then sends is
    KILL, to the whole process group. The pipe must be silent meanwhile, and it is: this process writes no answer while the
    function runs, and the parent has read the last one before it asks again. (The pipe for questions is not: the kernel
    tells the reader that data came after it has woken it, and so possibly when the function runs already.) Elsewhere a
    thread waits for the end of the pipe for questions.
    """

    def __init__(self, source, sink, parent):
        self.source = source
        self.sink = sink
        self.parent = parent
        self.by_signal = sys.platform == "linux"
        if hasattr(os, "setsid"):
            try:
                os.setsid()
            except OSError:
                pass  # this is the leader of its group already
        if self.by_signal:
            fcntl.fcntl(sink, fcntl.F_SETOWN, -os.getpgrp())
            fcntl.fcntl(sink, fcntl.F_SETSIG, SIGKILL)
            self.silent = fcntl.fcntl(sink, fcntl.F_GETFL)
        elif fcntl:
            import threading

            threading.Thread(target=self._wait_for_end, daemon=True).start()

    def __enter__(self):
        if self.by_signal:
            fcntl.fcntl(self.sink, fcntl.F_SETFL, self.silent | os.O_ASYNC)
            if os.getppid() != self.parent:
                os._exit(1)  # it went before the pipe could tell

    def __exit__(self, *ignored):
        if self.by_signal:
            fcntl.fcntl(self.sink, fcntl.F_SETFL, self.silent)

    def _wait_for_end(self):
        import select

        poll = select.poll()
        poll.register(self.source, 0)
        poll.poll()
        self.end_group()

    @staticmethod
    def end_group():
        """Ends this process and all that it started, also those whose own parent has ended before them."""
        if hasattr(os, "killpg") and os.getpgrp() == os.getpid():
            os.killpg(os.getpid(), SIGKILL)


class Meter:
    """CPU time and peak memory of this process, between two moments."""

    def __init__(self):
        try:
            self.reset = self._open("/proc/self/clear_refs", os.O_WRONLY)
            self.status = self._open("/proc/self/status", os.O_RDONLY)
        except OSError:
            self.reset = self.status = None
        self.first = True

    @staticmethod
    def _open(name, mode):
        descriptor = os.open(name, mode | os.O_CLOEXEC)
        try:
            return private(descriptor)
        finally:
            os.close(descriptor)

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
            try:
                status = os.pread(self.status, 4096, 0)
                at = status.find(b"VmHWM:")
                if at >= 0:
                    cost["peak"] = int(status[at + 6:status.index(b"kB", at)]) * 1024
            except (OSError, ValueError):
                self.reset = self.status = None  # the function closed it
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
        super().__init__()
        self.kind = kind
        self.error = error


def failure(kind, error):
    import traceback

    # where JSON is read or written, the stack is not the function's
    frames = None if kind in ("INPUT", "RESULT") else error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename == __file__:
        frames = frames.tb_next
    try:
        stack = [line.rstrip()[:LONGEST_MESSAGE] for line in traceback.format_tb(frames, LONGEST_STACK)]
        message = str(error)[:LONGEST_MESSAGE]
    except Exception as unreadable:
        stack, message = [], "its message cannot be read: " + type(unreadable).__name__
    return {"kind": kind, "type": type(error).__name__, "message": message, "stack": stack}


def load(handler):
    module, _, name = handler.rpartition(".")
    module = module.replace("/", ".")
    __import__(module)
    found = getattr(sys.modules[module], name)
    if not callable(found):
        raise TypeError("%s is a %s, not a function" % (handler, type(found).__name__))
    return found


def call(handler, head, body):
    try:
        event = json.loads(body) if head["json"] else body
    except (ValueError, RecursionError) as error:
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
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as error:  # such as asyncio.CancelledError
                problem = failure("HANDLER", error)
            cost = meter.stop()
            flush()
            if os.getpid() != channel.process:
                os._exit(0)  # the function forked and came back twice: only one answer counts
        cost["id"] = head["id"]
        if problem is None:
            channel.send(b"O", cost, result)
        else:
            channel.send(b"E", {**cost, **problem})
        channel.end_log(end_of_log)


def main():
    channel = Channel()
    start, _ = channel.receive() or (None, None)
    if start is None:
        return
    guard = ParentGuard(channel.source.fileno(), channel.sink, start["parent"])
    os.environ.update(start["variables"])
    sys.path.insert(0, os.getcwd())
    problem = None
    with guard:
        try:
            handler = load(start["handler"])
        except Exception as error:
            problem = failure("INIT", error)
    channel.end_log(start["mark"].encode("ascii"))
    if problem is not None:
        channel.send(b"F", problem)
        return
    channel.send(b"R", {})
    serve(channel, guard, handler, start)


main()
flush()
atexit._run_exitfuncs()
flush()
ParentGuard.end_group()
os._exit(0)  # not held up by threads that the function left behind
