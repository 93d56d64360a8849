//! What the tree-sitter front ends share: parsing, walking, and adding to the unit.

use std::cell::RefCell;
use std::ops::ControlFlow;

use tree_sitter::{Language, Node, ParseOptions, ParseState, Parser, Tree};

use crate::lint::form::{Block, Comments, ExprId, ExprKind, Span, Statement, Unit};

/// How deep nodes may be nested; what lies deeper is of no more use than its being there.
const DEEPEST: usize = 300;

/// A unit in the making.
pub struct Lowerer<'s> {
    /// The text.
    pub source: &'s str,
    /// What has been made of it.
    pub unit: Unit,
    depth: usize,
}

/// Turns the nodes of one grammar into the form. What is nested too deep is cut off here, for all grammars.
pub trait Lower<'s> {
    /// What it adds to.
    fn low(&mut self) -> &mut Lowerer<'s>;
    /// What an expression is.
    fn lower_expression(&mut self, node: Node<'_>) -> ExprId;
    /// What a statement is; it may be several in the form.
    fn lower_statement(&mut self, node: Node<'_>, into: &mut Block);

    /// An expression, one level down.
    fn expression(&mut self, node: Node<'_>) -> ExprId {
        if !self.low().enter() {
            return self.low().add(ExprKind::Opaque(Vec::new()), node);
        }
        let id = self.lower_expression(node);
        self.low().leave();
        id
    }

    /// A statement, one level down.
    fn statement(&mut self, node: Node<'_>, into: &mut Block) {
        if self.low().enter() {
            self.lower_statement(node, into);
            self.low().leave();
        }
    }

    /// What branches are chosen by: a subject, and what each branch holds it against. A bare name says nothing there.
    fn chosen_by(&mut self, subject: Option<Node<'_>>, against: &[Node<'_>]) -> Option<ExprId> {
        const SAY: [&str; 5] = ["call", "binary", "unary", "string", "regex"];
        let chosen = subject.map(|node| self.expression(node));
        let says = |node: &&Node<'_>| SAY.iter().any(|kind| node.kind().contains(kind));
        let tests: Vec<Node<'_>> = against.iter().filter(says).copied().collect();
        let Some(first) = subject.or(tests.first().copied()).filter(|_| !tests.is_empty()) else { return chosen };
        let parts = chosen.into_iter().chain(tests.into_iter().map(|node| self.expression(node))).collect();
        Some(self.low().add(ExprKind::Test(parts), first))
    }

    /// Something made of all that stands in a node.
    fn parts(&mut self, node: Node<'_>, kind: impl FnOnce(Vec<ExprId>) -> ExprKind) -> ExprId {
        let parts = children(node).into_iter().map(|child| self.expression(child)).collect();
        self.low().add(kind(parts), node)
    }

    /// Something made of what stands first in a node.
    fn wrapped(&mut self, node: Node<'_>, kind: impl FnOnce(ExprId) -> ExprKind) -> ExprId {
        let kind = match children(node).first() {
            Some(inner) => kind(self.expression(*inner)),
            None => ExprKind::Broken,
        };
        self.low().add(kind, node)
    }
}

thread_local! {
    /// What a parser has asked for in memory serves the next file, too.
    static PARSER: RefCell<Parser> = RefCell::new(Parser::new());
}

/// Parses `source`.
///
/// # Errors
/// When the grammar does not fit the library, or parsing was given up.
pub fn parse(language: &Language, source: &str) -> Result<Tree, String> {
    parse_until(language, source, |_| false)?.ok_or_else(|| "it could not be parsed".to_owned())
}

/// Parses `source`; nothing where it does not parse completely, which is given up as soon as it shows.
///
/// # Errors
/// When the grammar does not fit the library.
pub fn parse_completely(language: &Language, source: &str) -> Result<Option<Tree>, String> {
    // What has gone wrong in every way in which the text can be read stays in the tree.
    let tree = parse_until(language, source, ParseState::has_error)?;
    Ok(tree.filter(|tree| !tree.root_node().has_error()))
}

fn parse_until(
    language: &Language,
    source: &str,
    is_enough: impl Fn(&ParseState) -> bool,
) -> Result<Option<Tree>, String> {
    PARSER.with_borrow_mut(|parser| {
        parser.set_language(language).map_err(|error| error.to_string())?;
        let mut rest = |at: usize, _| source.as_bytes().get(at..).unwrap_or_default();
        let mut go_on = |state: &ParseState| match is_enough(state) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        };
        let options = ParseOptions::new().progress_callback(&mut go_on);
        let tree = parser.parse_with_options(&mut rest, None, Some(options));
        parser.reset();
        Ok(tree)
    })
}

impl<'s> Lowerer<'s> {
    /// Nothing yet.
    pub fn new(source: &'s str) -> Self {
        Self { source, unit: Unit::default(), depth: 0 }
    }

    /// Where a node stands.
    pub fn span(&self, node: Node<'_>) -> Span {
        Span::new(node.start_byte(), node.end_byte())
    }

    /// A node's text.
    pub fn text(&self, node: Node<'_>) -> &'s str {
        self.source.get(node.byte_range()).unwrap_or_default()
    }

    /// Adds an expression that stands where `node` does.
    pub fn add(&mut self, kind: ExprKind, node: Node<'_>) -> ExprId {
        let span = self.span(node);
        self.unit.add(kind, span)
    }

    /// Adds a literal text; `span` is that of its content.
    pub fn add_text(&mut self, text: impl Into<String>, span: Span) -> ExprId {
        self.unit.add(ExprKind::Text(text.into()), span)
    }

    /// Adds a name and notes that something binds it.
    pub fn bind(&mut self, node: Node<'_>) -> ExprId {
        let name = self.text(node).to_owned();
        self.unit.bound.insert(name.clone());
        self.add(ExprKind::Name(name), node)
    }

    /// Notes that something binds `name`.
    pub fn binds(&mut self, name: &str) {
        self.unit.bound.insert(name.to_owned());
    }

    /// Notes that every identifier below `node` is bound: patterns.
    pub fn binds_all(&mut self, node: Node<'_>, identifier: &str) {
        every(node, |at| {
            if at.kind() == identifier {
                let name = self.text(at).to_owned();
                self.unit.bound.insert(name);
            }
        });
    }

    /// Goes one level down, unless that is too deep.
    pub fn enter(&mut self) -> bool {
        if self.depth >= DEEPEST {
            return false;
        }
        self.depth += 1;
        true
    }

    /// Comes back up.
    pub fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Notes the places that do not parse, and how the comments are found, wherever they stand.
    pub fn survey(&mut self, tree: &Tree, is_comment: impl Fn(&str) -> bool + Send + Sync + 'static) {
        let mut cursor = tree.walk();
        loop {
            let node = cursor.node();
            if node.is_error() || node.is_missing() {
                let span = self.span(node);
                self.unit.broken.push(span);
            }
            // What is wrong within a node shows on it.
            if node.has_error() && cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    let tree = tree.clone();
                    self.unit.comments = Comments::when_asked(move || {
                        let mut comments = Vec::new();
                        every(tree.root_node(), |node| {
                            if is_comment(node.kind()) {
                                comments.push(Span::new(node.start_byte(), node.end_byte()));
                            }
                        });
                        comments
                    });
                    return;
                }
            }
        }
    }
}

/// Looks at a node and at everything below it, in the order of the text.
pub fn every<'t>(root: Node<'t>, mut look: impl FnMut(Node<'t>)) {
    let mut cursor = root.walk();
    loop {
        look(cursor.node());
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
        }
    }
}

/// The named children of a node, comments left out.
pub fn children(node: Node<'_>) -> Vec<Node<'_>> {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| !child.is_extra() || child.is_error()).collect()
}

/// All children of a node with that field name.
pub fn fields<'t>(node: Node<'t>, name: &str) -> Vec<Node<'t>> {
    let mut cursor = node.walk();
    node.children_by_field_name(name, &mut cursor).filter(Node::is_named).collect()
}

/// The child with that field name.
pub fn field<'t>(node: Node<'t>, name: &'static str) -> Option<Node<'t>> {
    node.child_by_field_id(field_id(node, name)?)
}

/// Names of fields and their numbers.
type Fields = Vec<(&'static str, Option<u16>)>;

thread_local! {
    /// The numbers of the fields of one grammar, by where their names stand in this program: asked for at every node.
    static FIELDS: RefCell<(Option<Language>, Fields)> = const { RefCell::new((None, Vec::new())) };
}

fn field_id(node: Node<'_>, name: &'static str) -> Option<u16> {
    FIELDS.with_borrow_mut(|(of, known)| {
        let language = node.language();
        if of.as_ref().is_none_or(|of| *of != *language) {
            *of = Some((*language).clone());
            known.clear();
        }
        let same = |own: &str| std::ptr::eq(own.as_ptr(), name.as_ptr()) && own.len() == name.len();
        if let Some((_, id)) = known.iter().find(|(own, _)| same(own)) {
            return *id;
        }
        let id = language.field_id_for_name(name).map(u16::from);
        known.push((name, id));
        id
    })
}

/// Whether the node has a token of that kind among its own children.
pub fn has(node: Node<'_>, token: &str) -> bool {
    let mut cursor = node.walk();
    node.children(&mut cursor).any(|child| child.kind() == token)
}

/// Lowers what stands in a block.
pub fn block<'s, L: Lower<'s>>(lower: &mut L, node: Node<'_>) -> Block {
    let mut statements: Block = Vec::new();
    for child in children(node) {
        lower.statement(child, &mut statements);
    }
    statements
}

/// Lowers every child of a node of which no more is known.
pub fn opaque<'s, L: Lower<'s>>(lower: &mut L, node: Node<'_>) -> ExprId {
    let parts: Vec<ExprId> = children(node).into_iter().map(|child| lower.expression(child)).collect();
    let kind = if node.is_error() && parts.is_empty() { ExprKind::Broken } else { ExprKind::Opaque(parts) };
    lower.low().add(kind, node)
}

/// Lowers an optional expression.
pub fn optional<'s, L: Lower<'s>>(lower: &mut L, node: Option<Node<'_>>) -> Option<ExprId> {
    node.map(|node| lower.expression(node))
}

/// A statement of an expression.
pub fn of(expression: ExprId) -> Statement {
    Statement::Expr(expression)
}

/// Whether one name is the other without its underscores, with a letter more or less, or with another one.
pub fn is_slip(own: &str, given: &str) -> bool {
    let plain = |name: &str| name.replace('_', "").to_lowercase();
    let (own, given) = (plain(own), plain(given));
    own == given || own.len() >= 6 && strsim::damerau_levenshtein(&own, &given) == 1
}

/// Whether one name is the other with two letters exchanged.
pub fn is_exchanged(own: &str, given: &str) -> bool {
    own.len() == given.len() && strsim::levenshtein(own, given) == 2 && strsim::damerau_levenshtein(own, given) == 1
}
