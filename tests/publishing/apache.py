"""Apache on this computer, with a configuration of its own in a folder of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.archive import REPOSITORY
from tests.conftest import find_apache
from tests.publishing.listening import listening

SNIPPET = REPOSITORY / "docs" / "hosting" / "apache.conf"
MODULES = (
    "authz_core",
    "deflate",
    "dir",
    "env",
    "filter",
    "headers",
    "mime",
    "rewrite",
    "setenvif",
)
"""What Debian's Apache loads, and what the snippet says to add."""
_WHOLE = """
ServerRoot {folder}
ServerName 127.0.0.1
PidFile {folder}/apache.pid
ErrorLog /dev/stderr
LogLevel error
Listen 127.0.0.1:{port}
LoadModule mpm_event_module {modules}/mod_mpm_event.so
{loaded}
TypesConfig /etc/mime.types
AddOutputFilterByType DEFLATE text/html text/plain text/xml text/css text/javascript
AddOutputFilterByType DEFLATE application/x-javascript application/javascript application/xml
StartServers 1
ServerLimit 2
{site}
"""


def as_documented(root: Path, port: int) -> str:
    """The snippet of the documents, with what it says to change changed."""
    text = SNIPPET.read_text("utf-8")
    text, hosts = re.subn(r"<VirtualHost \*:80>", f"<VirtualHost 127.0.0.1:{port}>", text)
    text, roots = re.subn(r"/var/www/paper/current", str(root), text)
    assert (hosts, roots) == (1, 2)
    return re.sub(r"(\S)  +# CHANGE.*", r"\1", text)


def through_htaccess(root: Path, port: int) -> tuple[str, str]:
    """The same for a host that lets one write a file ``.htaccess`` alone: the host's own
    configuration, and that file."""
    text = as_documented(root, port)
    start, end = text.index("<Directory /"), text.rindex("</Directory>")
    first, *lines = text[start:end].splitlines()
    own = [first, "Require all granted", "AllowOverride All", "Options FollowSymLinks"]
    return text[:start] + "\n".join([*own, ""]) + text[end:], "\n".join(lines[3:]) + "\n"


@contextmanager
def serving(folder: Path, site: str, port: int) -> Iterator[str]:
    """Serve while the block runs. ``site`` is a ``VirtualHost`` on ``port``; ``folder`` is Apache's
    to write into. The address has no slash at its end."""
    folder.mkdir(parents=True, exist_ok=True)
    modules = Path("/usr/lib/apache2/modules")
    loaded = "\n".join(f"LoadModule {name}_module {modules}/mod_{name}.so" for name in MODULES)
    file = folder / "apache.conf"
    given = {"folder": folder, "port": port, "modules": modules, "loaded": loaded, "site": site}
    file.write_text(_WHOLE.format(**given), "utf-8")
    with listening([find_apache(), "-f", str(file), "-DFOREGROUND"], port):
        yield f"http://127.0.0.1:{port}"
