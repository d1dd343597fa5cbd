"""docker-compose.yml cannot run where there is no Docker; but it can be read, and what it names must be there."""

import re
import sys
from pathlib import Path

import yaml

source = Path("docker-compose.yml").read_text()
services = yaml.safe_load(source)["services"]
volumes = yaml.safe_load(source)["volumes"]


def dockerfiles():
    for build in (service["build"] for service in services.values() if "build" in service):
        folder, name = (build, "Dockerfile") if isinstance(build, str) else (build["context"], build["dockerfile"])
        yield Path(folder), Path(folder, name)


def copied():
    """What the images copy from the tree."""
    for folder, dockerfile in dockerfiles():
        for line in re.findall(r"^COPY (?!--from)(.*)$", dockerfile.read_text(), re.M):
            yield from (folder / word for word in line.split()[:-1])


def settings():
    """The variables that the binary reads."""
    return set(re.findall(r"HAPUR_[A-Z_]+", "".join(path.read_text() for path in Path("api/src").rglob("*.rs"))))


environment = services["api"]["environment"]
mounted = {mount.split(":")[0] for service in services.values() for mount in service.get("volumes", [])}
awaited = {name for service in services.values() for name in service.get("depends_on", {})}

checks = {
    "it starts PostgreSQL, the migration, the API and Caddy": set(services) == {"database", "migrate", "api", "web"},
    "what is waited for exists": awaited and awaited <= set(services),
    "all volumes are declared, none is idle": mounted == set(volumes),
    "what the images copy is there": all(path.exists() for path in copied()),
    "PostgreSQL sorts by bytes": "--locale=C" in services["database"]["environment"]["POSTGRES_INITDB_ARGS"].split(),
    "nothing starts with an empty secret": all(":?" in used for used in re.findall(r"\$\{([^}]*)\}", source)),
    "only Caddy is reachable from outside": [name for name in services if "ports" in services[name]] == ["web"],
    "the API knows its settings": {name for name in environment if name.startswith("HAPUR_")} <= settings(),
}
for name, holds in checks.items():
    print(f"  {'ok     ' if holds else 'FAILED '} {name}")
failed = sum(not holds for holds in checks.values())
print(f"{len(checks) - failed} passed, {failed} failed")
sys.exit(failed > 0)
