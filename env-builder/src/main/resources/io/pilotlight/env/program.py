# Runs a program in a process group of its own that ends when standard input closes: so it ends with the process that
# started it, however that one dies.
import os
import sys
import threading

lifeline = os.dup(0)
nothing = os.open(os.devnull, os.O_RDONLY)
os.dup2(nothing, 0)
os.close(nothing)
os.setsid()
child = os.fork()
if child == 0:
    os.close(lifeline)
    os.execv(sys.argv[1], sys.argv[1:])


def end_with_starter():
    os.read(lifeline, 1)
    os.killpg(0, 9)


threading.Thread(target=end_with_starter, daemon=True).start()
status = os.waitpid(child, 0)[1]
os._exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
