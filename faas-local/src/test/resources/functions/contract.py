import os
import subprocess
import sys
import threading
import time

calls = 0


def echo(event, context):
    return event


def who(event, context):
    return [context.invocation_id, context.function_name, context.function_version, context.attempt,
            os.environ["COLOUR"], os.path.basename(os.getcwd()), context.remaining_millis() > 0, context.trace_parent]


def count(event, context):
    global calls
    calls += 1
    return calls


def pid(event, context):
    return os.getpid()


def throw(event, context):
    raise ValueError("on purpose: " + event)


def leave(event, context):
    os._exit(3)


def leave_politely(event, context):
    sys.exit(4)


def unfit(event, context):
    return {"a": object()} if event == "type" else float("nan")


def large(event, context):
    return "x" * event


def sleep(event, context):
    print("started", os.getpid())
    time.sleep(3600)


def spin(event, context):
    print("started", os.getpid())
    while True:
        pass


def hold_interpreter(event, context):
    import re

    print("started", os.getpid())
    re.match(r"(a+)+$", "a" * 64 + "b")  # holds the interpreter's lock for longer than anybody waits


def spawn(event, context):
    child = subprocess.Popen(["sleep", "3600"])
    print("started", child.pid)
    time.sleep(3600)


def chatter(event, context):
    print("to stdout")
    print("to stderr", file=sys.stderr)
    os.write(1, b"to descriptor 1\n")
    os.write(2, "to descriptor 2, ünïcode\n".encode("utf-8"))
    subprocess.run(["echo", "from a child"])
    print("without an end", end="")
    return [sys.stdin.read(), os.read(0, 10).decode()]


def burn(event, context):
    end = time.process_time() + 0.02
    block = bytearray(event)
    while time.process_time() < end:
        pass
    return len(block)


async def later(event, context):
    return "later " + event


not_a_function = 42
