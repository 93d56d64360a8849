//! Statements: assignments, branches, loops, and what a function gives.

use std::collections::BTreeMap;

use tree_sitter::Node;

use super::Walk;
use super::types::{LocalType, Results};
use crate::lint::form::{Block, Call, ExprId, ExprKind, Statement};
use crate::lint::front::lower::{Lower, children, field, fields, has, of, opaque, optional};

impl Walk<'_> {
    /// The statements of a block.
    pub(super) fn statements(&mut self, block: Node<'_>, into: &mut Block) {
        for child in children(block) {
            match child.kind() {
                "statement_list" => {
                    for statement in children(child) {
                        self.statement(statement, into);
                    }
                }
                _ => self.statement(child, into),
            }
        }
    }

    fn block_of(&mut self, node: Option<Node<'_>>) -> Block {
        let mut block = Vec::new();
        if let Some(node) = node {
            self.nested += 1;
            self.statements(node, &mut block);
            self.nested -= 1;
        }
        block
    }

    pub(super) fn any_statement(&mut self, node: Node<'_>, into: &mut Block) {
        match node.kind() {
            "expression_statement" | "go_statement" | "defer_statement" => {
                for child in children(node) {
                    let expression = self.expression(child);
                    into.push(of(expression));
                }
            }
            "short_var_declaration" => {
                let (left, right) = (field(node, "left"), field(node, "right"));
                if let (Some(left), Some(right)) = (left, right) {
                    // Only a name can be made by `:=`.
                    let wrong = children(left).into_iter().find(|left| left.kind() == "selector_expression");
                    self.low.unit.broken.extend(wrong.map(|_| self.low.span(node)));
                    self.assign(&children(left), &children(right), true, false, into);
                }
            }
            "assignment_statement" => {
                let append =
                    field(node, "operator").or(node.child_by_field_name("operator")).is_some_and(|o| o.kind() != "=");
                if let (Some(left), Some(right)) = (field(node, "left"), field(node, "right")) {
                    self.assign(&children(left), &children(right), false, append, into);
                }
            }
            "const_declaration" | "var_declaration" => {
                let specs = children(node).into_iter().flat_map(|child| match child.kind() {
                    "var_spec_list" => children(child),
                    _ => vec![child],
                });
                for spec in specs.collect::<Vec<_>>() {
                    self.declaration(spec, into);
                }
            }
            "type_declaration" => self.type_declaration(node, &mut BTreeMap::new(), into),
            "return_statement" => self.gives(node, into),
            "if_statement" => self.branch(node, into),
            "for_statement" => self.repeat(node, into),
            "expression_switch_statement" => self.switch(node, into),
            "type_switch_statement" | "select_statement" => self.choice(node, into),
            "labeled_statement" => {
                for child in children(node).into_iter().filter(|child| child.kind() != "label_name") {
                    self.statement(child, into);
                }
            }
            "block" | "statement_list" => {
                let block = self.block_of(Some(node));
                into.push(Statement::Block(block));
            }
            "break_statement" => {
                if !self.leaves_switch || !children(node).is_empty() {
                    into.push(Statement::Leave(None));
                }
            }
            "continue_statement" | "goto_statement" => into.push(Statement::Leave(None)),
            "receive_statement" => match (field(node, "left"), field(node, "right")) {
                (Some(left), Some(right)) => {
                    let declares = has(node, ":=");
                    self.assign(&children(left), &[right], declares, false, into);
                }
                _ => {
                    let expression = opaque(self, node);
                    into.push(of(expression));
                }
            },
            "comment" | "fallthrough_statement" | "empty_statement" => {}
            "package_clause" => {}
            _ => {
                let expression = opaque(self, node);
                into.push(of(expression));
            }
        }
    }

    /// What is assigned to: a plain name is bound.
    fn target(&mut self, node: Node<'_>) -> ExprId {
        if node.kind() == "identifier" { self.low.bind(node) } else { self.expression(node) }
    }

    /// `a, b := x, y` and `a, err := f()`: the error beside a result is left out.
    fn assign(&mut self, left: &[Node<'_>], right: &[Node<'_>], declares: bool, append: bool, into: &mut Block) {
        let is_blank = |node: &Node<'_>, walk: &Self| walk.low.text(*node) == "_";
        if left.len() == right.len() {
            for (left, right) in left.iter().zip(right) {
                let value = self.expression(*right);
                if is_blank(left, self) {
                    into.push(of(value));
                    continue;
                }
                let target = self.target(*left);
                into.push(Statement::Assign { target, value: Some(value), append, declared: None, declares });
            }
            return;
        }
        let ([right], Some(first)) = (right, left.first()) else { return };
        let value = self.expression(*right);
        let values = self.values_of(*right, left.len());
        for name in left.iter().filter(|name| name.kind() == "identifier") {
            self.low.bind(*name);
        }
        if values <= 1 {
            if is_blank(first, self) {
                into.push(of(value));
                return;
            }
            let target = self.target(*first);
            into.push(Statement::Assign { target, value: Some(value), append, declared: None, declares });
            return;
        }
        let targets: Vec<(ExprId, bool)> = left.iter().take(values).map(|left| (self.target(*left), false)).collect();
        if declares {
            for (target, _) in targets.clone() {
                if let ExprKind::Name(_) = self.low.unit.expr(target).kind {
                    into.push(Statement::Assign { target, value: None, append: false, declared: None, declares });
                }
            }
        }
        let target = self.low.add(ExprKind::List(targets), *first);
        into.push(Statement::Assign { target, value: Some(value), append, declared: None, declares: false });
    }

    /// How many of several results are values, and not the error beside them.
    fn values_of(&self, call: Node<'_>, wanted: usize) -> usize {
        if call.kind() != "call_expression" {
            return 1;
        }
        let function = field(call, "function");
        let name = function
            .map(|function| field(function, "field").unwrap_or(function))
            .map_or("", |name| self.low.text(name));
        match self.results.get(name) {
            Some(Some(results)) if results.all == wanted => results.values(),
            _ => wanted.saturating_sub(1),
        }
    }

    fn declaration(&mut self, spec: Node<'_>, into: &mut Block) {
        let names = fields(spec, "name").into_iter().filter(|name| name.kind() == "identifier").collect::<Vec<_>>();
        let values = field(spec, "value").map(children).unwrap_or_default();
        if !values.is_empty() {
            self.assign(&names, &values, true, false, into);
            return;
        }
        let declared = field(spec, "type");
        for name in names {
            let value = declared.and_then(|declared| self.zero(declared));
            let target = self.low.bind(name);
            let declared = declared.map(|declared| self.type_name(declared)).filter(|_| value.is_none());
            into.push(Statement::Assign { target, value, append: false, declared, declares: true });
        }
    }

    /// What a variable of a type begins as, where code goes on to fill it.
    fn zero(&mut self, declared: Node<'_>) -> Option<ExprId> {
        let name = self.low.text(declared);
        let fills = match declared.kind() {
            "type_identifier" => matches!(self.types.get(name), Some(LocalType::Struct(_))),
            "qualified_type" => {
                matches!(name, "strings.Builder" | "bytes.Buffer" | "url.URL" | "url.Values" | "tls.Config")
            }
            _ => false,
        };
        fills.then(|| {
            let callee = self.expression(declared);
            let call = Call { callee, args: Vec::new(), new: true, initializer: Vec::new() };
            self.low.add(ExprKind::Call(call), declared)
        })
    }

    fn gives(&mut self, node: Node<'_>, into: &mut Block) {
        let results = self.giving.last().cloned().unwrap_or_default();
        let given = children(node).into_iter().flat_map(children).collect::<Vec<_>>();
        let kept = results.values();
        match given.as_slice() {
            [] if results.fails && self.failing > 0 => into.push(Statement::Leave(None)),
            [] if !results.names.is_empty() => {
                let names: Vec<(ExprId, bool)> = results
                    .names
                    .iter()
                    .take(kept)
                    .map(|name| (self.low.add(ExprKind::Name(name.clone()), node), false))
                    .collect();
                let value = match names.as_slice() {
                    [(only, _)] => *only,
                    _ => self.low.add(ExprKind::List(names), node),
                };
                into.push(Statement::Return(Some(value)));
            }
            [] => into.push(Statement::Return(None)),
            [only] if results.all == 1 && results.fails && self.is_failure(*only) => self.fails(*only, into),
            [only] => {
                let value = self.expression(*only);
                into.push(Statement::Return(Some(value)));
            }
            [values @ .., last] => {
                let failed = results.fails && self.is_failed(&results, values, *last);
                if failed {
                    self.fails(*last, into);
                    return;
                }
                let kept = if results.fails { values } else { given.as_slice() };
                let value = match kept {
                    [only] => self.expression(*only),
                    _ => {
                        let items = kept.iter().map(|value| (self.expression(*value), false)).collect();
                        self.low.add(ExprKind::List(items), node)
                    }
                };
                into.push(Statement::Return(Some(value)));
            }
        }
    }

    /// Whether values and an error (or false) beside them mean that it went wrong.
    fn is_failed(&self, results: &Results, values: &[Node<'_>], last: Node<'_>) -> bool {
        let went_well = matches!(last.kind(), "nil" | "true");
        let zero = |node: &Node<'_>| match node.kind() {
            "nil" | "false" => true,
            "composite_literal" => field(*node, "body").is_some_and(|body| children(body).is_empty()),
            _ => matches!(self.low.text(*node), "\"\"" | "``" | "0"),
        };
        !went_well && results.all > 1 && (self.failing > 0 || values.iter().all(zero))
    }

    /// Whether what is given is an error.
    fn is_failure(&self, node: Node<'_>) -> bool {
        let text = self.low.text(node);
        match node.kind() {
            "identifier" => text.to_lowercase().contains("err"),
            "call_expression" => text.starts_with("fmt.Errorf") || text.starts_with("errors."),
            _ => false,
        }
    }

    /// The function ends without what is asked of it.
    fn fails(&mut self, error: Node<'_>, into: &mut Block) {
        let error = self.expression(error);
        if self.nested > 0 {
            into.push(Statement::Leave(Some(error)));
        } else {
            into.push(of(error));
            into.push(Statement::Return(None));
        }
    }

    fn branch(&mut self, node: Node<'_>, into: &mut Block) {
        if let Some(first) = field(node, "initializer") {
            self.statement(first, into);
        }
        let Some(condition_node) = field(node, "condition") else { return };
        let condition = self.expression(condition_node);
        let failing = usize::from(self.says_error(condition_node));
        self.failing += failing;
        let then = self.block_of(field(node, "consequence"));
        self.failing -= failing;
        let otherwise = match field(node, "alternative") {
            Some(other) if other.kind() == "if_statement" => {
                let mut block = Vec::new();
                self.nested += 1;
                self.statement(other, &mut block);
                self.nested -= 1;
                block
            }
            other => self.block_of(other),
        };
        into.push(Statement::If { condition, then, otherwise });
    }

    /// `err != nil`
    fn says_error(&self, condition: Node<'_>) -> bool {
        let (Some(left), Some(right)) = (field(condition, "left"), field(condition, "right")) else { return false };
        let unequal = condition.child_by_field_name("operator").is_some_and(|operator| operator.kind() == "!=");
        unequal && right.kind() == "nil" && self.low.text(left).to_lowercase().contains("err")
    }

    fn repeat(&mut self, node: Node<'_>, into: &mut Block) {
        let around = std::mem::replace(&mut self.leaves_switch, false);
        let mut each = None;
        for child in children(node) {
            match child.kind() {
                "for_clause" => {
                    if let Some(first) = field(child, "initializer") {
                        self.statement(first, into);
                    }
                    for part in [field(child, "condition")].into_iter().flatten() {
                        let condition = self.expression(part);
                        into.push(of(condition));
                    }
                }
                "range_clause" => {
                    let names = field(child, "left").map(children).unwrap_or_default();
                    for name in names.iter().filter(|name| name.kind() == "identifier") {
                        self.low.bind(*name);
                    }
                    let of_what = optional(self, field(child, "right"));
                    match (names.as_slice(), of_what) {
                        ([key, value], Some(of_what)) if self.low.text(*value) != "_" => {
                            let bound = self.target(*value);
                            let target = match self.low.text(*key) {
                                "_" => bound,
                                _ => {
                                    let key = self.target(*key);
                                    self.low.add(ExprKind::Pair { key, value: bound }, *value)
                                }
                            };
                            each = Some((target, of_what));
                        }
                        (_, Some(of_what)) => into.push(of(of_what)),
                        _ => {}
                    }
                }
                "block" => {}
                _ => {
                    let condition = self.expression(child);
                    into.push(of(condition));
                }
            }
        }
        let body = self.block_of(field(node, "body"));
        into.push(Statement::Loop { each, body });
        self.leaves_switch = around;
    }

    /// `switch` as a chain of branches, so that it is known under which condition each stands.
    fn switch(&mut self, node: Node<'_>, into: &mut Block) {
        if let Some(first) = field(node, "initializer") {
            self.statement(first, into);
        }
        let subject = optional(self, field(node, "value"));
        let around = std::mem::replace(&mut self.leaves_switch, true);
        let mut cases: Vec<(ExprId, Block)> = Vec::new();
        let mut otherwise = Vec::new();
        for case in children(node) {
            let body = match case.kind() {
                "expression_case" | "default_case" => {
                    let mut body = Vec::new();
                    self.nested += 1;
                    for child in children(case).into_iter().filter(|child| child.kind() == "statement_list") {
                        self.statements(child, &mut body);
                    }
                    self.nested -= 1;
                    body
                }
                _ => continue,
            };
            match field(case, "value") {
                Some(values) => {
                    let mut parts: Vec<ExprId> = subject.into_iter().collect();
                    parts.extend(children(values).into_iter().map(|value| self.expression(value)));
                    let condition = self.low.add(ExprKind::Test(parts), values);
                    cases.push((condition, body));
                }
                None => otherwise = body,
            }
        }
        self.leaves_switch = around;
        for (condition, then) in cases.into_iter().rev() {
            otherwise = vec![Statement::If { condition, then, otherwise }];
        }
        into.extend(otherwise);
    }

    /// `switch x := y.(type)`, `select`
    fn choice(&mut self, node: Node<'_>, into: &mut Block) {
        if let Some(first) = field(node, "initializer") {
            self.statement(first, into);
        }
        let cases = || children(node).into_iter().filter(|case| case.kind().ends_with("_case"));
        let against: Vec<Node<'_>> = cases()
            .filter(|case| case.kind() == "expression_case")
            .filter_map(|case| field(case, "value"))
            .flat_map(children)
            .collect();
        let subject = self.chosen_by(field(node, "value"), &against);
        if let (Some(alias), Some(value)) =
            (field(node, "alias").and_then(|alias| children(alias).first().copied()), subject)
        {
            let target = self.low.bind(alias);
            into.push(Statement::Assign { target, value: Some(value), append: false, declared: None, declares: true });
        }
        let around = std::mem::replace(&mut self.leaves_switch, true);
        let (mut branches, mut or_none) = (Vec::new(), node.kind() == "type_switch_statement");
        for case in cases() {
            or_none &= case.kind() != "default_case";
            let mut body = Vec::new();
            self.nested += 1;
            for child in children(case) {
                match child.kind() {
                    "statement_list" => self.statements(child, &mut body),
                    "receive_statement" | "send_statement" => self.statement(child, &mut body),
                    _ => {}
                }
            }
            self.nested -= 1;
            branches.push(body);
        }
        self.leaves_switch = around;
        into.push(Statement::OneOf { subject, branches, or_none });
    }
}
