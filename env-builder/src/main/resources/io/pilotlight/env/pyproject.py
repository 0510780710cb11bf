# Answers what a pyproject.toml asks for: its dependencies, those of the extras, and those of the groups that it has.
# Takes pip's wheel (for its reader of TOML, before Python 3.11), the file, the extras and the groups, joined by commas.
import os
import re
import sys

wheel, path, extras, groups = sys.argv[1:5]
try:
    import tomllib
except ImportError:
    sys.path.insert(0, wheel)
    from pip._vendor import tomli as tomllib


def plain(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def strings(value, where):
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("%s is no list of texts" % where)
    return value


def extra(name, seen):
    name = plain(name)
    if name not in optional:
        raise ValueError("it has no extra %r, only %s" % (name, ", ".join(sorted(optional)) or "none"))
    if name in seen:
        return
    for item in strings(optional[name], "the extra " + name):
        own = re.match(r"([A-Za-z0-9._-]+)\s*\[([^\]]*)\]\s*$", item)
        if own and plain(own.group(1)) == plain(project.get("name", "")):
            for other in own.group(2).split(","):
                extra(other.strip(), seen + (name,))
        else:
            found.append(item)


def group(name, seen):
    name = plain(name)
    if name in seen:
        raise ValueError("its group %s includes itself" % name)
    if name not in tables:
        raise ValueError("it has no group %r" % name)
    for item in tables[name]:
        if isinstance(item, dict) and list(item) == ["include-group"]:
            group(item["include-group"], seen + (name,))
        elif isinstance(item, str):
            found.append(item)
        else:
            raise ValueError("its group %s has an item %r" % (name, item))


found, there = [], []
try:
    with open(path, "rb") as file:
        text = tomllib.load(file)
    project = text.get("project", {})
    if not project and not groups:
        raise ValueError("it has no [project] table")
    if "dependencies" in project.get("dynamic", []):
        raise ValueError("its dependencies are dynamic, known only to its build: install the project itself")
    found.extend(strings(project.get("dependencies", []), "project.dependencies"))
    optional = {plain(name): value for name, value in project.get("optional-dependencies", {}).items()}
    tables = {plain(name): value for name, value in text.get("dependency-groups", {}).items()}
    for name in filter(None, extras.split(",")):
        extra(name, ())
    for name in filter(None, groups.split(",")):
        if plain(name) in tables:
            there.append(name)
            group(name, ())
    answer = ["pilotlight-project", ",".join(there)] + found
except Exception as e:
    answer = ["pilotlight-mistake", str(e)]
os.write(1, "\0".join(answer).encode("utf-8", "surrogateescape"))
