import os
import time

print("started", os.getpid())
time.sleep(3600)
