# Compiles the modules below a folder, as they will be named when the folder has moved.
import compileall
import sys

folder, later = sys.argv[1:3]
compileall.compile_dir(folder, maxlevels=50, ddir=later, force=True, quiet=2)
