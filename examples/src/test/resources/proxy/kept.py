"""Runs a module until the standard input ends, as it does when whoever started this is gone, also when that was killed.

usage: kept.py PORT,PORT... MODULE ARGUMENT...

Prints a line "listening" once somebody listens on each of the ports.
"""

import asyncio
import multiprocessing
import os
import runpy
import socket
import sys
import threading
import time


def end_with_input():
    while os.read(0, 1024):
        pass
    for child in multiprocessing.active_children():
        child.kill()
    os._exit(0)


def tell_when_listening(ports):
    for port in ports:
        while True:
            try:
                with socket.create_connection(("127.0.0.1", int(port)), 1) as found:
                    # a port that is free may, by chance, be connected with itself
                    if found.getsockname() != found.getpeername():
                        break
            except OSError:
                time.sleep(0.05)
    print("listening", flush=True)


if __name__ == "__main__":
    threading.Thread(target=end_with_input, daemon=True).start()
    threading.Thread(target=tell_when_listening, args=(sys.argv[1].split(","),), daemon=True).start()
    # some programs take the event loop of the main thread for granted, which newer Pythons no longer make
    asyncio.set_event_loop(asyncio.new_event_loop())
    sys.argv = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=False)
