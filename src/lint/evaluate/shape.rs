//! Code that looks at the form of a value before it uses it: whether it is a URL, or pairs. Of such a value no form is known.

use super::Evaluator;
use super::state::Kind;
use crate::lint::form::{Block, ExprId, ExprKind, Statement};
use crate::lint::value::{Alt, Atom, Value};

impl Evaluator<'_> {
    /// A comparison: it tells forms apart only where one of its parts is a text that does.
    pub(super) fn compares_form(&mut self, values: &[Value]) {
        self.look_at_form(values.iter(), true);
    }

    /// A function of the language that looks at a text. It looks at the form, unless what it looks for says otherwise.
    pub(super) fn looks_at_form<'v>(&mut self, values: impl Iterator<Item = &'v Value>) {
        self.look_at_form(values, false);
    }

    fn look_at_form<'v>(&mut self, values: impl Iterator<Item = &'v Value>, by_text: bool) {
        let (mut names, mut tells) = (Vec::new(), Vec::new());
        for value in values {
            let reads: Vec<String> = value.leaves().filter_map(|alt| Some(alt.env()?.name.clone())).collect();
            if reads.is_empty() {
                let texts = value.0.iter().flat_map(|alt| self.looked_for(alt));
                tells.extend(texts.map(|text| self.shared.tells_form(&text)));
            }
            names.extend(reads);
        }
        if tells.contains(&true) || !by_text && tells.is_empty() {
            self.trace.formed.extend(names);
        }
    }

    /// The texts that something is held against: a literal, those of a list, a regular expression.
    fn looked_for(&self, alt: &Alt) -> Vec<String> {
        if let Some(text) = alt.literal() {
            return vec![text];
        }
        let object = match alt.atom {
            Atom::Object(id) => self.state.object(id),
            _ => None,
        };
        if let Some(object) = object.filter(|object| matches!(object.kind, Kind::List | Kind::Api(_))) {
            let given = object.args.all().map(|given| &given.value).chain(&object.items);
            return given.filter_map(Value::literal).collect();
        }
        let written = alt.span.text(self.source);
        if written.starts_with(['/', '%']) { vec![written.to_owned()] } else { Vec::new() }
    }

    /// A parser that is tried: whoever goes on with something else where it fails does not know what the value is. `first` is
    /// the first call within.
    pub(super) fn tries_form(&mut self, first: usize, handlers: &[(Option<ExprId>, Block)]) {
        let calls = self.trace.calls.get(first..).unwrap_or_default();
        let parses = |name: &str| self.facts.language.parses.iter().any(|parse| parse.call == name);
        if !handlers.iter().any(|(_, handler)| self.goes_on(handler))
            || calls.iter().any(|call| !parses(&call.name) && self.facts.open(&call.name).is_some())
        {
            return;
        }
        let given = calls.iter().filter(|call| parses(&call.name)).flat_map(|call| call.args.all());
        let names: Vec<String> = given
            .flat_map(|given| given.value.leaves().filter_map(|alt| Some(alt.env()?.name.clone())).collect::<Vec<_>>())
            .collect();
        self.trace.formed.extend(names);
    }

    /// Whether a handler gives or sets something instead.
    fn goes_on(&self, handler: &Block) -> bool {
        handler.iter().any(|statement| match statement {
            Statement::Return(Some(_)) | Statement::Assign { .. } => true,
            Statement::Expr(id) => matches!(self.unit.expr(*id).kind, ExprKind::Assign { .. }),
            Statement::If { then, otherwise, .. } => self.goes_on(then) || self.goes_on(otherwise),
            Statement::Block(block) => self.goes_on(block),
            _ => false,
        })
    }
}
