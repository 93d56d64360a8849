//! The one small form that every front end lowers to: imports, scopes, assignments, calls, pieces of text.
//!
//! It names no node of any grammar and judges nothing. Expressions live in one arena, so that an [`ExprId`] is cheap to
//! copy and the form of a whole file is freed at once. Every expression has its place in the file, in bytes.

use std::collections::BTreeSet;
use std::sync::Arc;

/// A stretch of the file, in bytes from its beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// From `start` up to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Whether `other` lies within this stretch.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest stretch that has both.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The text of this stretch.
    pub fn text(self, source: &str) -> &str {
        source.get(self.start..self.end).unwrap_or_default()
    }
}

/// An expression in a unit's arena.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExprId(u32);

/// A function of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FunctionId(u32);

/// A class of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassId(u32);

/// An expression and where it stands.
#[derive(Debug, Clone)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it stands.
    pub span: Span,
}

/// What an expression is.
#[derive(Debug, Clone)]
pub enum ExprKind {
    /// A literal text, its escapes resolved.
    Text(String),
    /// A number as it is written.
    Number(String),
    /// True or false.
    Bool(bool),
    /// `None`, `null`, `nil`, `undefined`.
    Null,
    /// Pieces that follow one another: interpolation, literals side by side.
    Join(Vec<ExprId>),
    /// A name. Where the object's own members can be reached by their bare name, the evaluator looks there too.
    Name(String),
    /// The object whose method runs: `self`, `this`, `@x`'s owner.
    This,
    /// The object whose method runs, seen as its base class.
    Super,
    /// `object.name`
    Member {
        /// The object.
        object: ExprId,
        /// The member's name.
        name: String,
        /// Where the name stands.
        name_span: Span,
    },
    /// `object[index]`
    Index {
        /// The object.
        object: ExprId,
        /// The index or key.
        index: ExprId,
    },
    /// A call, or the making of an object.
    Call(Call),
    /// `a + b`, where it may join texts.
    Add(ExprId, ExprId),
    /// `a || b`, `a ?? b`, `a or b`: the first that is there.
    Else(ExprId, ExprId),
    /// `a && b`: the second when the first is there.
    Both(ExprId, ExprId),
    /// A comparison, a negation, arithmetic: a value that no rule asks for, made of these.
    Test(Vec<ExprId>),
    /// `condition ? then : otherwise`
    Choose {
        /// The condition.
        condition: ExprId,
        /// When it holds.
        then: ExprId,
        /// When it does not.
        otherwise: ExprId,
    },
    /// A dictionary, a map, an object literal, an initializer.
    Object(Vec<Entry>),
    /// A list, tuple or array; with `true`, the element is spread.
    List(Vec<(ExprId, bool)>),
    /// Key and value that a loop binds.
    Pair {
        /// The key.
        key: ExprId,
        /// The value.
        value: ExprId,
    },
    /// A function without a name, or the value of a named one.
    Function(FunctionId),
    /// A class as a value.
    Class(ClassId),
    /// An assignment that is an expression.
    Assign {
        /// What is assigned to.
        target: ExprId,
        /// The value.
        value: ExprId,
        /// Whether it is joined to what is there (`+=`).
        append: bool,
    },
    /// `await x`
    Await(ExprId),
    /// Parentheses, casts, `x!`, `&x`, `*x`: the same value.
    Same(ExprId),
    /// A value of a declared type, for when no more is known of it.
    Typed {
        /// The value.
        value: ExprId,
        /// The type as it is written.
        declared: String,
    },
    /// A format text and what goes into it.
    Format {
        /// How the places are marked.
        style: FormatStyle,
        /// The text.
        template: ExprId,
        /// The values.
        args: Vec<Arg>,
    },
    /// Something of which no more is known than its parts.
    Opaque(Vec<ExprId>),
    /// Code that does not parse.
    Broken,
}

/// How the places in a format text are marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormatStyle {
    /// `%s`, `%v`, `%d`, `%(name)s`
    Percent,
    /// `{}`, `{0}`, `{name}`
    Braces,
}

/// A call and its arguments.
#[derive(Debug, Clone)]
pub struct Call {
    /// What is called, or the class of which an object is made.
    pub callee: ExprId,
    /// The arguments in the order in which they are written.
    pub args: Vec<Arg>,
    /// Whether it is written as the making of an object (`new X`).
    pub new: bool,
    /// Properties set along with it (`new X { A = 1 }`).
    pub initializer: Vec<Entry>,
}

/// An argument.
#[derive(Debug, Clone)]
pub struct Arg {
    /// Its name and where that stands.
    pub name: Option<(String, Span)>,
    /// Its value.
    pub value: ExprId,
    /// Whether and how it is spread.
    pub spread: Spread,
    /// Where it stands, name included.
    pub span: Span,
}

/// How an argument or element is spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// It is not.
    No,
    /// A list becomes arguments.
    List,
    /// A dictionary becomes named arguments.
    Pairs,
}

/// One entry of an object.
#[derive(Debug, Clone)]
pub enum Entry {
    /// A key and its value.
    Pair {
        /// The key, as an expression that gives its text.
        key: ExprId,
        /// The value.
        value: ExprId,
        /// Where both stand.
        span: Span,
    },
    /// All entries of another object.
    Spread(ExprId),
}

/// Statements that run one after another.
pub type Block = Vec<Statement>;

/// A statement.
#[derive(Debug, Clone)]
pub enum Statement {
    /// An expression for its effect.
    Expr(ExprId),
    /// An assignment or a declaration.
    Assign {
        /// A name, a member, an index, or a list of such.
        target: ExprId,
        /// The value; nothing for a declaration without one.
        value: Option<ExprId>,
        /// Whether it is joined to what is there (`+=`).
        append: bool,
        /// The declared type, as it is written without type arguments.
        declared: Option<String>,
        /// Whether this makes a new name in the scope where it stands.
        declares: bool,
    },
    /// The function ends with this value.
    Return(Option<ExprId>),
    /// The function gives this value and may go on.
    Yield(ExprId),
    /// Control leaves: an error is raised, a loop is left.
    Leave(Option<ExprId>),
    /// A branch.
    If {
        /// The condition.
        condition: ExprId,
        /// When it holds.
        then: Block,
        /// When it does not.
        otherwise: Block,
    },
    /// One of several branches runs, or, with `or_none`, none.
    OneOf {
        /// What the branch is chosen by.
        subject: Option<ExprId>,
        /// The branches.
        branches: Vec<Block>,
        /// Whether possibly none of them runs.
        or_none: bool,
    },
    /// A loop.
    Loop {
        /// What each round binds, and of what it is taken.
        each: Option<(ExprId, ExprId)>,
        /// The body.
        body: Block,
    },
    /// A block whose errors are handled.
    Try {
        /// The block.
        body: Block,
        /// The handlers: the name of the error and what is done.
        handlers: Vec<(Option<ExprId>, Block)>,
        /// What runs in any case.
        finally: Block,
    },
    /// A block of its own.
    Block(Block),
    /// A named function is defined.
    Function(FunctionId),
    /// A class is defined.
    Class(ClassId),
    /// A name is bound to something from elsewhere.
    Import {
        /// The name in this file.
        name: String,
        /// The qualified name of what it stands for.
        path: String,
        /// Where it stands.
        span: Span,
    },
}

/// A parameter.
#[derive(Debug, Clone)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// What it is when nothing is given.
    pub default: Option<ExprId>,
    /// The declared type, as it is written without type arguments.
    pub declared: Option<String>,
    /// Whether it takes several arguments.
    pub takes: Spread,
    /// Names that it takes apart into (`{ host, port }`), instead of its own.
    pub pattern: Option<ExprId>,
}

/// How a function comes by the object that it works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Receiver {
    /// It does not.
    #[default]
    None,
    /// The first parameter is the object (or the class).
    FirstParameter,
    /// The object is there as `this`.
    This,
}

/// A function, named or not.
#[derive(Debug, Clone, Default)]
pub struct Function {
    /// Its name.
    pub name: Option<String>,
    /// Where it stands, its body included.
    pub span: Span,
    /// Its parameters.
    pub params: Vec<Param>,
    /// Its body.
    pub body: Block,
    /// How it comes by its object.
    pub receiver: Receiver,
    /// Whether it belongs to the class rather than to an object of it.
    pub of_class: bool,
    /// Whether it is read like a field (a property).
    pub like_a_field: bool,
    /// Whether its result has to be awaited.
    pub asynchronous: bool,
    /// What decorates it, outermost first.
    pub decorators: Vec<ExprId>,
    /// The declared result, as it is written without type arguments.
    pub declared: Option<String>,
    /// Names that it assigns to in the scopes around it (`global`, `nonlocal`).
    pub outer: Vec<String>,
}

/// A class.
#[derive(Debug, Clone, Default)]
pub struct Class {
    /// Its name.
    pub name: Option<String>,
    /// Where it stands.
    pub span: Span,
    /// Its bases.
    pub bases: Vec<ExprId>,
    /// Statements of the class itself: constants, fields of the class.
    pub body: Block,
    /// What runs for each new object before its constructor: fields with a value.
    pub fields: Block,
    /// Its methods.
    pub methods: Vec<FunctionId>,
    /// Names of its constructors.
    pub constructor: &'static str,
    /// Whether members may be defined elsewhere (a partial class, a base that is not in this file).
    pub open: bool,
}

/// The comments of a unit, looked for when somebody asks: few do.
#[derive(Clone, Default)]
pub struct Comments(Option<Arc<dyn Fn() -> Vec<Span> + Send + Sync>>);

impl Comments {
    /// Those that `look` will find.
    pub fn when_asked(look: impl Fn() -> Vec<Span> + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(look)))
    }

    /// Where they stand.
    pub fn spans(&self) -> Vec<Span> {
        self.0.as_ref().map(|look| look()).unwrap_or_default()
    }
}

impl std::fmt::Debug for Comments {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Comments").field(&self.spans()).finish()
    }
}

/// What one file, fence or cell is in this form.
#[derive(Debug, Clone, Default)]
pub struct Unit {
    exprs: Vec<Expr>,
    functions: Vec<Function>,
    classes: Vec<Class>,
    /// The statements of the file itself.
    pub body: Block,
    /// Namespaces whose names are all there without being named (`import *`, `using`).
    pub wildcards: Vec<String>,
    /// Whether an assignment makes a name in the function where it stands (Python, Ruby, PHP) instead of changing the one
    /// around it.
    pub assigns_locally: bool,
    /// Whether an object's own members are reached by their bare names (C#, Java).
    pub bare_members: bool,
    /// Whether a type may come from a namespace that another file imports for all (`global using`).
    pub implicit_namespaces: bool,
    /// Every name that anything in the file binds, in whatever scope.
    pub bound: BTreeSet<String>,
    /// Names that nothing binds and that are a slip of one that the file binds, where the language itself has too many names
    /// to know them all.
    pub slips: BTreeSet<String>,
    /// Names that other pieces of the same document bind.
    pub bound_elsewhere: BTreeSet<String>,
    /// Whether this is a piece of code out of a text: what is not there is not missing.
    pub fragment: bool,
    /// Places that do not parse.
    pub broken: Vec<Span>,
    /// Whether a name that is bound nowhere in the file can come from elsewhere all the same (`import *`, other files of
    /// the package, a base class).
    pub names_from_elsewhere: bool,
    /// Whether nothing in the text, nor what was told, says that it is about this service.
    pub of_any_server: bool,
    /// Whether all the same what it imports is imported in this file alone, and never comes from elsewhere (Go).
    pub imports_for_itself: bool,
    /// Whether methods have names of their own beside those of fields and variables, and a function that is a value is
    /// called by whatever method its type has (Java).
    pub methods_apart: bool,
    /// Whether a type comes from an import, the same namespace, or this file, and from nowhere else (Java).
    pub types_are_imported: bool,
    /// Whether the texts that it sets are for others to use, literal ones too: a configuration file.
    pub sets_for_others: bool,
    /// Whether members of what comes from elsewhere are plain data, which can be set one within the other (Rust, Go).
    pub fields_are_data: bool,
    /// Whether an object of a class of the file shows its fields where it is printed, unless it has a method for that.
    pub shows_fields: bool,
    /// Whether a dictionary, or such an object, that is put into a text shows all that is in it.
    pub texts_show: bool,
    /// Its comments.
    pub comments: Comments,
}

impl Unit {
    /// Adds an expression.
    pub fn add(&mut self, kind: ExprKind, span: Span) -> ExprId {
        self.exprs.push(Expr { kind, span });
        ExprId(u32::try_from(self.exprs.len() - 1).unwrap_or(u32::MAX))
    }

    /// Adds a function.
    pub fn add_function(&mut self, function: Function) -> FunctionId {
        self.functions.push(function);
        FunctionId(u32::try_from(self.functions.len() - 1).unwrap_or(u32::MAX))
    }

    /// Adds a class.
    pub fn add_class(&mut self, class: Class) -> ClassId {
        self.classes.push(class);
        ClassId(u32::try_from(self.classes.len() - 1).unwrap_or(u32::MAX))
    }

    /// An expression.
    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }

    /// A function.
    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[id.0 as usize]
    }

    /// A class.
    pub fn class(&self, id: ClassId) -> &Class {
        &self.classes[id.0 as usize]
    }

    /// A class that is still being made.
    pub fn class_mut(&mut self, id: ClassId) -> &mut Class {
        &mut self.classes[id.0 as usize]
    }

    /// A function that is still being made.
    pub fn function_mut(&mut self, id: FunctionId) -> &mut Function {
        &mut self.functions[id.0 as usize]
    }

    /// All expressions.
    pub fn exprs(&self) -> impl Iterator<Item = (ExprId, &Expr)> {
        (0u32..).map(ExprId).zip(&self.exprs)
    }

    /// All functions.
    pub fn functions(&self) -> impl Iterator<Item = (FunctionId, &Function)> {
        (0u32..).map(FunctionId).zip(&self.functions)
    }

    /// All classes.
    pub fn classes(&self) -> impl Iterator<Item = (ClassId, &Class)> {
        (0u32..).map(ClassId).zip(&self.classes)
    }
}
