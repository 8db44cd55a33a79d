"""The theme's templates: Jinja, strict, escaped, translated, and made to run many times over.

What an archive renders a million times is settled once, when a template is compiled:

- words of the interface (``_("Archive")``) are put in as text in the site's language;
- what is written out is escaped without becoming an object that remembers that it was;
- ``{% once VALUES %}…{% endonce %}`` renders its inside once for every combination of VALUES, and
  repeats it for the other pages that have them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, MutableMapping, Sequence
from importlib.metadata import version
from keyword import iskeyword
from pathlib import Path
from typing import Any

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.parser import Parser
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from broadsheet.pages.wording import Wording
from broadsheet.settings import TemplateSettings

TRANSLATORS = frozenset({"_", "gettext"})
_SPECIAL = re.compile("[&<>\"']")


def environment(
    folders: Sequence[Path],
    wording: Wording,
    settings: TemplateSettings | None = None,
    cache: Path | None = None,
) -> Templates:
    """The environment of one build. Folders are looked through in order; compiled templates are
    kept in the folder ``cache``."""
    given = settings or TemplateSettings()
    kept = given.options.get("bytecode_cache")
    if cache is not None and not isinstance(kept, BytecodeCache):
        cache.mkdir(parents=True, exist_ok=True)
        kept = FileSystemBytecodeCache(str(cache))
    compiled = _Compiled(kept, wording) if isinstance(kept, BytecodeCache) else None
    extensions = [*given.options.get("extensions", ()), "jinja2.ext.i18n", Once]
    options: dict[str, Any] = {
        **{"trim_blocks": True, "lstrip_blocks": True, **given.options},
        **{"autoescape": True, "undefined": StrictUndefined, "auto_reload": False},
        **{"loader": FileSystemLoader(folders), "extensions": extensions},
        "bytecode_cache": compiled,
    }
    made = Templates(**options)
    wording.install(made)
    made.gettext = wording.gettext
    made.filters |= given.filters
    made.globals |= given.names
    made.tests |= given.tests
    return made


class _Compiled(BytecodeCache):
    """Compiled templates, apart for each state of the words that were put into them."""

    def __init__(self, kept: BytecodeCache, wording: Wording) -> None:
        self._kept = kept
        code = Path(__file__).read_bytes()
        self._of = f"{version('jinja2')} {hashlib.sha256(code).hexdigest()} {wording.digest}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return self._kept.get_cache_key(name, filename)

    def get_source_checksum(self, source: str) -> str:
        return self._kept.get_source_checksum(f"{self._of} {source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        self._kept.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept.dump_bytecode(bucket)

    def clear(self) -> None:
        self._kept.clear()


def written(value: object) -> str:
    """A value as a page has it: text escaped, what is safe as it is."""
    if type(value) is str:
        return value if _SPECIAL.search(value) is None else escape(value)
    return value if type(value) is Markup else escape(value)


class _Code(CodeGenerator):
    """Python for a template, in which output passes through ``written`` and macros are called as
    what they are, without asking whether they might want the context."""

    _macros: frozenset[str] = frozenset()

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        imported = (n for each in node.find_all(nodes.FromImport) for n in each.names)
        names = {name if isinstance(name, str) else name[1] for name in imported}
        self._macros = frozenset(names | {macro.name for macro in node.find_all(nodes.Macro)})
        self.writeline("from broadsheet.templating import written")
        super().visit_Template(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        called = node.node
        is_macro = isinstance(called, nodes.Name) and called.name in self._macros
        plain = not (node.dyn_args or node.dyn_kwargs or forward_caller)
        if not (is_macro and plain) or any(iskeyword(each.key) for each in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(called, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("written(")


class _Translation(NodeTransformer):
    """Puts the translation in the place of a call that asks for a fixed text."""

    def __init__(self, gettext: Callable[[str], str]) -> None:
        self._gettext = gettext

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        asks = isinstance(node.node, nodes.Name) and node.node.name in TRANSLATORS
        rest = (node.kwargs, node.dyn_args, node.dyn_kwargs)
        match node.args:
            case [nodes.Const(value=str(text))] if asks and not any(rest):
                # The theme's own words, as the extension says them, which has them go through %.
                said = Markup(self._gettext(text)) % {}
                return nodes.MarkSafe(nodes.Const(str(said)), lineno=node.lineno)
        return node


class Templates(Environment):
    """Jinja's environment with the site's words put in when a template is compiled."""

    code_generator_class = _Code
    gettext: Callable[[str], str] | None = None

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own names, not a view of them for each template."""
        return super().make_globals(d) if d else self.globals

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if self.gettext is not None:
            _Translation(self.gettext).visit(tree)
        return tree


class Once(Extension):
    """``{% once root, current %}…{% endonce %}``: the inside depends on these values and on the
    site alone."""

    tags = {"once"}  # noqa: RUF012  # as Jinja declares it

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._site: object = None
        self._kept: dict[tuple[object, ...], Markup] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        lineno = next(parser.stream).lineno
        values = parser.parse_tuple(with_condexpr=False)
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{lineno}")
        site = nodes.Name("site", "load", lineno=lineno)
        call = self.call_method("_repeat", [site, place, values], lineno=lineno)
        return nodes.CallBlock(call, [], [], body, lineno=lineno)

    def _repeat(
        self, site: object, place: str, values: object, caller: Callable[[], Markup]
    ) -> Markup:
        if site is not self._site:
            self._site = site
            self._kept.clear()
        key = (place, values)
        if key not in self._kept:
            self._kept[key] = caller()
        return self._kept[key]
