# Answers what environments need to know of an interpreter. Starts on Python 2 too, to be able to refuse it by version.
import os
import sys

sys.path[:] = [p for p in sys.path if p]
version = sys.version_info
answers = [("version", "%d.%d.%d" % version[:3]), ("executable", sys.executable or "")]


def program_names(library):
    """Returns the names under which venv puts the interpreter into an environment, besides its own."""
    names = ["python", "python3"]
    if version >= (3, 9):
        names.append("python3.%d" % version[1])
    if sys.implementation.name == "pypy":
        import re

        # which names of its own PyPy adds differs between its releases: its venv says it
        names += ["pypy3", "pypy"]
        try:
            with open(os.path.join(library, "venv", "__init__.py"), "rb") as file:
                found = re.search("for suffix in \\(([^()]*)\\)", file.read().decode("utf-8"))
            names = list(eval("(%s,)" % found.group(1).strip().rstrip(","), {"sys": sys}))
        except Exception:
            pass
    return names


def environment():
    """Returns the folder of the environment that the interpreter stands in (PEP 405)."""
    folder = os.path.dirname(sys.executable or "")
    for place in (folder, os.path.dirname(folder)):
        if place and os.path.isfile(os.path.join(place, "pyvenv.cfg")):
            return place
    return ""


if version >= (3, 8):
    import sysconfig

    root = "/environment"
    library = os.path.dirname(os.path.abspath(os.__file__))
    stem = "pypy" if sys.implementation.name == "pypy" else "python"
    lib = "lib/%s%d.%d/site-packages" % ((stem,) + version[:2])
    include = "include"
    if version >= (3, 11):
        values = dict.fromkeys(("base", "platbase", "installed_base", "installed_platbase"), root)
        path = lambda name: os.path.relpath(sysconfig.get_path(name, scheme="venv", vars=values), root)
        lib = path("purelib")
        if version < (3, 14):
            include = path("include")
    answers += [
        ("implementation", sys.implementation.name),
        ("implementation-version", "%d.%d.%d" % tuple(sys.implementation.version)[:3]),
        ("pre-release", version[3] != "final"),
        ("base-executable", getattr(sys, "_base_executable", None) or sys.executable or ""),
        ("real-executable", os.path.realpath(sys.executable)),
        ("environment", environment()),
        ("program-names", " ".join(program_names(library))),
        ("wide", sys.maxsize > 2**32),
        ("platform", sys.platform),
        ("os", os.name),
        ("free-threaded", bool(sysconfig.get_config_var("Py_GIL_DISABLED"))),
        ("utf8-names", sys.getfilesystemencoding().lower() in ("utf-8", "utf8")),
        ("cache-tag", sys.implementation.cache_tag or ""),
        ("build-platform", sysconfig.get_platform()),
        ("standard-library", library),
        ("include", include),
        ("site-packages", lib),
        ("wheel-folder", sysconfig.get_config_var("WHEEL_PKG_DIR") or ""),
    ]
text = "\0".join(["pilotlight-python"] + ["%s=%s" % answer for answer in answers])
os.write(1, text if version < (3,) else text.encode("utf-8", "surrogateescape"))
