# Answers what environments need to know of an interpreter. Starts on Python 2 too, to be able to refuse it by version.
import os
import sys

sys.path[:] = [p for p in sys.path if p]
version = sys.version_info
answers = [("version", "%d.%d.%d" % version[:3])]
if version >= (3, 8):
    import sysconfig

    root = "/environment"
    lib = "lib/python%d.%d/site-packages" % version[:2]
    include = "include"
    if version >= (3, 11):
        values = dict.fromkeys(("base", "platbase", "installed_base", "installed_platbase"), root)
        path = lambda name: os.path.relpath(sysconfig.get_path(name, scheme="venv", vars=values), root)
        lib = path("purelib")
        if version < (3, 14):
            include = path("include")
    answers += [
        ("implementation", sys.implementation.name),
        ("executable", sys.executable or ""),
        ("base-executable", getattr(sys, "_base_executable", None) or sys.executable or ""),
        ("real-executable", os.path.realpath(sys.executable)),
        ("wide", sys.maxsize > 2**32),
        ("platform", sys.platform),
        ("os", os.name),
        ("free-threaded", bool(sysconfig.get_config_var("Py_GIL_DISABLED"))),
        ("utf8-names", sys.getfilesystemencoding().lower() in ("utf-8", "utf8")),
        ("cache-tag", sys.implementation.cache_tag or ""),
        ("build-platform", sysconfig.get_platform()),
        ("standard-library", os.path.dirname(os.path.abspath(os.__file__))),
        ("include", include),
        ("site-packages", lib),
        ("wheel-folder", sysconfig.get_config_var("WHEEL_PKG_DIR") or ""),
    ]
text = "\0".join(["pilotlight-python"] + ["%s=%s" % answer for answer in answers])
os.write(1, text if version < (3,) else text.encode("utf-8", "surrogateescape"))
