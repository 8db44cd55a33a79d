"""The theme's templates: Jinja, strict, escaped, translated, and made to run many times over.

What an archive renders a million times is settled once, when a template is compiled:

- words of the interface (``_("Archive")``) are put in as text in the site's language;
- what is written out is escaped without becoming an object that remembers that it was;
- ``view.teaser`` is the attribute, as in Python; a template that asks for what is no attribute,
  but an item or nothing at all, is rendered by its careful twin, which asks as Jinja does;
- ``{% once VALUES %}…{% endonce %}`` renders its inside once for every combination of VALUES, and
  repeats it for the other pages that have them, as long as no hundreds of others came between.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import re
from collections.abc import Callable, Iterable, MutableMapping, Sequence
from functools import partial
from importlib.metadata import version
from keyword import iskeyword
from pathlib import Path
from typing import Any, TypeGuard

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateError,
    nodes,
)
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.environment import TemplateModule
from jinja2.ext import Extension
from jinja2.filters import FILTERS
from jinja2.parser import Parser
from jinja2.runtime import Context, Macro
from jinja2.utils import Namespace, missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup
from markupsafe import _escape_inner as escaped  # type: ignore[attr-defined]

from broadsheet.pages.wording import Wording
from broadsheet.settings import TemplateSettings

ENOUGH_NUMBERS = 201
"""No language chooses its plural by more than the last two digits and whether there are more."""
MOST_KEPT = 256
"""Parts of pages that are kept to be repeated, those of the site and those of its latest issues;
as many that were kept before are still at hand."""
PARAMETER = "l_1_"
"""What Jinja puts before the names of a macro's parameters."""


def environment(
    folders: Sequence[Path],
    wording: Wording,
    settings: TemplateSettings | None = None,
    cache: Path | None = None,
) -> Templates:
    """The environment of one build. Folders are looked through in order; compiled templates are
    kept in the folder ``cache``."""
    given = settings or TemplateSettings()
    made = _environment(folders, wording, given, cache, direct=True)
    made.make_careful = partial(_environment, folders, wording, given, cache, direct=False)
    return made


def _environment(
    folders: Sequence[Path],
    wording: Wording,
    given: TemplateSettings,
    cache: Path | None,
    direct: bool,
) -> Templates:
    kept = given.options.get("bytecode_cache")
    if cache is not None and not isinstance(kept, BytecodeCache):
        cache.mkdir(parents=True, exist_ok=True)
        kept = FileSystemBytecodeCache(str(cache))
    compiled = _Compiled(kept, wording, direct) if isinstance(kept, BytecodeCache) else None
    extensions = [*given.options.get("extensions", ()), "jinja2.ext.i18n", Once]
    options: dict[str, Any] = {
        **{"trim_blocks": True, "lstrip_blocks": True, **given.options},
        **{"autoescape": True, "undefined": StrictUndefined, "auto_reload": False},
        **{"loader": FileSystemLoader(folders), "extensions": extensions},
        "bytecode_cache": compiled,
    }
    made = Templates(**options)
    made.direct = direct
    wording.install(made)
    made.words = wording
    made.filters |= given.filters
    made.globals |= given.names
    made.tests |= given.tests
    return made


class _Compiled(BytecodeCache):
    """Compiled templates, apart for each state of the words that were put into them."""

    def __init__(self, kept: BytecodeCache, wording: Wording, direct: bool) -> None:
        self._kept = kept
        self._suffix = "" if direct else " carefully"
        code = Path(__file__).read_bytes()
        self._of = f"{version('jinja2')} {hashlib.sha256(code).hexdigest()} {wording.digest}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return self._kept.get_cache_key(name + self._suffix, filename)

    def get_source_checksum(self, source: str) -> str:
        return self._kept.get_source_checksum(f"{self._of} {source}")

    def load_bytecode(self, bucket: Bucket) -> None:
        self._kept.load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept.dump_bytecode(bucket)

    def clear(self) -> None:
        self._kept.clear()


def written(value: Any) -> str:
    """A value as a page has it: text escaped, what is safe as it is. As ``escape`` does it, without
    the object around it."""
    kind = type(value)
    if kind is str:
        return escaped(value)
    if kind is Markup or kind is int:
        return str(value)
    return str(value.__html__()) if hasattr(value, "__html__") else escaped(str(value))


class QuickMacro(Macro):
    """A macro that is called as the function it is, where nothing is out of the ordinary.

    ``text`` is called where what the macro says is written out at once, ``around`` the same in a
    call block. They return text that is escaped, and take arguments by the names that they have
    in the compiled template.
    """

    def __init__(
        self,
        environment: Environment,
        func: Callable[..., str],
        name: str,
        arguments: Sequence[str],
        *catches: bool,
    ) -> None:
        super().__init__(environment, func, name, list(arguments), *catches)
        odd = self.catch_kwargs or self.catch_varargs or self.explicit_caller
        plain = self._default_autoescape and not odd
        parameters = (*arguments, *(("caller",) if self.caller else ()))
        if plain:
            func.__defaults__ = (missing,) * len(parameters)
        self._is_plain = plain
        self._most = len(arguments) if plain and not self.caller else -1
        self._parameters = parameters
        self._symbols: dict[str, str] | None = None
        names = func.__code__.co_varnames[: len(parameters)]
        named = plain and names == tuple([PARAMETER + name for name in parameters])
        self.text = func if named and not self.caller else self._written
        self.around = func if named and self.caller else self._written

    def __call__(self, *args: Any, **kwargs: Any) -> str:
        if kwargs or len(args) > self._most:
            return self._with_names(args, kwargs)
        return str.__new__(Markup, self._func(*args))

    def _written(self, *args: Any, **kwargs: Any) -> str:
        named = {name.removeprefix(PARAMETER): value for name, value in kwargs.items()}
        return written(self(*args, **named))

    def _with_names(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        """A call that gives arguments by name, or that is wrong."""
        if not self._is_plain:
            return super().__call__(*args, **kwargs)
        symbols = self._symbols
        if symbols is None:
            code = self._func.__code__
            symbols = dict(zip(self._parameters, code.co_varnames, strict=False))
            self._symbols = symbols
        lacks_caller = self.caller and kwargs.get("caller") is None
        open_names = symbols.keys() - self.arguments[: len(args)]
        if lacks_caller or len(args) > self._argument_count or not kwargs.keys() <= open_names:
            return super().__call__(*args, **kwargs)
        named = {symbols[name]: value for name, value in kwargs.items()}
        return str.__new__(Markup, self._func(*args, **named))


class Inside:
    """What stands in a call block, for the macro that it calls."""

    __slots__ = ("text",)

    def __init__(self, text: Callable[[], str]) -> None:
        self.text = text

    def __call__(self) -> Markup:
        return Markup(self.text())


class _Code(CodeGenerator):
    """Python for a template, in which output is gathered in lists and passes through ``written``,
    and macros are called as what they are, without asking whether they might want the context."""

    _macros: frozenset[str] = frozenset()
    _gathers = True
    _is_direct = False
    _whole: nodes.Expr | None = None
    """What is being compiled to be written out, when it is text that needs no escaping."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        imported = (n for each in node.find_all(nodes.FromImport) for n in each.names)
        names = {name if isinstance(name, str) else name[1] for name in imported}
        macros = {macro.name for macro in node.find_all(nodes.Macro)}
        # Jinja's own namespace never wants the context either.
        plain = {"namespace"} if self.environment.globals.get("namespace") is Namespace else set()
        self._macros = frozenset({"caller", *plain, *names, *macros})
        # What is included without the context is passed on piece by piece.
        self._gathers = all(each.with_context for each in node.find_all(nodes.Include))
        # What has no name has no twin to fall back on.
        self._is_direct = bool(self.environment.direct and self.name)  # type: ignore[attr-defined]
        self.writeline("from broadsheet.templating import Inside, QuickMacro, escaped, written")
        super().visit_Template(node, frame)

    def blockvisit(self, nodes: Iterable[nodes.Node], frame: Frame) -> None:
        """A template and each of its blocks yield one text instead of many pieces."""
        is_whole = frame.buffer is None and (frame.rootlevel or frame.block_frame)
        if not (is_whole and self._gathers):
            super().blockvisit(nodes, frame)
            return
        self.buffer(frame)
        super().blockvisit(nodes, frame)
        self.writeline(f"yield concat({frame.buffer})")
        frame.buffer = None

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        self.write("Quick")
        super().macro_def(macro_ref, frame)

    def visit_CallBlock(self, node: nodes.CallBlock, frame: Frame) -> None:
        called = node.call.node
        if not (isinstance(called, nodes.ExtensionAttribute) and called.identifier == ONCE):
            if self._is_text(node.call, frame) and not node.args:
                self._call_around(node, frame)
            else:
                super().visit_CallBlock(node, frame)
            return
        key, kept = self.temporary_identifier(), self.temporary_identifier()
        once = f"environment.extensions[{ONCE!r}]"
        self.writeline(f"{key} = ", node)
        self.visit(node.call.args[1], frame)
        self.writeline(f"{kept} = {once}.kept(")
        self.visit(node.call.args[0], frame)
        self.write(f", {key})")
        self.writeline(f"if {kept} is None:")
        self.indent()
        self.macro_body(node, frame)
        self.writeline(f"{kept} = {once}.keep({key}, macro())")
        self.outdent()
        self.simple_write(kept, frame, node)

    def _call_around(self, node: nodes.CallBlock, frame: Frame) -> None:
        """A call block of a macro."""
        self.macro_body(node, frame)
        self.writeline("caller = Inside(macro)")
        self.start_write(frame, node)
        self._call_text(node.call, frame, "around")
        self.end_write(frame)

    def _is_macro(self, node: nodes.Node) -> TypeGuard[nodes.Call]:
        """Whether this calls a macro with arguments that are all known when it is compiled."""
        if not isinstance(node, nodes.Call) or node.dyn_args or node.dyn_kwargs:
            return False
        return isinstance(node.node, nodes.Name) and node.node.name in self._macros

    def _is_text(self, node: nodes.Node, frame: Frame) -> TypeGuard[nodes.Call]:
        """Whether this calls a macro whose text can be taken as it is."""
        escapes = frame.eval_ctx.autoescape and not frame.eval_ctx.volatile
        return escapes and self._is_direct and self._is_macro(node)

    def _call_text(self, node: nodes.Call, frame: Frame, way: str) -> None:
        """The text of a macro, escaped: ``way`` is ``text`` or ``around``."""
        self.visit(node.node, frame)
        self.write(f".{way}(")
        for argument in node.args:
            self.visit(argument, frame)
            self.write(", ")
        for pair in node.kwargs:
            self.write(f"{PARAMETER}{pair.key}=")
            self.visit(pair.value, frame)
            self.write(", ")
        self.write(f"{PARAMETER}caller=caller)" if way == "around" else ")")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        if node is self._whole:
            self._call_text(node, frame, "text")
            return
        if not self._is_macro(node) or any(iskeyword(each.key) for each in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        before = self._is_direct
        self._is_direct = before and node.name not in ("defined", "undefined")
        super().visit_Test(node, frame)
        self._is_direct = before

    def _is_safe(self, node: nodes.Node) -> bool:
        """Whether this is text that is written out as it is."""
        if not isinstance(node, nodes.Filter) or node.name != "safe" or node.node is None:
            return False
        return self._is_direct and self.environment.filters["safe"] is FILTERS["safe"]

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        if node is self._whole and node.node is not None:
            self.write("(v if type(v := ")
            self.visit(node.node, frame)
            self.write(") is str else written(Markup(v)))")
            return
        before = self._is_direct
        self._is_direct = before and node.name not in ("default", "d")
        super().visit_Filter(node, frame)
        self._is_direct = before

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        if not self._is_direct or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not self._escapes(frame, finalize):
            super()._output_child_pre(node, frame, finalize)
        elif self._is_text(node, frame) or self._is_safe(node):
            self._whole = node
        else:
            # ``written``, without calling it for what is most often written.
            self.write("(escaped(v) if type(v := ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if not self._escapes(frame, finalize):
            super()._output_child_post(node, frame, finalize)
        elif node is self._whole:
            self._whole = None
        else:
            self.write(") is str else written(v))")

    @staticmethod
    def _escapes(frame: Frame, finalize: Any) -> bool:
        return frame.eval_ctx.autoescape and not frame.eval_ctx.volatile and finalize.src is None

    def visit_Block(self, node: nodes.Block, frame: Frame) -> None:
        if frame.buffer is None or self.extends_so_far or node.scoped or node.required:
            super().visit_Block(node, frame)
        else:
            self.writeline(
                f"{frame.buffer}.extend(context.blocks[{node.name!r}][0](context))", node
            )


class _Translation(NodeTransformer):
    """Puts the translation in the place of a call that asks for a fixed text, and takes apart one
    that has values put in."""

    def __init__(self, words: Wording) -> None:
        self._words = words
        self._said: list[nodes.Concat] = []

    def visit_Output(self, node: nodes.Output) -> nodes.Node:
        """What is said with values put in is written out piece by piece."""
        self.generic_visit(node)
        node.nodes = [piece for each in node.nodes for piece in self._pieces(each)]
        return node

    def _pieces(self, node: nodes.Expr) -> list[nodes.Expr]:
        is_said = any(node is said for said in self._said)
        return node.nodes if is_said and isinstance(node, nodes.Concat) else [node]

    def visit_Call(self, node: nodes.Call) -> nodes.Node:
        self.generic_visit(node)
        if not isinstance(node.node, nodes.Name) or node.dyn_args or node.dyn_kwargs:
            return node
        values = {pair.key: pair.value for pair in node.kwargs}
        match node.node.name, node.args:
            case (("_" | "gettext"), [nodes.Const(value=str(text))]):
                if not values:
                    # The theme's own words, as the extension says them: they go through %.
                    return _safe(str(Markup(self._words.gettext(text)) % {}), node)
                return self._put_in(self._words.gettext(text), values, node) or node
            case "ngettext", [nodes.Const(value=str(one)), nodes.Const(value=str(many)), count]:
                return self._counted(one, many, count, {"num": count, **values}, node) or node
        return node

    def _counted(
        self,
        one: str,
        many: str,
        count: nodes.Expr,
        values: dict[str, nodes.Expr],
        node: nodes.Call,
    ) -> nodes.Expr | None:
        """A number of things, in a language that has one word for all numbers, or one for a single
        thing and another for all else."""
        said = [self._words.ngettext(one, many, number) for number in range(ENOUGH_NUMBERS)]
        if len({said[0], *said[2:]}) > 1:
            return None
        several = self._put_in(said[0], values, node)
        if said[1] == said[0] or several is None:
            return several
        single = self._put_in(said[1], values, node)
        is_one = nodes.Compare(count, [nodes.Operand("eq", nodes.Const(1))])
        return nodes.CondExpr(is_one, single, several, lineno=node.lineno) if single else None

    def _put_in(
        self, text: str, values: dict[str, nodes.Expr], node: nodes.Call
    ) -> nodes.Expr | None:
        """A text with values, where it is as plain as the theme's own are."""
        pieces = _VALUE.split(text)
        # What stands between values is every other piece, beginning with the first.
        if set(pieces[1::2]) != set(values) or "%" in "".join(pieces[::2]):
            return None
        said = [values[piece] if at % 2 else _safe(piece, node) for at, piece in enumerate(pieces)]
        whole = nodes.Concat(said, lineno=node.lineno)
        self._said.append(whole)
        return whole


_VALUE = re.compile(r"%\((\w+)\)s")


def _safe(text: str, node: nodes.Node) -> nodes.Expr:
    return nodes.MarkSafe(nodes.Const(text), lineno=node.lineno)


class _Kept(Template):
    """A template whose names from outside are the environment's own, so that what it exports is
    the same for all who import it."""

    environment: Templates
    _twin: Template | None = None

    def render(self, *args: Any, **kwargs: Any) -> str:
        twin = self._twin
        if twin is None:
            try:
                return super().render(*args, **kwargs)
            except (AttributeError, TypeError):
                careful = self.environment.careful
                if careful is None or self.name is None:
                    raise
                twin = self._twin = careful.get_template(self.name)
        return twin.render(*args, **kwargs)

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        module = self._module
        # A context has these names at least; one that was given more has more.
        if module is None or (ctx and len(ctx.globals_keys) > len(self.globals)):
            return super()._get_default_module(ctx)
        return module


class Templates(Environment):
    """Jinja's environment with the site's words put in when a template is compiled."""

    code_generator_class = _Code
    template_class = _Kept
    words: Wording | None = None
    direct = False
    """Whether templates ask for attributes as Python does."""
    make_careful: Callable[[], Templates] | None = None

    @functools.cached_property
    def careful(self) -> Templates | None:
        """The twin that asks for attributes as Jinja does."""
        return self.make_careful() if self.make_careful else None

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._loaded: dict[str | Template, Template] = {}

    def keep_compiled(self) -> None:
        """Compile every template that is not kept yet. What is wrong in one is told when it is
        used."""
        if self.loader is None or self.bytecode_cache is None:
            return
        for name in self.list_templates(extensions=("html",)):
            with contextlib.suppress(TemplateError, UnicodeDecodeError):
                self.loader.load(self, name)

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """A template, which is looked for once: none changes while a site is built."""
        if globals is not None:
            return super().get_template(name, parent, globals)
        found = self._loaded.get(name)
        if found is None:
            found = self._loaded[name] = super().get_template(name, parent)
        return found

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """The environment's own names, not a view of them for each template."""
        return super().make_globals(d) if d else self.globals

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        if self.words is not None:
            _Translation(self.words).visit(tree)
        return tree


class Once(Extension):
    """``{% once root, current %}…{% endonce %}``: the inside depends on these values and on the
    site alone."""

    tags = {"once"}  # noqa: RUF012  # as Jinja declares it

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self._site: object = None
        self._kept: dict[tuple[object, ...], str] = {}
        self._before: dict[tuple[object, ...], str] = {}
        """What was kept before those became too many; what is asked for again is kept on."""

    def parse(self, parser: Parser) -> nodes.Node:
        lineno = next(parser.stream).lineno
        values = parser.parse_tuple(with_condexpr=False)
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{lineno}")
        site = nodes.Name("site", "load", lineno=lineno)
        key = nodes.Tuple([place, values], "load", lineno=lineno)
        # ``_Code`` writes this as a question to ``kept`` and an answer to ``keep``.
        call = self.call_method("keep", [site, key], lineno=lineno)
        return nodes.CallBlock(call, [], [], body, lineno=lineno)

    def kept(self, site: object, key: tuple[object, ...]) -> str | None:
        """What the inside of a place with these values was, where it was rendered before."""
        if site is not self._site:
            self._site = site
            self._kept, self._before = {}, {}
        text = self._kept.get(key)
        if text is None and key in self._before:
            text = self.keep(key, self._before[key])
        return text

    def keep(self, key: tuple[object, ...], text: str) -> str:
        if len(self._kept) >= MOST_KEPT:
            self._kept, self._before = {}, self._kept
        self._kept[key] = text
        return text


ONCE = Once.identifier
