import atexit
import os
import subprocess
import sys
import threading
import time


def act(event, context):
    return globals()[event](context)


def fine(context):
    return "fine"


def fork_and_both_return(context):
    os.fork()
    return os.getpid()


def fork_and_throw(context):
    if os.fork() == 0:
        raise ValueError("from the child")
    return "fine"


def close_streams(context):
    sys.stdout.close()
    os.close(2)
    sys.stderr = None
    return "fine"


def close_everything(context):
    os.closerange(0, 1024)
    return "gone"


def write_into_the_protocol(context):
    for descriptor in range(3, 1024):
        try:
            os.write(descriptor, b"garbage that is no frame")
        except OSError:
            pass
    return "fine"


def unreadable_exception(context):
    class Mute(Exception):
        def __str__(self):
            raise RuntimeError("not even this")

    raise Mute()


def long_message(context):
    raise ValueError("x" * 3_000_000)


def deep_recursion(context):
    return deep_recursion(context)


def cancelled(context):
    import asyncio

    raise asyncio.CancelledError()


def long_line(context):
    sys.stderr.flush()
    os.write(2, b"x" * (64 * 1024 - 10))
    return "fine"


def garbage_in_the_log(context):
    os.write(2, bytes(range(256)) * 16)
    return "fine"


def much_output(context):
    for _ in range(4000):
        print("y" * 1000)
    return "fine"


def late_output(context):
    def speak():
        while True:
            print("late")
            time.sleep(0.001)

    threading.Thread(target=speak, daemon=True).start()
    return "fine"


def stay_behind(context):
    # the shell ends at once, and what it started has no parent any more and no hold on the log
    shell = subprocess.run(["sh", "-c", "sleep 3600 >/dev/null 2>&1 & echo $!"], stdout=subprocess.PIPE)
    print("started", int(shell.stdout))
    return "fine"


def stay_behind_and_crash(context):
    stay_behind(context)
    os._exit(3)


def stay_behind_and_sleep(context):
    stay_behind(context)
    time.sleep(3600)


def hold_the_log(context):
    subprocess.Popen(["sleep", "3600"])
    return "fine"


def environment(context):
    return os.environ.get("ODD")


def pid(context):
    return os.getpid()


def stop(context):
    print("started", os.getpid())
    os.kill(os.getpid(), 19)


def exit_hook(context):
    atexit.register(lambda: print("at the end"))
    return "fine"
