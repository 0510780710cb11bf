# Runs a module like "python -m", in a process group of its own that ends when standard input closes: so it ends with
# the process that started it, however that one dies.
import os
import runpy
import sys
import threading

lifeline = os.dup(0)
nothing = os.open(os.devnull, os.O_RDONLY)
os.dup2(nothing, 0)
os.close(nothing)
os.setsid()


def end_with_starter():
    os.read(lifeline, 1)
    os.killpg(0, 9)


threading.Thread(target=end_with_starter, daemon=True).start()
sys.path[:] = [p for p in sys.path if p]
del sys.argv[0]
runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
