"""Runs a program for as long as somebody holds this one's standard input open: keeper.py PROGRAM [ARGUMENT...]"""
import os
import subprocess
import sys
import threading

program = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)


def end_with_the_program():
    os._exit(program.wait())


threading.Thread(target=end_with_the_program, daemon=True).start()
sys.stdin.read()
program.terminate()
program.wait()
